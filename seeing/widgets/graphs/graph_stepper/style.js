/* The style of GraphStepper; colours come from palette.css alone. */

export const GRAPH_STYLE = `
.result { --role: var(--sk-ink); --fill: var(--sk-raised); }
.gradient { --role: var(--sk-gradient); --fill: var(--sk-gradient-soft); }

.writing { display: grid; gap: 10px; margin-bottom: 14px; }
.writing label { display: inline-flex; align-items: center; gap: 8px; min-width: 0; font-size: 14px; }
.writing label > b { font-weight: 600; color: var(--sk-input); }
.field {
  min-width: 0; min-height: 34px; padding: 4px 10px; border: 1px solid var(--sk-edge); border-radius: 8px;
  background: var(--sk-paper); color: inherit; font: inherit; font-variant-numeric: inherit;
}
.writing[hidden] { display: none; }
.writing .expression { display: flex; }
.expression .field { flex: 1; resize: none; overflow-y: hidden; line-height: 1.4; font-size: 16px; font-weight: 600; }
.values { display: flex; flex-wrap: wrap; gap: 8px 16px; }
.values .field { width: calc(var(--letters) * 0.56em + 28px); min-width: 58px; max-width: 100%; color: var(--sk-input); }
.field[aria-invalid] { border: 2px dashed var(--sk-positive); }
.wrong { margin: 0; font-size: 14px; line-height: 1.4; color: var(--sk-positive); }
.wrong:empty { display: none; }
.wrong code { padding: 1px 4px; border-radius: 4px; background: var(--sk-raised); color: var(--sk-ink); font-size: 13px; white-space: pre-wrap; }
.wrong mark { border-radius: 3px; background: var(--sk-positive-soft); color: var(--sk-positive); text-decoration: underline wavy; }

.steps { gap: 8px; }
.steps .button { min-width: 38px; padding: 0 8px; font-size: 16px; line-height: 1; }
.steps .play { min-width: 62px; padding: 0 11px; font-size: 14px; }
.track-of-steps { flex: 1 1 180px; display: grid; gap: 0; min-width: 150px; }
.track-of-steps input { width: 100%; height: 26px; margin: 0; accent-color: var(--slider, var(--sk-input)); cursor: pointer; }
.phases { display: flex; font-size: 12px; line-height: 1.2; color: var(--sk-muted); }
.phases span { min-width: 0; overflow: hidden; white-space: nowrap; }
.phases .now { font-weight: 600; color: var(--role); }
.phases .going-back { --role: var(--sk-gradient); text-align: right; }
.phases .going { --role: var(--sk-input); }

.scroll { margin-top: 12px; overflow: auto; max-height: max(420px, 74vh); text-align: center; }
svg { display: block; margin: 0 auto; max-width: none; overflow: visible; font-variant-numeric: tabular-nums lining-nums; }
.more { display: none; margin: 4px 0 0; font-size: 13px; text-align: center; color: var(--sk-muted); }
.wider + .more { display: block; }
.sizer { position: absolute; visibility: hidden; inset-inline: 0; }
.body { position: relative; }
.button[aria-disabled="true"] { border-color: var(--sk-line); color: var(--sk-muted); cursor: default; }

text { fill: currentColor; pointer-events: none; }
.node { cursor: pointer; outline: none; --role: var(--sk-ink); --fill: var(--sk-raised); color: var(--role); }
.node.input { --role: var(--sk-input); --fill: var(--sk-input-soft); }
.node.output { --role: var(--sk-output); --fill: var(--sk-output-soft); }
.box { fill: var(--sk-paper); stroke: color-mix(in srgb, var(--role) 55%, var(--sk-paper)); stroke-width: 1.5; transition: stroke 0.2s; }
.title { font-weight: 600; fill: var(--role); }
.formula { fill: var(--sk-muted); }
.number { font-size: 13px; font-weight: 600; }
.shape { font-size: 12px; fill: var(--sk-muted); }
.value .back { fill: var(--fill); }
.value .number { fill: var(--role); }
.node .gradient, .chip { color: var(--sk-gradient); }
.node .gradient .back { fill: var(--sk-gradient-soft); }
.empty .back, .gradient.empty .back { fill: none; stroke: var(--sk-line); stroke-dasharray: 3 3; }
.empty .number { fill: var(--sk-muted); }
.node .gradient.empty .back { stroke: color-mix(in srgb, var(--sk-gradient) 40%, var(--sk-paper)); }
.above { fill: var(--sk-positive); }
.below { fill: var(--sk-negative); }
.frame-line { fill: none; stroke: var(--sk-line); }
.plus { visibility: hidden; color: var(--sk-gradient); }
.plus circle { fill: var(--sk-paper); stroke: var(--sk-gradient); stroke-width: 1.5; }
.plus path { stroke: var(--sk-gradient); stroke-width: 2; }
.adds .plus { visibility: visible; }
.count { font-size: 12px; fill: var(--sk-gradient); }
.node:hover .box { stroke: var(--role); }
.node.active .box { stroke: var(--now, var(--sk-ink)); stroke-width: 3; }
.node.selected .box { stroke: var(--sk-focus); stroke-width: 3; stroke-dasharray: 7 3; }
.node.failed .box { stroke: var(--sk-positive); stroke-width: 3; stroke-dasharray: 4 3; }
.node:focus-visible .box { stroke: var(--sk-focus); stroke-width: 4; }
.line { fill: none; stroke: var(--sk-edge); stroke-width: 1.6; transition: stroke 0.2s; }
.to-child { fill: var(--sk-edge); }
.to-parent { visibility: hidden; fill: var(--sk-gradient); }
.edge.forward .line { stroke: var(--sk-input); stroke-width: 3; }
.edge.forward .to-child { fill: var(--sk-input); }
.edge.back .line { stroke: var(--sk-gradient); stroke-width: 3; }
.edge.back .to-child { visibility: hidden; }
.edge.back .to-parent { visibility: visible; }
.chip .back { fill: var(--sk-paper); stroke: var(--sk-gradient); stroke-width: 1; stroke-dasharray: 2 2; }
.chip.now .back { fill: var(--sk-gradient-soft); stroke-width: 2; stroke-dasharray: none; }
.chip .number { fill: var(--sk-gradient); }

.workings { display: flex; flex-wrap: wrap; justify-content: center; align-content: center; gap: 8px 30px; margin-top: 12px; padding: 4px 0; min-height: var(--workings, 0); max-height: 420px; overflow: auto; }
.working { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 0; justify-content: center; white-space: pre-wrap; }
.working b { color: var(--role); font-weight: 600; }
.matrix { padding: 1px 6px; color: var(--role); font-weight: 600; border-radius: 5px; background: var(--fill); }
.matrix.rows {
  display: inline-grid; grid-template-columns: repeat(var(--columns), auto); gap: 0 10px; text-align: right;
  line-height: 1.3; border: solid var(--role); border-width: 0 2px;
}
.output.matrix, .working .output { --role: var(--sk-output); --fill: var(--sk-output-soft); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 10px 0 0; font-size: 13px; color: var(--sk-muted); }
.legend span::before { content: ""; display: inline-block; width: 11px; height: 11px; margin-right: 6px; border: 1.5px solid var(--role); border-radius: 3px; background: var(--fill); vertical-align: -1px; }
.readout { min-height: var(--said, 66px); }
.findings { margin: 10px 0 0; padding: 8px 12px; border-left: 4px solid var(--sk-positive); border-radius: 4px; background: var(--sk-positive-soft); font-size: 14px; color: var(--sk-positive); }
.findings:empty { display: none; }
.findings span { display: block; }
@media print { .scroll { overflow: visible; max-height: none; } svg { max-width: 100%; height: auto; } .writing { display: none; } }
`;
