/* What HaarDrag adds to the kit's style. */

export const HAAR_STYLE = `
.stage { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px 24px; margin-top: 14px; }
.numbers { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; align-content: start; }
.face.place { max-height: 330px; }
.feature { position: absolute; touch-action: none; cursor: grab; }
.dragging .feature { cursor: grabbing; }
.face .mark { display: none; }
.parts { display: grid; grid-auto-rows: 1fr; width: 100%; height: 100%; outline: 2px solid var(--sk-kernel); }
.parts > b {
  display: flex; align-items: center; justify-content: center; min-width: 0; min-height: 0; overflow: hidden;
  font-size: 20px; line-height: 1; user-select: none; -webkit-user-select: none;
}
/* As Viola and Jones draw them: on any picture, in both themes. */
.parts > .plus { background: rgb(255 255 255 / 0.42); color: black; }
.parts > .minus { background: rgb(0 0 0 / 0.45); color: white; }
.corner {
  position: absolute; width: 7px; height: 7px; margin: -3.5px; border-radius: 50%; pointer-events: none;
  background: var(--sk-input); box-shadow: 0 0 0 1.5px var(--sk-paper);
}
.handle {
  position: absolute; right: -14px; bottom: -14px; width: 28px; height: 28px;
  cursor: nwse-resize; touch-action: none;
}
.handle::after {
  content: ""; position: absolute; inset: 8px; border: 2px solid var(--sk-paper); border-radius: 50%;
  background: var(--sk-kernel);
}
.look-ups { border-spacing: 0; font-size: 12px; line-height: 1.45; }
.look-ups th, .look-ups td { padding: 2px 0 2px 8px; text-align: right; font-weight: 400; white-space: nowrap; }
.look-ups th { color: var(--sk-muted); }
.look-ups th:first-child { padding-left: 0; text-align: left; }
.look-ups td b { margin-right: 2px; font-weight: 600; }
.look-ups .plus b { color: var(--sk-positive); }
.look-ups .minus b { color: var(--sk-negative); }
.numbers > .input { min-height: 157px; }
.sum, .worth { margin: 6px 0 0; font-size: 14px; }
.worth > * { display: block; }
.histograms { display: block; width: 100%; max-width: 420px; }
.histograms text { fill: var(--sk-muted); font-size: 12px; }
.histograms .faces { --who: var(--sk-output); }
.histograms .others { --who: var(--sk-kernel); }
.histograms text.faces, .histograms text.others { fill: var(--who); font-weight: 600; }
.side { fill: var(--sk-output-soft); }
.bar { fill: var(--who); stroke: var(--who); }
.bar.wrong { fill: var(--sk-paper); stroke-dasharray: 2 2; }
.axis { stroke: var(--sk-edge); }
.threshold { stroke: var(--sk-ink); stroke-width: 1.5; stroke-dasharray: 5 3; }
.this-one { fill: var(--sk-ink); stroke: var(--sk-paper); }
.readout { min-height: 126px; }
.challenge { min-height: 66px; }
@container (min-width: 640px) {
  .stage { grid-template-columns: 330px minmax(0, 1fr); }
  .look-ups { font-size: 13px; }
  .look-ups th, .look-ups td { padding-left: 14px; }
  .numbers > .input { min-height: 142px; }
  .readout { min-height: 66px; }
  .challenge { min-height: 44px; }
}
`;
