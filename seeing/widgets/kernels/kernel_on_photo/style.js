/* What KernelOnPhoto adds to the kit's style. */

export const PHOTO_STYLE = `
.title { margin: 0 0 6px; font-size: 14px; font-weight: 600; line-height: 1.3; color: var(--role); }
.title span { font-weight: 400; color: var(--sk-muted); }
.head .title, .quiet { white-space: nowrap; }
.head { display: flex; justify-content: space-between; align-items: baseline; gap: 8px; }
.quiet {
  min-height: 0; margin: 0 0 6px; padding: 0; border: 0; background: none; font-size: 13px;
  line-height: 1.3; color: var(--sk-input); text-decoration: underline; text-underline-offset: 3px;
}
/* It keeps the focus when it was pressed, until the reader goes on. */
.quiet[aria-disabled="true"]:not(:focus) { visibility: hidden; }
.pictures { display: grid; gap: 10px 20px; }
.pictures > * { min-width: 0; }
.photo { --role: var(--sk-input); }
.filtered { --role: var(--sk-output); }

/* The frame keeps its shape whatever picture comes, so that nothing below it moves. */
.place {
  container-type: size; display: flex; align-items: center; justify-content: center;
  aspect-ratio: 1; border-radius: 4px; background: var(--sk-raised);
}
.dropping .photo .place { outline: 3px dashed var(--sk-input); outline-offset: -3px; }
.plate {
  position: relative; touch-action: pan-y; cursor: crosshair;
  width: min(100cqw, 100cqh * var(--ratio)); aspect-ratio: var(--ratio);
}
.filtered canvas { background: var(--sk-line); } /* the border, which has no output */
.plate:focus-visible {
  outline: 3px solid var(--sk-focus); outline-offset: -3px; border-radius: 4px;
}
canvas { display: block; width: 100%; height: 100%; border-radius: 4px; }
.mark {
  position: absolute; pointer-events: none; box-sizing: content-box; border-radius: 3px;
  margin: -5px; padding: 3px; border: 2px solid var(--role);
  box-shadow: 0 0 0 1.5px var(--sk-paper), inset 0 0 0 1.5px var(--sk-paper);
}

.scale {
  display: grid; grid-template-columns: 1fr auto 1fr; align-content: start; row-gap: 2px;
  min-height: 34px; font-size: 13px; line-height: 1.3; color: var(--sk-muted);
}
.ramp { grid-column: 1 / -1; height: 12px; border: 1px solid var(--sk-edge); border-radius: 3px; }
.scale :last-child { text-align: right; }
.note {
  flex-basis: 100%; margin: 0; min-height: 2.7em; font-size: 13px; line-height: 1.35;
  color: var(--sk-muted);
}
.note.trouble { color: var(--sk-positive); }

.pictures + .controls { margin-top: 14px; padding-top: 14px; border-top: 1px solid var(--sk-line); }
.magnifier {
  --cell: min(48px, max(38px, (100cqi - 80px) / 2 / var(--kw)));
  --sign: 26px;
  display: flex; flex-wrap: wrap; align-items: flex-start; justify-content: center; row-gap: 10px;
  margin-top: 14px;
}
.part { position: relative; padding: 0 0 0 var(--sign); }
.part .title { text-align: center; }
.part .board { font-size: calc(7.5px + 0.13 * var(--cell)); }
.part .cell { font-weight: 500; letter-spacing: -0.02em; }
.part .cell.long { font-size: 0.85em; }
.part.output .cell { font-weight: 600; }
.absent .part:not(.kernel), .absent .part::before { visibility: hidden; }
/* ×, = and Σ stand before their part, in the middle of its board. */
.part::before {
  position: absolute; left: 0; top: 24px; bottom: 0; width: var(--sign);
  display: flex; align-items: center; justify-content: center;
  font-size: 18px; color: var(--sk-muted);
}
.part.kernel::before { content: "×"; }
.part.products::before { content: "="; }
.part.output::before { content: "Σ"; }
.products { --role: var(--sk-ink); --fill: var(--sk-paper); }
.products .cell { font-weight: 400; color: var(--sk-muted); }
.products [data-sign="1"] { background: var(--sk-positive-soft); color: var(--sk-positive); }
.products [data-sign="-1"] { background: var(--sk-negative-soft); color: var(--sk-negative); }
.part.output { align-self: center; }
.part.output .cell {
  width: 96px; height: 56px; padding: 0 4px 10px; font-size: 16px;
  border-radius: 4px; box-shadow: inset 0 -10px var(--painted); /* as it is painted */
}

/* On a phone the numbers stand right under what they make, and choices after them. */
@container (max-width: 639.9px) {
  .body { display: flex; flex-direction: column; }
  .pictures { display: contents; }
  .filtered, .scale, .source, .choice { margin-top: 10px; }
  .magnifier { order: 1; }
  .pictures + .controls { order: 2; }
  .scale, .source, .choice { order: 3; }
}
@container (min-width: 640px) {
  .pictures { grid-template-columns: 1fr 1fr; grid-template-rows: auto auto 1fr; }
  .photo, .filtered { grid-row: 1; }
  .source { grid-area: 2 / 1 / span 2 / 1; align-content: start; }
  .scale, .choice { grid-column: 2; }
  .choice { align-items: flex-start; }
  .magnifier {
    --room: calc((min(100cqi, 800px) - 256px) / 3 / var(--kw)); /* the signs and the sum take 256 */
    --cell: min(56px, max(35px, min(190px / var(--most), var(--room))));
    min-height: 216px; align-items: center;
  }
}
`;
