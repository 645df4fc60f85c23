/* The style of TrainingMonitor. */

export const MONITOR_STYLE = `
.readout { min-height: 174px; }
@container (min-width: 640px) { .readout { min-height: 86px; } }
.what { display: block; }
.top { display: flex; align-items: center; gap: 12px; min-height: 34px; }
.heading { flex: 1 1 0; min-width: 0; font-weight: 600; }
.chart { --gutter: 52px; position: relative; margin-top: 6px; }
[hidden] { display: none !important; }
.panel-title {
  display: flex; flex-wrap: wrap; gap: 2px 14px; margin: 10px 0 9px; min-height: 21px; font-size: 14px;
  position: relative; z-index: 2; /* over the line */
}
.panel-title > * { background: var(--sk-paper); }
.panel-title > b { font-weight: 600; }
.keys { display: flex; flex-wrap: wrap; gap: 2px 14px; color: var(--sk-muted); }
.key { white-space: nowrap; }
@container (max-width: 639px) { /* columns, or the names would move as their values do */
  .many .keys { flex: 1 0 100%; display: grid; grid-template-columns: 1fr 1fr; }
  .many .key { overflow: hidden; text-overflow: ellipsis; }
}
.key b { font-weight: 600; color: var(--sk-ink); }
.sample { width: 20px; height: 10px; margin-right: 5px; }
@container (min-width: 640px) {
  .key b { display: inline-block; min-width: 5.5ch; }
  .sample { width: 26px; }
}
.plot {
  position: relative; margin-left: var(--gutter); height: 130px;
  border: 1px solid var(--sk-line); border-width: 0 0 1px 1px;
}
.accuracy .plot { height: 70px; }
.gradient .plot { height: 120px; }
.plot > svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; }
path {
  fill: none; stroke: var(--line); stroke-width: 1.8px; vector-effect: non-scaling-stroke;
  stroke-linejoin: round; stroke-linecap: round;
}
.rule { stroke: var(--sk-line); stroke-width: 1px; }
.ahead { opacity: 0.3; }
.behind { opacity: 0.45; stroke-width: 1.2px; }
.past, .ahead, .behind, .dot { --line: var(--sk-input); }
.validation_loss { --line: var(--sk-kernel); }
.accuracy path:not(.rule), .dot.accuracy { --line: var(--sk-output); }
.past.gradient, .ahead.gradient, .behind.gradient, .dot.gradient {
  --line: color-mix(in srgb, var(--sk-gradient) var(--strength), var(--sk-paper));
}
.labels { position: absolute; inset: 0; font-size: 12px; line-height: 1; color: var(--sk-muted); }
.labels .tick { position: absolute; right: calc(100% + 6px); translate: 0 50%; white-space: nowrap; }
.dot {
  position: absolute; z-index: 2; width: 9px; height: 9px; margin: 0 0 -4.5px -4.5px; border-radius: 50%;
  border: 2px solid var(--sk-paper); background: var(--line); box-sizing: content-box; translate: -2px 2px;
}
.broken {
  position: absolute; top: 0; bottom: 0; border-left: 2px solid var(--sk-positive);
  background: repeating-linear-gradient(135deg, transparent 0 6px, var(--sk-positive-soft) 6px 12px);
}
.broken b { position: absolute; top: 4px; left: 5px; font-weight: 600; color: var(--sk-positive); }
.broken.thin b { left: auto; right: calc(100% + 7px); }
.axis { position: relative; margin: 4px 0 0 var(--gutter); height: 16px; font-size: 12px; line-height: 1; color: var(--sk-muted); }
.axis .tick { position: absolute; top: 2px; translate: -50% 0; }
.axis-name { position: absolute; left: 0; bottom: 2px; line-height: 1; font-size: 12px; color: var(--sk-muted); }
.over { position: absolute; left: var(--gutter); right: 0; top: 30px; bottom: 18px; }
.window { position: absolute; inset: 0; z-index: 3; cursor: ew-resize; touch-action: pan-y; border-radius: 4px; }
.cursor {
  position: absolute; z-index: 1; top: 0; bottom: 0; left: calc(100% * var(--at)); width: 0;
  border-left: 1.5px solid var(--sk-ink);
}
.cursor::after { /* a handle, to be seen */
  content: ""; position: absolute; left: -8px; bottom: -8px; width: 13px; height: 13px;
  border: 2px solid var(--sk-paper); border-radius: 50%; background: var(--sk-ink); box-sizing: content-box; translate: -1px 0;
}
@media print {
  .cursor { display: none; }
  .readout { min-height: 0 !important; }
}
`;
