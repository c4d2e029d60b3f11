/** A text as a heading or at the start of a sentence: only its first letter changes. Chinese stays as it is. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
