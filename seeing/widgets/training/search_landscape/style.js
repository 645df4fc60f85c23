/* What SearchLandscape adds to the kit's style. */

export const SEARCH_STYLE = `
.search-controls { display: grid; gap: 8px; }
.slide { display: flex; align-items: center; gap: 8px; min-width: 0; min-height: 30px; font-size: 14px; }
.slide input { flex: 1 1 0; width: 0; min-width: 0; min-height: 26px; margin: 0; accent-color: var(--sk-kernel); }
.slide .value { min-width: 8.6em; text-align: right; }
.legend { margin: 12px 0 6px; font-size: 14px; font-weight: 600; line-height: 1.35; }
.legend .kernel, .legend .input, .legend .output { color: var(--role); }
/* No wider, or the height that a page keeps free would depend on its width. */
.mapped { max-width: 600px; margin: 0 auto; display: grid; grid-template-columns: 38px minmax(0, 1fr); gap: 3px 4px; }
.ticks { position: relative; font-size: 12px; line-height: 1; color: var(--sk-muted); }
.ticks > span { position: absolute; white-space: nowrap; }
.ticks.up > span { right: 0; top: var(--at); translate: 0 -50%; }
.ticks.across { grid-column: 2; height: 13px; }
.ticks.across > span { left: var(--at); translate: -50% 0; }
.mapped .plate { width: 100%; cursor: grab; }
.mapped .plate.dragging { cursor: grabbing; }
.mapped canvas { border: 0; border-radius: 0; image-rendering: pixelated !important; }
.loss-map { outline: 1px solid var(--sk-line); }
.loss-map .mark { display: none; }
.loss-map svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.charts { display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px 24px; margin-top: 14px; }
.charts svg { display: block; width: 100%; max-width: 288px; margin: 0 auto; }
.charts .title { margin: 0 0 4px; font-size: 14px; font-weight: 600; line-height: 1.3; }
.charts text { fill: var(--sk-muted); font-size: 11px; }
.frame-line { fill: none; stroke: var(--sk-edge); }
.bin { fill: var(--sk-input-soft); stroke: var(--sk-input); stroke-width: 0.5; }
.grid-trial { --who: var(--sk-kernel); }
.chance-trial { --who: var(--sk-input); }
path.grid-trial, path.chance-trial { fill: none; stroke: var(--who); stroke-width: 2; }
.charts path.chance-trial { stroke-dasharray: 6 2; }
.loss-map path { stroke-width: 0.2; }
.spot { fill: var(--who); stroke: var(--sk-paper); stroke-width: 0.12; }
.readout { min-height: 174px; }
.challenge { min-height: 88px; }
@container (min-width: 640px) {
  .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .readout { min-height: 110px; }
  .challenge { min-height: 44px; }
}
`;
