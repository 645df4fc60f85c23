/* What SignalFlow adds to the kit's style. */

export const FLOW_STYLE = `
.slides { display: grid; grid-template-columns: minmax(0, 1fr); gap: 4px 24px; margin-top: 8px; }
.slide { display: flex; align-items: center; gap: 8px; min-width: 0; min-height: 30px; font-size: 14px; }
.slide input { flex: 1 1 0; width: 0; min-width: 0; min-height: 26px; margin: 0; accent-color: var(--sk-kernel); }
.slide .value { flex: none; }
.slide:first-child .value { min-width: 8.4em; }
.slide:last-child .value { min-width: 1.4em; }
.flow { display: grid; grid-template-columns: minmax(0, 1fr); gap: 14px 24px; margin-top: 14px; }
.title { margin: 0 0 6px; font-size: 14px; font-weight: 600; line-height: 1.3; }
.legend { color: var(--sk-ink); }
.legend .output, .legend .gradient { color: var(--role); white-space: nowrap; }
.gradient { --role: var(--sk-gradient); }
/* No wider, or the height that a page keeps free would depend on its width. */
.flow svg { display: block; width: 100%; max-width: 340px; margin: 0 auto; }
.flow .layers { max-width: 440px; cursor: pointer; touch-action: pan-y; }
.flow text { fill: var(--sk-muted); font-size: 11px; stroke: var(--sk-paper); stroke-width: 3px; paint-order: stroke; }
.flow .layers text { font-size: 13px; }
@container (min-width: 640px) {
  .slides { grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr); }
  .flow .layers text { font-size: 11px; }
  .flow { grid-template-columns: minmax(0, 1.5fr) minmax(0, 1fr); }
}
.opened { fill: var(--sk-raised); stroke: var(--sk-edge); }
.band { fill: var(--sk-output-soft); opacity: 0.7; }
.grid-line { stroke: var(--sk-line); }
.one { stroke: var(--sk-edge); stroke-dasharray: 3 3; }
.frame-line { fill: none; stroke: var(--sk-edge); }
.line { --who: var(--sk-output); fill: var(--who); }
.line.gradient { --who: var(--sk-gradient); }
.line path { fill: none; stroke: var(--who); stroke-width: 1.6; stroke-linejoin: round; }
.line.gradient path { stroke-dasharray: 5 3; }
.dead { fill: var(--sk-edge); }
.bin { fill: var(--sk-output); }
.bins-note { margin: 4px 0 8px; font-size: 13px; line-height: 1.35; min-height: 2.7em; color: var(--sk-muted); }
.sizes { width: 100%; border-collapse: collapse; font-size: 13px; }
.sizes th, .sizes td { padding: 3px 0 3px 6px; text-align: right; font-weight: 400; }
.sizes thead th { color: var(--sk-muted); vertical-align: bottom; }
.sizes tbody th { padding-left: 0; text-align: left; color: var(--role); font-weight: 600; }
.sizes tbody td { border-top: 1px solid var(--sk-line); white-space: nowrap; }
.sizes tbody th { border-top: 1px solid var(--sk-line); }
.readout { min-height: 126px; }
.challenge { min-height: 110px; }
@container (min-width: 640px) { .readout { min-height: 88px; } .challenge { min-height: 44px; } }
`;
