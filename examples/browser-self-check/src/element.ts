import type { Bilingual, Language } from "@shifan/core"

/** The browser's language, Chinese or else English. Not stored. */
let current: Language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en"

export const say = (zh: string, en: string): string => (current === "zh" ? zh : en)

export const inLanguage = ({ zh, en }: Bilingual): string => say(zh, en)

export const language = (): Language => current

export const otherLanguage = (): void => {
  current = current === "zh" ? "en" : "zh"
}

/** Strings become text nodes, so untrusted text never becomes markup. */
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
