/** Builds XML as text from names, attributes and contents, with everything escaped. */

/** Characters that XML forbids are replaced by the replacement character. */
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

export const escaped = (text: string): string =>
  text
    .replace(forbidden, "\u{fffd}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\t", "&#9;")
    .replaceAll("\n", "&#10;")
    .replaceAll("\r", "&#13;")

type Attributes = Readonly<Record<string, string | number | undefined>>

/** Contents are XML already; without any the element is empty. Attributes that are `undefined` are omitted. */
export const element = (name: string, attributes: Attributes = {}, ...contents: ReadonlyArray<string>): string => {
  const told = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? "" : ` ${key}="${escaped(String(value))}"`))
    .join("")
  const inner = contents.join("")
  return inner === "" ? `<${name}${told}/>` : `<${name}${told}>${inner}</${name}>`
}

export const xmlFile = (root: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`
