import { forTerminal } from "@shifan/bundle"
import type { Bilingual, Language } from "@shifan/core"

/** The browser's language until the reader chooses another. Nothing is stored. */
let current: Language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en"

const listeners: Array<() => void> = []

export const language = (): Language => current

/** Calls the listener now, and again whenever the language changes. */
export const onLanguage = (listener: () => void): void => {
  listeners.push(listener)
  listener()
}

export const setLanguage = (chosen: Language): void => {
  current = chosen
  for (const listener of listeners) listener()
}

/** BCP 47. */
export const languageTag = (of: Language): string => (of === "zh" ? "zh-CN" : "en")

/** Strings become text nodes, so nothing that somebody wrote turns into markup. `attributes` come from the page alone. */
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

/** Keeps the element's text in the language of the page, whenever that changes. */
export const localized = <Made extends HTMLElement>(made: Made, text: Bilingual): Made => {
  onLanguage(() => {
    made.textContent = text[current]
  })
  return made
}

/**
 * A text from a bundle. Characters that cannot be seen are shown by their code points, and `bdi` keeps its direction
 * from affecting the text around it.
 */
export const untrusted = (text: string): HTMLElement => element("bdi", {}, forTerminal(text))

/** In the current language; parts of the text may come from a bundle. Drawn anew when the language changes. */
export const inPageLanguage = (text: Bilingual): HTMLElement => untrusted(text[language()])
