/** Elements made by hand: text goes in as text, so that nothing anybody wrote becomes markup. */
import { forTerminal } from "@shifan/bundle"
import type { Bilingual } from "@shifan/core"
import { language } from "./language.js"

type Child = Node | string

/** `attributes` are the page's own; children that are strings become text. */
export const element = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...children: ReadonlyArray<Child>
): HTMLElementTagNameMap[Name] => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/** A text from a bundle: what cannot be seen is shown by its code point, and it turns nothing beside it about. */
export const foreign = (text: string): HTMLElement => element("bdi", {}, forTerminal(text))

/** In the language of the page, as it is now. What it holds of a bundle's is as harmless as `foreign`. */
export const said = (text: Bilingual): HTMLElement => foreign(text[language()])
