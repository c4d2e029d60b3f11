/** Markup that escapes automatically, and the parts that all generated pages share. Independent of stores. */
export { html, markup, type Content, type Markup } from "./markup.js"
export { documentOf, languageTag, type Document, type Link } from "./document.js"
export { stylesheet } from "./stylesheet.js"
export { table, tableRow, type Column, type Table } from "./table.js"
export { definitionList } from "./definition-list.js"
export { badge, phaseBadge, phaseShapes, type Shape } from "./phase-badge.js"
export { notice, type Tone } from "./notice.js"
export { dateInText, dateInTable } from "./date.js"
