/* The style of the two sliding figures: what they share, then each one's own. */

export const SLIDING_STYLE = `
/* Two boxes at one place: the one that is dragged, under the numbers, and the line, over them. */
.window {
  z-index: 1; cursor: grab; border-radius: 10px; outline: none;
  background: color-mix(in srgb, var(--sk-kernel-soft) 55%, transparent);
}
.outline {
  z-index: 3; border: 2px solid var(--sk-kernel); border-radius: 10px; pointer-events: none;
}
.outline::before { /* a handle, to be seen */
  content: ""; position: absolute; left: calc(50% - 15px); top: -5px; width: 30px; height: 8px;
  border: 2px solid var(--sk-paper); border-radius: 5px; background: var(--sk-kernel);
}
.play { min-width: 58px; }
.window:focus-visible + .outline { outline: 2px solid var(--sk-focus); outline-offset: 2px; }
.dragging, .dragging .window { cursor: grabbing; user-select: none; -webkit-user-select: none; }
.moves { transition: translate 0.18s ease-out; }
.dragging .moves { transition: none; }
/* The corner dot stays with k's first number, so that a turn shows even on a symmetric kernel. */
.cell.first { background-image: radial-gradient(circle at var(--dot, 7px) var(--dot, 7px), var(--role) 2.4px, transparent 3px); }
button.cell { cursor: pointer; }
/* Over the read-out, not above it: what is under the figure stays where it is. */
.messages { position: relative; z-index: 6; }
.messages .message {
  position: absolute; top: 6px; right: 0; padding: 8px 12px; max-width: min(44ch, 100%);
  border: 1px solid var(--sk-positive); border-radius: 8px; background: var(--sk-positive-soft);
}
.cell[aria-current="true"] {
  border-color: var(--sk-output); background: var(--sk-output); color: var(--sk-paper);
}
.waiting { color: transparent; background: var(--sk-paper); }
`;

export const LANES_STYLE = `
.readout { min-height: 112px; }
@container (min-width: 640px) { .readout { min-height: 66px; } }
.scroll { margin-top: 16px; padding: 5px 0 3px; overflow-x: auto; } /* room for the focus ring */
.lanes {
  --label: 36px;
  --column: clamp(48px, (100cqi - 2 * var(--space) - 2px - var(--label) - 4px) / var(--n), 104px);
  --digits: clamp(10px, var(--column) * 1.42 / var(--longest), 15px);
  display: grid; width: max-content; margin: 0 auto; touch-action: pan-y;
  grid-template-columns: var(--label) repeat(var(--n), var(--column));
  grid-template-rows: 26px 76px 40px 40px 38px 24px 40px 8px 76px;
}
.label {
  position: sticky; left: 0; z-index: 4; background: var(--sk-paper); /* a long signal scrolls */
  margin-right: 8px; /* the frame and its focus ring stand out of the columns by 6 px */
  grid-column: 1; align-self: center; font-weight: 600; white-space: nowrap; color: var(--role, var(--sk-ink));
}
.lane { grid-column: 2 / -1; display: grid; grid-template-columns: subgrid; min-width: 0; }
.moves { grid-column: 2 / span var(--m); translate: calc(var(--t) * var(--column)) 0; }
.lane > span, .products > span {
  position: relative; z-index: 2; display: flex; align-items: center; justify-content: center;
  pointer-events: none;
}
.index > span { color: var(--sk-muted); font-size: 13px; }
.bars { height: 64px; margin: 6px 0; pointer-events: none; }
.bars i {
  position: relative; z-index: 2; justify-self: center; width: 44%; border-radius: 3px;
  background: color-mix(in srgb, var(--role) 45%, var(--sk-paper));
  transition: height 0.2s, top 0.2s;
}
.bars i.now { background: var(--role); }
.bars i.waiting { visibility: hidden; }
.window, .outline { grid-row: 1 / 6; margin: 0 -2px; touch-action: pan-y; }
.numbers { z-index: 2; --cell: var(--column); }
.numbers .board { grid-auto-rows: 40px; padding: 0; }
.numbers .cell, .y .cell, .products { font-size: var(--digits); }
.numbers .cell { height: 40px; margin-top: 0; }
.kernel.numbers { grid-row: 4; }
.kernel.numbers .board { position: relative; }
.products { grid-row: 5; z-index: 2; display: grid; grid-template-columns: subgrid; font-weight: 600; }
.sum { grid-row: 6; position: relative; color: var(--sk-output); pointer-events: none; }
.sum > i { position: absolute; border: 0 solid currentColor; }
.sum > .bracket {
  top: 5px; height: 7px; left: calc(var(--column) / 2); right: calc(var(--column) / 2);
  border-width: 0 2px 2px; border-radius: 0 0 5px 5px;
}
.sum > .stem { top: 5px; bottom: 5px; left: calc(var(--column) / 2); border-left-width: 2px; }
.sum > .tip {
  bottom: 2px; left: calc(var(--column) / 2 - 4px);
  border: 5px solid transparent; border-top-color: currentColor; border-bottom: 0;
}
.y { grid-row: 7; }
.y .cell { width: auto; height: 40px; margin: 0 0 0 -1px; }
.nowhere {
  display: flex; align-items: center; justify-content: center; padding: 0 4px;
  border: 1px dashed var(--sk-edge); border-left: 0;
  color: var(--sk-muted); font-size: 13px; line-height: 1.15; text-align: center;
}
`;

