/** Styles of the viewer's pages, in addition to the common stylesheet. */
export const viewerStyle = `
:root {
  --filed: #1a4b8c; --asked: #8a5200; --examined: #55606b; --granted: #17653a; --refused: #a11919; --ended: #5c0f0f;
  --honoured: #7a3b00; --changed: #6a2c8a; --personal: #0b6470; --damaged: #d10000; --track: #dfdfda;
}
@media (prefers-color-scheme: dark) {
  :root {
    --filed: #9cc4ff; --asked: #efbf6b; --examined: #b9c3cd; --granted: #7fd1a0; --refused: #ff9b93; --ended: #ffb3ae;
    --honoured: #ffc48a; --changed: #d9b3f0; --personal: #7fd5de; --damaged: #ff6b6b; --track: #3a3b3f;
  }
}
.verdict-banner { background: #a11919; color: #fff; padding: 0.5rem 1rem; margin: 0 0 1rem; border-radius: 0.3rem; }
.verdict-banner p { margin: 0; max-width: none; }
.verdict-banner a { color: #fff; }
figure { margin: 0.8rem 0; }
svg text { font-size: 13px; fill: var(--ink); }
svg .label { fill: var(--soft); font-size: 12px; }
svg .lane-name { font-weight: 700; }
svg.lanes { display: block; max-width: none; }
svg .lane { fill: none; stroke: var(--line); }
svg .tick { stroke: var(--line); stroke-dasharray: 2 3; }
svg .without-rule { fill: url(#hatched); stroke: var(--bad); stroke-dasharray: 4 3; }
svg .hatch { stroke: var(--bad); stroke-width: 1; stroke-opacity: 0.55; }
svg .without-rule-name { fill: var(--bad); font-size: 12px; paint-order: stroke; stroke: var(--paper); stroke-width: 4; }
svg .silence { fill: none; stroke: var(--soft); }
svg .missing { stroke: var(--damaged); stroke-width: 3; stroke-dasharray: 4 3; }
svg .phase rect { fill: var(--wash); stroke: currentColor; }
svg .phase text { fill: currentColor; font-size: 13px; }
svg a:hover .step, svg a:focus .step { stroke: var(--focus); stroke-width: 3; }
.step { fill: currentColor; stroke: var(--paper); stroke-width: 1; }
.step .hollow { fill: var(--paper); stroke: currentColor; stroke-width: 3; }
${["filed", "asked", "examined", "granted", "refused", "ended", "honoured", "changed", "personal", "damaged"]
  .map((kind) => `.step.${kind} { color: var(--${kind}); }`)
  .join("\n")}
svg .number { font-size: 11px; fill: var(--soft); }
.shape { vertical-align: -0.2em; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; padding: 0; margin: 0.4rem 0; font-size: 0.9rem; }
tr:has(:target) { background: var(--hover); }
.tree, .tree ul { list-style: none; padding-inline-start: 1.2rem; }
.tree { padding-inline-start: 0; }
.tree .sources { color: var(--soft); font-size: 0.9rem; }
.tree .verdict { display: inline-block; min-width: 4.5em; font-size: 0.9rem; }
.tree .figures { color: var(--soft); }
svg.bar { vertical-align: -0.1em; fill: var(--good); }
svg.bar.short { fill: var(--bad); }
svg.bar .track { fill: var(--track); }
svg.bar path { stroke: var(--ink); stroke-width: 2; }
main > .materials { max-width: none; }
.materials { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0.6rem; padding: 0; list-style: none; counter-reset: material; }
.materials > li { border: 1px solid var(--line); border-inline-start: 4px solid var(--good); border-radius: 0.3rem; padding: 0.4rem 0.7rem; margin: 0; counter-increment: material; break-inside: avoid; }
.materials > .declaredNone { border-inline-start-color: var(--soft); border-inline-start-style: dashed; }
.materials > .missing { border-inline-start-color: var(--bad); border-inline-start-style: double; }
.materials .name { font-weight: 700; margin: 0; }
.materials .name::before { content: counter(material) ". "; }
.materials p { margin: 0.2rem 0; }
.materials code { font-size: 0.75rem; }
.days ol { display: flex; flex-wrap: wrap; gap: 0 0.9rem; list-style: none; padding: 0; font-size: 0.9rem; }
.days .slider { display: block; }
.days .slider input { width: min(30rem, 60%); vertical-align: middle; padding: 0; }
.days output { font-weight: 700; white-space: nowrap; font-variant-numeric: tabular-nums; }
svg.heat-map { display: block; }
svg .heat { fill: var(--track); }
svg .heat-0 { fill: none; stroke: var(--line); }
svg .heat-1 { fill: var(--warning); fill-opacity: 0.15; }
svg .heat-2 { fill: var(--warning); fill-opacity: 0.3; }
svg .heat-3 { fill: var(--warning); fill-opacity: 0.45; }
svg .heat-4 { fill: var(--warning); fill-opacity: 0.6; }
svg .due text { font-size: 11.5px; }
svg .due.overdue rect { fill: #a11919; }
svg .due.overdue text { fill: #fff; font-weight: 700; }
svg .due.soon rect { fill: #ffd27a; stroke: #7a4b00; }
svg .due.soon text, svg .due.later text { fill: #1b1b1b; }
svg .due.later rect { fill: #fdf0cf; stroke: #b08a3c; }
svg .due.distant rect { fill: none; stroke: var(--soft); stroke-dasharray: 3 2; }
.due-name.overdue { color: var(--bad); font-weight: 700; }
.difference { list-style: none; padding-inline-start: 0; }
.difference .mark { display: inline-block; width: 1.2em; font-weight: 700; }
details { margin: 0.4rem 0; }
summary { cursor: pointer; }
.pager li { margin-inline-end: 1rem; }
@media print {
  * { print-color-adjust: exact; }
  svg.lanes, svg.heat-map { width: 100%; height: auto; }
  details > *:not(summary) { display: block; }
  .verdict-banner { background: none; color: #000; border: 3px double #000; }
  .verdict-banner a { color: #000; }
}
`
