/* What PixelInspector adds to the kit's style. */

export const INSPECTOR_STYLE = `
.top { display: grid; gap: 14px 20px; grid-template-columns: minmax(0, 1fr); }
.top > *, .channels > *, .memory > * { min-width: 0; }
.photo.place { max-height: 304px; }
.plate { cursor: crosshair; }
.channels { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 10px; align-content: start; }
.channels .place { max-height: 140px; }
.channels .mark { margin: -3px; padding: 1px; }
.controls { margin-top: 12px; }

.numbers { width: 100%; margin-top: 10px; grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); grid-auto-rows: auto; }
.numbers .cell {
  aspect-ratio: 1; height: auto; overflow: hidden; font-size: 10px; font-weight: 500; letter-spacing: -0.03em;
  border-color: var(--sk-line);
}
.numbers .outside { background: none; border-style: dashed; }
.numbers .middle { position: relative; outline: 2px solid var(--sk-kernel); outline-offset: -1px; }

.pins { width: 100%; margin-top: 12px; border-collapse: collapse; font-size: 13px; }
.pins th, .pins td { padding: 2px 4px; text-align: right; font-weight: 400; }
.pins thead th { color: var(--sk-muted); }
.pins th:first-child { text-align: left; }
.pins tbody th { font-weight: 600; }
.pins .free td { color: var(--sk-muted); }
.pins .apart > * { border-top: 1px solid var(--sk-line); font-weight: 600; }
.pin { position: absolute; pointer-events: none; width: 0; height: 0; }
.pin[hidden] { display: none; }
.pin::before {
  content: ""; position: absolute; left: -4px; top: -4px; width: 8px; height: 8px; border-radius: 50%;
  background: var(--sk-kernel); box-shadow: 0 0 0 2px var(--sk-paper);
}
.pin > b {
  position: absolute; left: 8px; bottom: 8px; padding: 0 5px; border-radius: 4px;
  background: var(--sk-kernel); color: var(--sk-paper); font-size: 12px; line-height: 17px;
}
.pin.leftwards > b { left: auto; right: 8px; }

.sum { margin: 6px 0 0; font-size: 12px; line-height: 1.4; }
.sum > * { display: block; white-space: nowrap; }
.memory { display: grid; gap: 12px 20px; margin-top: 16px; grid-template-columns: minmax(0, 1fr); }
.strip {
  position: relative; display: flex; height: 30px; border: 1px solid var(--sk-edge); border-radius: 4px;
  background: var(--sk-input-soft); font-size: 12px; line-height: 17px; overflow: hidden; white-space: nowrap;
}
.strip > span { flex: 1; padding-left: 6px; }
.strip > span + span { border-left: 1px solid var(--sk-edge); }
.strip > i { position: absolute; top: 17px; bottom: 0; width: 3px; margin-left: -1px; background: var(--sk-kernel); }
.lines { margin: 4px 0 0; font-size: 13px; }
.lines > * { display: block; }
.lines b { font-weight: 600; color: var(--sk-kernel); }

.readout { min-height: 88px; }
@container (min-width: 640px) {
  .top { grid-template-columns: 300px minmax(0, 1fr); }
  .numbers .cell { font-size: 12px; }
  .channels .place { max-height: 146px; }
  .memory { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .readout { min-height: 66px; }
}
`;
