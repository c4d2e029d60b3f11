/** Styles of the desk, in addition to the common stylesheet. */
export const deskStyles = `
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.audit { display: block; border-inline-start: 0.5rem solid; padding: 0.15rem 0.8rem; font-size: 0.9rem; background: var(--wash); }
.audit p { margin: 0; }
.audit span, .audit ul { color: var(--ink); margin-inline-start: 0.6rem; }
.audit.bad { border: 3px solid; font-size: 1rem; }
.officer { display: flex; gap: 0.8rem; align-items: center; justify-content: flex-end; font-size: 0.9rem; margin: 0.3rem 0; }
.officer button { padding-block: 0.1rem; }
.time { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; align-items: end; font-size: 0.9rem; margin-bottom: 1rem; color: var(--soft); }
.time label > span { display: block; }
.time input, .time button { padding-block: 0.1rem; }
a.act { display: inline-block; border: 1px solid var(--act); border-radius: 0.3rem; padding: 0.2rem 0.8rem; text-decoration: none; white-space: nowrap; }
a.act:hover { background: var(--hover); }
ul.acts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.5rem 0.8rem; }
ul.acts li { margin: 0; }
details > summary { cursor: pointer; color: var(--act); padding: 0.3rem 0; }
.board { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); gap: 1rem; align-items: start; }
.board section { background: var(--wash); border-radius: 0.3rem; padding: 0.2rem 0.8rem 0.6rem; }
.board h2 { margin-top: 0.5rem; }
.board ul { list-style: none; padding: 0; }
.board li { background: var(--paper); border: 1px solid var(--line); border-radius: 0.3rem; padding: 0.4rem 0.7rem; margin: 0.5rem 0; }
.board .hint { display: block; }
.board h2 .hint { display: inline; }
ul.choices { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; }
[aria-current="true"] { font-weight: 700; color: inherit; text-decoration: none; }
.timeline { list-style: none; padding: 0; border-inline-start: 3px solid var(--line); }
.timeline li { padding-inline-start: 1rem; margin: 0 0 0.8rem; }
.timeline p { margin: 0; }
.timeline a { white-space: nowrap; }
.fields, .asked fieldset, .row { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: 0.2rem 1.2rem; align-items: start; }
.fields > *, .asked fieldset > * { min-width: 0; }
.fields > fieldset, .asked .rows, .row, .long, .document { grid-column: 1 / -1; }
.asked fieldset.answers { display: block; grid-column: auto; }
.asked .rows > button { justify-self: start; grid-column: 1; }
@media (min-width: 68rem) {
  .act-form { display: grid; align-items: start; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); column-gap: 2rem; }
  .act-form > .asked, .act-form > .buttons { grid-column: 1; }
  .act-form > .outcome { grid-column: 2; grid-row: 1; position: sticky; top: 0.5rem; max-height: 96vh; overflow-y: auto; margin-top: 0; font-size: 0.92rem; }
}
.field { margin: 0.4rem 0; }
form:not(.act-form) > .field { max-width: 30rem; }
.field > label { display: block; font-size: 0.95rem; }
.field input:not([type="file"]), .field textarea { width: 100%; }
.field input[type="date"], .field input[inputmode] { width: 14rem; }
.answers { border: 0; padding: 0; margin: 0.7rem 0; }
.answers legend { padding: 0; font-size: 0.95rem; }
.answers label { margin-inline-end: 1.2rem; padding: 0.2rem 0; }
.rows { background: var(--wash); }
.row { position: relative; padding-inline-start: 2.2rem; border-bottom: 1px solid var(--line); margin-bottom: 0.5rem; }
.row .number { position: absolute; left: 0.2rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.given { margin: 0.5rem 0 0; }
.fault { display: block; color: var(--bad); font-size: 0.95rem; }
.fault > span { display: block; }
.fault > span::before { content: "✗ "; }
[aria-invalid="true"] { border-color: var(--bad); border-width: 2px; }
.outcome { border-inline-start: 4px solid var(--line); padding-inline-start: 1rem; margin-top: 1.5rem; }
.assessment, .assessment ul { list-style: none; padding-inline-start: 0; }
.assessment li { padding-inline-start: 1.3rem; }
.assessment .verdict { margin-inline-start: -1.3rem; width: 1.05rem; }
.badge, td .bad { white-space: nowrap; }
.outcome h2 { margin-top: 0; }
.verdict { display: inline-block; }
.buttons { margin-top: 1.5rem; display: flex; gap: 1rem; align-items: center; }
.sentences { padding-inline-start: 1.2rem; }
@media print { .audit, .officer, .time, .buttons, ul.acts, details { display: none; } }
`
