/** The language of the page: the reader's own at first, then what was chosen. Nothing is stored. */
import { forTerminal } from "@shifan/bundle"
import type { Bilingual, Language } from "@shifan/core"

let current: Language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en"

const listeners: Array<() => void> = []

export const language = (): Language => current

/** Called at once, and whenever the language is another. */
export const onLanguage = (listener: () => void): void => {
  listeners.push(listener)
  listener()
}

export const setLanguage = (chosen: Language): void => {
  current = chosen
  for (const listener of listeners) listener()
}

export const languageTag = (of: Language): string => (of === "zh" ? "zh-CN" : "en")

/** Keeps the element's text in the language of the page. */
export const localized = <Spoken extends HTMLElement>(spoken: Spoken, text: Bilingual): Spoken => {
  onLanguage(() => {
    spoken.textContent = text[current]
  })
  return spoken
}

/** Elements made by hand: text goes in as text, so that nothing anybody wrote becomes markup. */

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
export const untrusted = (text: string): HTMLElement => element("bdi", {}, forTerminal(text))

/** In the language of the page, as it is now. What it holds of a bundle's is as harmless as `foreign`. */
export const inPageLanguage = (text: Bilingual): HTMLElement => untrusted(text[language()])
