/* What CornerLab adds to the kit's style. */

export const CORNER_STYLE = `
.stage, .views { display: grid; gap: 14px 20px; grid-template-columns: minmax(0, 1fr); }
.stage > *, .views > * { min-width: 0; }
.gradient { --role: var(--sk-gradient); }
.photo.place { max-height: 250px; }
.photo .plate { cursor: crosshair; touch-action: none; }
.views { grid-template-columns: repeat(2, minmax(0, 1fr)); align-content: start; }
.views .plate { cursor: crosshair; }
.views .mark { margin: -2px; padding: 0; border-width: 1.5px; }
.photo .mark { margin: -2px; padding: 0; }
.crosses { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; overflow: visible; }
.crosses path { fill: none; stroke: var(--sk-paper); stroke-width: 1.9; }
.crosses path:last-child { stroke: var(--sk-positive); stroke-width: 0.9; }
.legend { display: flex; justify-content: space-between; margin: 4px 0 0; font-size: 13px; }
.legend :first-child { color: var(--sk-negative); }
.legend :last-child { color: var(--sk-positive); }
.numbers { grid-column: 1 / -1; display: flex; flex-wrap: wrap; align-items: center; gap: 10px 22px; font-size: 14px; }
.named { display: flex; align-items: center; gap: 6px; }
.matrix {
  display: grid; grid-template-columns: auto auto; gap: 2px 12px; padding: 2px 8px; text-align: right;
  border: solid var(--sk-edge); border-width: 0 2px; border-radius: 8px; color: var(--sk-gradient); font-weight: 600;
}
.numbers table { border-collapse: collapse; }
.numbers th { padding: 0 8px 0 0; white-space: nowrap; font-weight: 400; text-align: left; color: var(--sk-muted); }
.numbers td { min-width: 4em; padding: 0; text-align: right; }
.response > * { border-top: 1px solid var(--sk-line); }
.response td { font-weight: 600; color: var(--sk-output); }
.controls { margin-top: 14px; }
.slide { flex: 1 1 150px; }
.slide:nth-child(3) { flex-basis: 270px; }
.slide:nth-child(3) .value { min-width: 8.6em; }
.readout { min-height: 110px; }
.challenge { min-height: 88px; }
@container (min-width: 640px) {
  .stage { grid-template-columns: minmax(0, 1.06fr) minmax(0, 1fr); }
  .photo.place { max-height: 360px; }
  .numbers { flex-wrap: nowrap; gap: 14px; }
  .readout { min-height: 66px; }
  .challenge { min-height: 44px; }
}
`;
