import { html, type Content, type Markup } from "./markup.js"

/** `good` and `bad` are verdicts, `warning` qualifies a verdict, `plain` only stands out. */
export type Tone = "good" | "bad" | "warning" | "plain"

const marks: { readonly [T in Tone]: string } = { good: "✓", bad: "✗", warning: "!", plain: "" }

/** A message to be read first. Only `bad` interrupts a screen reader. */
export const notice = (tone: Tone, heading: Content, body?: Content): Markup => {
  const mark = marks[tone] !== "" && html`<span aria-hidden="true">${marks[tone]}</span> `
  return html`<div class="notice ${tone}"${tone === "bad" && html` role="alert"`}>
<p class="word">${mark}${heading}</p>
${body !== undefined && html`<div>${body}</div>\n`}</div>`
}
