/** The common stylesheet of all pages: light and dark, for phones and A4 print. Text contrast is at least 4.5 to 1. */
export const stylesheet: string = `:root {
  color-scheme: light dark;
  --ink: #1b1b1b; --soft: #555; --line: #c4c4c4; --paper: #fff; --wash: #f5f5f2;
  --good: #17653a; --bad: #a11919; --warning: #7a4b00; --act: #1a4b8c; --hover: #eaf1fa; --focus: #b86f00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #ececea; --soft: #b4b4b0; --line: #55554f; --paper: #17181a; --wash: #222326;
    --good: #7fd1a0; --bad: #ff9b93; --warning: #efbf6b; --act: #9cc4ff; --hover: #25303f; --focus: #ffb84d;
  }
}
* { box-sizing: border-box; }
html {
  font: 16px/1.65 "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif;
  color: var(--ink); background: var(--paper); -webkit-text-size-adjust: 100%;
}
body { margin: 0 auto; max-width: 72rem; padding: 1rem 1.25rem 2rem; }
body > header {
  display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; justify-content: space-between;
  border-bottom: 3px solid var(--ink); margin-bottom: 1.5rem;
}
.site { font-size: 1.15rem; font-weight: 700; margin: 0; }
.site a { color: inherit; text-decoration: none; }
.language { padding: 0.35rem 0; }
nav { flex-basis: 100%; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; list-style: none; margin: 0; padding: 0; }
nav li { margin: 0; }
nav a { display: inline-block; padding: 0.35rem 0; text-decoration: none; border-bottom: 3px solid transparent; }
nav a:hover { border-color: var(--act); }
nav a[aria-current] { color: inherit; font-weight: 700; border-color: var(--act); }
main { outline: none; }
h1 { font-size: 1.7rem; line-height: 1.35; margin: 0 0 0.8rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; line-height: 1.4; margin: 2rem 0 0.5rem; padding-bottom: 0.2rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.4rem 0 0.3rem; }
h2::first-letter, dt::first-letter { text-transform: uppercase; }
p { margin: 0.5rem 0; }
p, li, dd { overflow-wrap: anywhere; }
main > p, main > ul, main > ol { max-width: 46rem; }
a { color: var(--act); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -100vw; padding: 0.5rem 1rem; background: var(--paper); z-index: 1; }
.skip:focus { left: 0.5rem; top: 0.5rem; }
.lead { font-size: 1.1rem; }
.hint, caption { color: var(--soft); font-size: 0.9rem; }
.code, code { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; font-size: 0.92em; }
code { overflow-wrap: anywhere; }
pre { background: var(--wash); padding: 0.7rem 1rem; overflow-x: auto; border-inline-start: 3px solid var(--line); }
ul, ol { margin: 0.4rem 0; padding-inline-start: 1.4rem; }
li { margin: 0.25rem 0; }
dl { display: grid; grid-template-columns: minmax(5em, max-content) 1fr; gap: 0.25rem 1.2rem; margin: 0.6rem 0; }
dl > div { display: contents; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; }
dd > :is(ul, ol, p, details), dd > ul > li:first-child { margin-top: 0; }
.wide { overflow-x: auto; margin: 0.8rem 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; padding: 0.2rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: 0.45rem 0.7rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
thead th { color: var(--soft); font-weight: 400; border-bottom: 2px solid var(--ink); white-space: nowrap; }
tbody th { font-weight: 400; min-width: 9em; }
tbody td { min-width: 4.5em; }
td.short { word-break: keep-all; overflow-wrap: break-word; }
tbody tr:hover { background: var(--wash); }
td.number, th.number { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
tbody :is(th.number, td.number, td.fixed):first-child { min-width: 0; width: 1%; }
td.fixed, th.fixed, .fixed { white-space: nowrap; font-variant-numeric: tabular-nums; }
.badge { display: inline-block; white-space: nowrap; border: 1px solid; border-radius: 1em; padding: 0 0.6em; font-size: 0.9rem; line-height: 1.5; }
.badge .mark { display: inline-block; width: 1.25em; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.warning { color: var(--warning); }
.plain { color: var(--soft); }
.notice { border: 2px solid; border-inline-start-width: 0.6rem; border-radius: 0.3rem; padding: 0.5rem 1rem; margin: 0.8rem 0; }
.notice > * { color: var(--ink); }
.notice .word { color: inherit; font-weight: 700; font-size: 1.15rem; margin: 0; }
button, input, select, textarea { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 0.3rem; padding: 0.35rem 0.6rem; max-width: 100%; }
button { color: var(--act); border-color: var(--act); padding-inline: 0.9rem; cursor: pointer; }
button:hover { background: var(--hover); }
button.primary { color: var(--paper); background: var(--act); }
label { display: inline-block; }
fieldset { border: 1px solid var(--line); border-radius: 0.3rem; margin: 0.8rem 0; padding: 0.6rem 1rem; }
.filters { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: end; background: var(--wash); padding: 0.8rem 1rem; border-radius: 0.3rem; }
.filters label, .filters select { max-width: 100%; }
.filters label > span { display: block; font-size: 0.9rem; color: var(--soft); }
body > footer { margin-top: 3rem; padding-top: 0.6rem; border-top: 1px solid var(--line); font-size: 0.9rem; color: var(--soft); }
@media (max-width: 40rem) {
  body { padding: 0.8rem; }
  h1 { font-size: 1.35rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
}
@media screen and (max-width: 40rem) {
  .stack { overflow: visible; }
  .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .stack table, .stack tbody, .stack caption, .stack tbody tr, .stack tbody th, .stack tbody td { display: block; }
  .stack tbody tr { display: flex; flex-direction: column; border-bottom: 1px solid var(--line); padding: 0.6rem 0; }
  .stack tbody th, .stack tbody td { position: relative; border: 0; padding: 0.1rem 0; white-space: normal; text-align: start; }
  .stack tbody th { font-weight: 700; order: -1; }
  .stack { --head: 8.5rem; }
  :lang(zh) .stack { --head: 8rem; }
  .stack tbody td[data-head] { display: flow-root; padding-inline-start: var(--head); }
  .stack tbody td[data-head]::before { content: attr(data-head); float: inline-start; width: calc(var(--head) - 0.5rem); margin-inline-start: calc(-1 * var(--head)); color: var(--soft); font-size: 0.9rem; }
  .stack tbody td:empty { display: none; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root {
    --ink: #000; --soft: #333; --line: #999; --paper: #fff; --wash: #fff;
    --good: #000; --bad: #000; --warning: #000; --act: #000;
  }
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  nav, .language, .skip, .filters, .screen { display: none !important; }
  a { text-decoration: none; }
  .wide { overflow: visible; }
  body > footer { margin-top: 0.5rem; break-before: avoid; }
  th, td { padding: 0.2rem 0.35rem; }
  tbody th, tbody td { min-width: 0; }
  thead { display: table-header-group; }
  tr, li, dl > div, .notice { break-inside: avoid; }
  h1, h2, h3, caption { break-after: avoid; }
}
@page {
  size: A4;
  margin: 2cm;
  @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; }
}
`
