/* The kit's style, inside each figure's shadow root. Colours come from palette.css alone. */

export const KIT_STYLE = `
:host { display: block; }
*, *::before, *::after { box-sizing: border-box; }
.frame { container-type: inline-size; }
.card {
  --cell: 34px;
  --space: 12px;
  margin: 0 auto; padding: var(--space); max-width: 800px;
  border: 1px solid var(--sk-line); border-radius: 12px;
  background: var(--sk-paper); color: var(--sk-ink);
  font-size: 15px; line-height: 1.45;
  font-variant-numeric: tabular-nums lining-nums;
  break-inside: avoid; min-height: var(--narrow);
}
@container (min-width: 640px) {
  .card { --cell: 44px; --space: 20px; min-height: var(--wide); }
}
.readout {
  margin: var(--space) 0 0; padding: 10px 12px; min-height: 44px;
  border-radius: 8px; background: var(--sk-raised);
}
.spoken {
  position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}

.controls { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; font-size: 14px; }
.button, select {
  min-height: 34px; padding: 0 11px; border: 1px solid var(--sk-edge); border-radius: 8px;
  background: var(--sk-paper); color: inherit; font: inherit; cursor: pointer;
}
.button:hover, select:hover { background: var(--sk-raised); }
.held .mark::before {
  content: ""; position: absolute; left: -6px; top: -6px; width: 7px; height: 7px;
  border: 2px solid var(--sk-paper); border-radius: 50%; background: var(--sk-kernel);
}
.button:is(:disabled, [aria-disabled="true"]) { border-color: var(--sk-line); color: var(--sk-muted); cursor: default; }
.together { display: inline-flex; gap: 8px; }
.select { display: inline-flex; align-items: center; gap: 8px; min-width: 0; }
select { padding: 0 8px; min-width: 0; max-width: 100%; }
.toggle {
  display: inline-flex; align-items: center; gap: 8px; min-height: 34px; padding: 0;
  border: 0; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer;
}
.track {
  flex: none; position: relative; width: 36px; height: 20px; border-radius: 10px;
  background: var(--sk-edge);
}
.track::after {
  content: ""; position: absolute; left: 3px; top: 3px; width: 14px; height: 14px;
  border-radius: 50%; background: var(--sk-paper); transition: translate 0.15s;
}
[aria-checked="true"] > .track { background: var(--sk-kernel); }
[aria-checked="true"] > .track::after { translate: 16px 0; }
:focus-visible { outline: 2px solid var(--sk-focus); outline-offset: 2px; border-radius: 6px; }

.input { --role: var(--sk-input); --fill: var(--sk-input-soft); }
.kernel { --role: var(--sk-kernel); --fill: var(--sk-kernel-soft); }
.output { --role: var(--sk-output); --fill: var(--sk-output-soft); }
.board {
  display: grid; grid-template-columns: repeat(var(--columns), var(--cell));
  grid-auto-rows: var(--cell); width: max-content; padding: 1px 0 0 1px;
}
.cell {
  display: flex; align-items: center; justify-content: center;
  margin: -1px 0 0 -1px; padding: 0; width: calc(100% + 1px); height: calc(100% + 1px);
  border: 1px solid color-mix(in srgb, var(--role) 40%, var(--sk-paper)); border-radius: 0;
  background: var(--fill); color: var(--role);
  font: inherit; font-weight: 600; text-align: center;
}
input.cell { cursor: text; }
.cell:focus-visible { position: relative; z-index: 2; outline-offset: -2px; border-radius: 3px; }
.cell[aria-invalid] {
  position: relative; z-index: 1; border: 2px dashed var(--sk-positive);
  background: var(--sk-paper); color: var(--sk-positive);
}
.message { margin: 6px 0 0; max-width: 34ch; font-size: 13px; line-height: 1.35; color: var(--sk-positive); }
.message:empty { display: none; }

.equation { display: block; }
.equation b { font-weight: 600; white-space: nowrap; color: var(--role); }
.note { display: block; font-size: 14px; color: var(--sk-muted); }
.challenge { margin: var(--space) 0 0; }
.hint { margin: 4px 0 0; font-size: 14px; color: var(--sk-muted); }
.after-card {
  display: flex; flex-wrap: wrap; justify-content: flex-end; align-items: baseline; gap: 0 12px;
  margin: 0 auto; padding: 2px 4px 0; max-width: 800px; font-size: 14px; color: var(--sk-muted);
}
.after-card:empty { display: none; }
.after-card p { margin: 0; }
.copy-link {
  min-height: 28px; padding: 0 4px; border: 0; background: none; color: inherit; font: inherit;
  text-decoration: underline; text-decoration-color: var(--sk-edge); text-underline-offset: 0.2em; cursor: pointer;
}
.copy-link:hover { color: var(--sk-ink); }

@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media print {
  .controls, .unprinted { display: none !important; }
  .card { border-color: var(--sk-edge); min-height: 0; }
  * { print-color-adjust: exact; }
}
`;
