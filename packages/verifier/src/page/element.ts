import { forTerminal } from "@shifan/bundle"
import type { Bilingual, Language } from "@shifan/core"

/** The browser's language until the reader chooses another. Not stored. */
let current: Language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en"

const listeners: Array<() => void> = []

export const language = (): Language => current

/** Calls the listener now and after every change of language. */
export const onLanguage = (listener: () => void): void => {
  listeners.push(listener)
  listener()
}

export const setLanguage = (chosen: Language): void => {
  current = chosen
  for (const listener of listeners) listener()
}

/** BCP 47 language tag. */
export const languageTag = (of: Language): string => (of === "zh" ? "zh-CN" : "en")

/** Strings become text nodes, so untrusted text never becomes markup. `attributes` come only from the page. */
export const element = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...children: ReadonlyArray<Node | string>
): HTMLElementTagNameMap[Name] => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/** Keeps the element's text in the page's current language. */
export const localized = <Made extends HTMLElement>(made: Made, text: Bilingual): Made => {
  onLanguage(() => {
    made.textContent = text[current]
  })
  return made
}

/**
 * A text from a bundle. Shows invisible characters as code points; `bdi` keeps its direction from affecting the
 * surrounding text.
 */
export const untrusted = (text: string): HTMLElement => element("bdi", {}, forTerminal(text))

/** Text in the current language; parts may come from a bundle. Redraw it after a change of language. */
export const inPageLanguage = (text: Bilingual): HTMLElement => untrusted(text[language()])
