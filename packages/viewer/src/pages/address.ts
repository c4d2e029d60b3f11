/** Addresses of the pages, the same for files and for a server. */
import { isCivilDate, type CivilDate, type Language } from "@shifan/core"

export type Address =
  | { readonly view: "verdict" }
  | { readonly view: "platforms"; readonly page: number }
  /** Page of a unit; `name` as from `historyName`. */
  | { readonly view: "unit"; readonly name: string; readonly page: number }
  /** Page of a record, by leaf index. */
  | { readonly view: "record"; readonly index: number }
  | { readonly view: "due"; readonly on: CivilDate; readonly page: number }
  | { readonly view: "day"; readonly on: CivilDate; readonly page: number }
  | { readonly view: "comparison"; readonly from: CivilDate; readonly to: CivilDate }
  | { readonly view: "chain"; readonly page: number }

/** Path within the folder of the language. */
const pathIn = (address: Address): string => {
  switch (address.view) {
    case "verdict":
      return "index.html"
    case "platforms":
    case "chain":
      return `${address.view}/${address.page}.html`
    case "unit":
      return `unit/${address.name}/${address.page}.html`
    case "record":
      return `record/${address.index}.html`
    case "due":
    case "day":
      return `${address.view}/${address.on}/${address.page}.html`
    case "comparison":
      return `comparison/${address.from}..${address.to}.html`
  }
}

/** Relative to the root of all pages: `zh/unit/130300-91…/1.html`. */
export const pathOf = (address: Address, language: Language): string => `${language}/${pathIn(address)}`

export interface Located {
  readonly address: Address
  readonly language: Language
}

const day = String.raw`\d{4}-\d{2}-\d{2}`
const shapes = {
  verdict: /^index\.html$/,
  platforms: /^platforms\/([1-9]\d{0,6})\.html$/,
  chain: /^chain\/([1-9]\d{0,6})\.html$/,
  unit: /^unit\/(\d{6}-[0-9A-Z]{18})\/([1-9]\d{0,6})\.html$/,
  record: /^record\/(\d{1,9})\.html$/,
  due: new RegExp(String.raw`^due\/(${day})\/([1-9]\d{0,6})\.html$`),
  day: new RegExp(String.raw`^day\/(${day})\/([1-9]\d{0,6})\.html$`),
  comparison: new RegExp(String.raw`^comparison\/(${day})\.\.(${day})\.html$`),
} satisfies { readonly [V in Address["view"]]: RegExp }

/** `undefined` if no page can have this path. */
export const locatedAt = (path: string): Located | undefined => {
  const [, language, rest = ""] = /^(zh|en)\/(.*)$/.exec(path) ?? []
  const address = language === undefined ? undefined : addressAt(rest)
  return address === undefined ? undefined : { address, language: language === "zh" ? "zh" : "en" }
}

const addressAt = (path: string): Address | undefined => {
  for (const view of ["platforms", "chain"] as const) {
    const [, page] = shapes[view].exec(path) ?? []
    if (page !== undefined) return { view, page: Number(page) }
  }
  for (const view of ["due", "day"] as const) {
    const [, on = "", page] = shapes[view].exec(path) ?? []
    if (page !== undefined && isCivilDate(on)) return { view, on, page: Number(page) }
  }
  const [, index] = shapes.record.exec(path) ?? []
  if (index !== undefined) return { view: "record", index: Number(index) }
  const [, name, page] = shapes.unit.exec(path) ?? []
  if (name !== undefined) return { view: "unit", name, page: Number(page) }
  const [, from = "", to = ""] = shapes.comparison.exec(path) ?? []
  if (isCivilDate(from) && isCivilDate(to)) return { view: "comparison", from, to }
  return shapes.verdict.test(path) ? { view: "verdict" } : undefined
}

/** Relative link between two pages, which works in a folder and on a server. */
export const hrefTo = (to: string, from: string): string => "../".repeat(from.split("/").length - 1) + to
