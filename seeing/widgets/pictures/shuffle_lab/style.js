/* What ShuffleLab adds to the kit's style. */

export const SHUFFLE_STYLE = `
.slider { display: flex; flex: 1 1 220px; align-items: center; gap: 10px; min-height: 34px; }
.slider input { flex: 1; min-width: 90px; accent-color: var(--sk-kernel); }
.slider output { min-width: 3.2em; text-align: right; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px 20px; margin-top: 14px; }
.pair > * { min-width: 0; }
.pair .place { max-height: 180px; justify-content: flex-start; }
.pair .plate { cursor: crosshair; }
.pair .mark { margin: -2px; padding: 0; }
.alike { margin: 6px 0 8px; font-size: 13px; line-height: 1.35; min-height: 2.7em; color: var(--sk-muted); }
.alike b { color: var(--sk-ink); }
.score { cursor: default; }
.whose { margin: 0 0 4px; font-size: 13px; color: var(--sk-muted); }
.hidden .plate { cursor: default; }
.hidden canvas, .hidden .mark { visibility: hidden; }
.hidden .plate::after {
  content: "?"; position: absolute; inset: 0; display: grid; place-items: center; border-radius: 4px;
  border: 1px dashed var(--sk-edge); color: var(--sk-muted); font-size: 48px;
}

.question { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; margin-top: 14px; }
.question .prompt { margin: 0; flex-basis: 100%; min-height: 2.9em; font-weight: 600; }
.keys { display: grid; grid-template-columns: repeat(10, minmax(0, 1fr)); gap: 4px; flex: 1 1 280px; }
.keys .button { padding: 0; font-weight: 600; }
.keys .button[aria-disabled="true"], .button[aria-disabled="true"] {
  border-color: var(--sk-line); color: var(--sk-muted); font-weight: 400; cursor: default; background: none;
}
.ask { border-color: var(--sk-kernel); color: var(--sk-kernel); font-weight: 600; min-width: 108px; }

.record { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 8px; margin-top: 14px; font-size: 12px; }
.sheet-names { display: grid; grid-template-rows: 26px 20px 20px; align-items: center; color: var(--sk-muted); }
.sheet-of { display: grid; grid-template-columns: repeat(20, minmax(0, 1fr)); gap: 1px; }
.column { display: grid; grid-template-rows: 26px 20px 20px; min-width: 0; }
.share-bar, .mark-of { display: flex; justify-content: center; border: 1px solid var(--sk-line); margin-top: -1px; }
.share-bar { align-items: flex-end; }
.share-bar > i { width: 100%; background: color-mix(in srgb, var(--sk-kernel) 55%, var(--sk-paper)); }
.mark-of { align-items: center; font-weight: 600; }
.asked .mark-of { background: var(--sk-output-soft); color: var(--sk-output); }
.asked .mark-of.wrong { background: var(--sk-positive-soft); color: var(--sk-positive); text-decoration: line-through; }
.total { grid-column: 1 / -1; margin: 0; display: grid; gap: 0 20px; font-size: 14px; }

.readout { min-height: 132px; }
@container (min-width: 640px) {
  .pair > div { display: grid; grid-template-columns: 170px minmax(0, 1fr); gap: 0 14px; }
  .pair .place { max-height: 170px; }
  .pair .whose, .pair .title { grid-row: 1; margin: 0 0 6px; }
  .pair .place, .pair .alike { grid-column: 1; }
  .pair .whose, .pair .scores { grid-column: 2; }
  .pair .scores { grid-row: 2 / span 2; align-content: start; }
  .pair .alike { margin-bottom: 0; min-height: 0; }
  .question .prompt { min-height: 0; }
  .total { display: flex; flex-wrap: wrap; }
  .readout { min-height: 88px; }
}
`;
