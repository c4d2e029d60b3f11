/** Counts as the formats write them: ASCII decimal without leading zeroes. */

/** At most 2^53 − 1; whatever is larger is refused and never rounded. */
export const parseDecimal = (text: string): number | undefined => {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}
