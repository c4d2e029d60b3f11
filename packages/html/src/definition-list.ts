import { html, type Content, type Markup } from "./markup.js"

/** A list of terms with their descriptions, in order. */
export const definitionList = (entries: ReadonlyArray<readonly [term: Content, description: Content]>): Markup =>
  html`<dl>
${entries.map(([term, description]) => html`<div><dt>${term}</dt><dd>${description}</dd></div>\n`)}</dl>`
