/** The language of the page: the reader's own at first, then what was chosen. Nothing is stored. */
import type { Bilingual, Language } from "@shifan/core"

let current: Language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en"

const listeners: Array<() => void> = []

export const language = (): Language => current

/** Called at once, and whenever the language is another. */
export const whenSpoken = (listener: () => void): void => {
  listeners.push(listener)
  listener()
}

export const speak = (chosen: Language): void => {
  current = chosen
  for (const listener of listeners) listener()
}

export const tag = (of: Language): string => (of === "zh" ? "zh-CN" : "en")

/** Keeps the element's text in the language of the page. */
export const speaking = <Spoken extends HTMLElement>(spoken: Spoken, text: Bilingual): Spoken => {
  whenSpoken(() => {
    spoken.textContent = text[current]
  })
  return spoken
}
