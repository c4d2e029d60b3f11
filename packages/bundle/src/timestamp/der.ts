/** The subset of DER (X.690) that timestamps need. The verifier has its own parser, to share no code with the requester. */

/** `content` is a view of the file; nothing is copied. */
export interface DerValue {
  readonly tag: number
  readonly content: Uint8Array
}

export const derTags = {
  integer: 0x02,
  octets: 0x04,
  identifier: 0x06,
  time: 0x18,
  sequence: 0x30,
  explicit: 0xa0,
} as const

/** The values inside a constructed value, in order; `undefined` if it is not DER. */
export const derValues = (content: Uint8Array): ReadonlyArray<DerValue> | undefined => {
  const values: Array<DerValue> = []
  let at = 0
  while (at < content.length) {
    const tag = content[at] ?? 0
    const length = lengthAt(content, at + 1)
    if (length === undefined) return undefined
    const end = length.start + length.value
    if (end > content.length) return undefined
    values.push({ tag, content: content.subarray(length.start, end) })
    at = end
  }
  return values
}

/** Definite lengths of up to four bytes: nothing here is longer. */
const lengthAt = (bytes: Uint8Array, at: number): { readonly start: number; readonly value: number } | undefined => {
  const first = bytes[at]
  if (first === undefined) return undefined
  if (first < 0x80) return { start: at + 1, value: first }
  const count = first & 0x7f
  if (count === 0 || count > 4 || at + count >= bytes.length) return undefined
  const value = bytes.subarray(at + 1, at + 1 + count).reduce((sum, byte) => sum * 256 + byte, 0)
  return { start: at + 1 + count, value }
}

/** An object identifier in dotted notation, such as 1.2.840. */
export const derIdentifier = (content: Uint8Array): string => {
  const arcs: Array<number> = []
  let arc = 0
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    arcs.push(arc)
    arc = 0
  }
  const [first = 0, ...rest] = arcs
  const top = Math.min(2, Math.floor(first / 40))
  return [top, first - 40 * top, ...rest].join(".")
}

/** GeneralizedTime as in RFC 3161, UTC with seconds: milliseconds since 1970; `undefined` if malformed. */
export const derTime = (content: Uint8Array): number | undefined => {
  const text = new TextDecoder("latin1").decode(content)
  const [, year, month, day, hour, minute, second, fraction = ""] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(text) ?? []
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`)
  return Number.isNaN(time) ? undefined : time
}