export const GRIDS_STYLE = `
.readout { min-height: 134px; }
@container (min-width: 640px) { .readout { min-height: 66px; } }
.grids {
  --gap: 18px;
  --cell: clamp(26px, (100cqi - 2 * var(--space) - 8px - var(--gap)) / (var(--w) + var(--kw)), 42px);
  display: flex; flex-wrap: wrap; align-items: flex-start; gap: 16px var(--gap); margin-top: 18px;
}
.grids { --dot: calc(var(--cell) * 0.16); }
.panel:nth-child(odd) { min-width: calc(var(--w) * var(--cell)); } /* output under kernel */
@container (min-width: 640px) {
  .panel:nth-child(odd) { min-width: 0; }
  .grids {
    --gap: 26px; justify-content: center;
    --cell: clamp(26px, (100cqi - 2 * var(--space) - 10px - 3 * var(--gap)) / (var(--w) + 2 * var(--kw) + var(--ow)), 46px);
  }
}
.title { margin: 0 0 6px; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 8px; font-size: 14px; }
.title b { font-weight: 600; color: var(--role, var(--sk-ink)); white-space: nowrap; }
.size { font-size: 13px; color: var(--sk-muted); white-space: nowrap; }
.panel .cell { font-size: clamp(9px, var(--cell) * 1.5 / var(--longest, 1), 16px); }
.stage { position: relative; width: max-content; }
.stage .board { position: relative; z-index: 2; }
.window, .outline {
  position: absolute; left: 0; top: 0; box-sizing: content-box;
  width: calc(var(--kw) * var(--cell)); height: calc(var(--kh) * var(--cell));
}
.moves { translate: calc(var(--t) * var(--cell)) calc(var(--s) * var(--cell)); }
.outline {
  display: grid; grid-template-columns: repeat(var(--kw), var(--cell)); grid-auto-rows: var(--cell);
  margin: -2px; border-width: 3px; border-radius: 6px;
}
.outline small {
  align-self: end; justify-self: end; padding: 0 3px 1px 0;
  /* gone where the cells are too small to hold it */
  font-size: clamp(0px, (var(--cell) - 30px) * 4, 11px); line-height: 1; font-weight: 600;
  color: var(--sk-kernel);
}
.cell.inside { cursor: grab; touch-action: none; background: color-mix(in srgb, var(--sk-kernel-soft) 70%, var(--fill)); }
.panel span.cell {
  flex-direction: column; gap: 1px; line-height: 1.05; border: 1px solid var(--sk-line);
  background: none; color: var(--sk-ink); font-size: min(15px, var(--cell) * 0.38);
}
.panel .cell small {
  font-weight: 400; font-size: clamp(8px, var(--cell) * 1.6 / var(--longest), 11px);
  color: var(--sk-muted);
}
.panel small b { font-weight: 600; color: var(--role); }
.total {
  margin: 4px 0 0; width: 0; min-height: 22px; white-space: nowrap; font-size: 15px;
  color: var(--sk-output);
}
.kernel .total { color: var(--sk-kernel); font-size: 14px; }
`;
