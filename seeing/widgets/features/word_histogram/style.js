/* What WordHistogram adds to the kit's style. */

export const WORDS_STYLE = `
.stage { display: grid; grid-template-columns: minmax(0, 1fr); gap: 14px 24px; margin-top: 14px; }
.stage .place { max-height: 300px; }
.stage canvas { image-rendering: pixelated !important; }
.stage .input .plate { cursor: grab; }
.stage .mark { margin: -3px; padding: 0; border-width: 3px; }
.stage .kernel .mark, .strip .mark { display: none; }
.taken, .aim { position: absolute; pointer-events: none; outline: 3px dashed var(--sk-kernel); outline-offset: -3px; background: color-mix(in srgb, var(--sk-kernel) 35%, transparent); }
.aim { outline-style: solid; }
.taken[hidden], .aim[hidden] { display: none; }
.numbers {
  position: absolute; inset: 0; display: grid; grid-template-columns: repeat(8, 1fr); grid-auto-rows: 1fr;
  place-items: center; pointer-events: none;
}
/* On the photograph's greys, in both themes. */
.numbers > b { padding: 0 4px; border-radius: 4px; background: rgb(0 0 0 / 0.72); color: white; font-size: 12px; line-height: 16px; font-weight: 500; }
.numbers > .now { background: var(--sk-output); color: var(--sk-paper); font-weight: 700; }
.counts { margin-top: 16px; }
.bag { display: grid; grid-template-columns: repeat(16, minmax(0, 1fr)); align-items: end; height: 112px; text-align: center; font-size: 12px; line-height: 18px; }
.word { display: grid; justify-items: center; }
.word > i { width: 70%; background: color-mix(in srgb, var(--sk-output) 55%, var(--sk-paper)); }
.word > b { font-weight: 400; }
.word.now > i { background: var(--sk-output); }
.word.now > b, .word.now > .votes { font-weight: 700; color: var(--sk-output); }
.word > .votes { color: var(--sk-muted); }
.strip { width: 100%; }
.pyramids { margin-top: 16px; }
.pyramid { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 10px 16px; font-size: 13px; line-height: 1.35; }
.level > * { display: block; }
.level svg { width: 100%; max-width: 172px; margin: 4px 0; }
.told { color: var(--sk-muted); }
.block { fill: var(--sk-raised); stroke: var(--sk-line); stroke-width: 1.5; }
.pyramid .votes { fill: var(--sk-edge); }
.changed .block { fill: var(--sk-positive-soft); stroke: var(--sk-positive); }
.changed .votes { fill: var(--sk-positive); }
.readout { min-height: 110px; }
.challenge { min-height: 88px; }
@container (min-width: 640px) {
  .stage { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .readout { min-height: 66px; }
  .challenge { min-height: 44px; }
}
`;
