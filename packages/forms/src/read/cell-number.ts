/** Converts a spreadsheet's numbers: binary fractions, and dates as day counts. */
import type { XmlElement } from "@rgrove/parse-xml"
import { attribute, childNamed, childrenNamed } from "./xml-tree.js"

/** `scaled`: shown in thousands or 万, as by `0.0,`. */
export type NumberFormat = "plain" | "date" | "date1904" | "percent" | "scaled"

/** Ids of built-in date and time formats, including the Chinese ones. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** Formats by the index of a cell's style. `date1904`: the workbook's calendar setting. */
export const readFormats = (styles: XmlElement | undefined, date1904: string): ReadonlyArray<NumberFormat> => {
  const own = new Map(
    childrenNamed(childNamed(styles, "numFmts"), "numFmt").map((format) => [
      Number(attribute(format, "numFmtId")),
      attribute(format, "formatCode") ?? "",
    ]),
  )
  const date: NumberFormat = date1904 === "1" || date1904 === "true" ? "date1904" : "date"
  return childrenNamed(childNamed(styles, "cellXfs"), "xf").map((style) => {
    const id = Number(attribute(style, "numFmtId") ?? 0)
    const code = (own.get(id) ?? "").replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "")
    if (isBuiltInDate(id) || /[yd]/i.test(code)) return date
    if (/[0#?],+(?=[^0#?,]|$)/.test(code)) return "scaled"
    return id === 9 || id === 10 || code.includes("%") ? "percent" : "plain"
  })
}

/** 31 December 9999. */
const lastDay = 2_958_465

const dayInMilliseconds = 86_400_000

/** `value` as in the file: 43900, 0.625, 8.3000000000000007. */
export const numberText = (value: string, format: NumberFormat): string => {
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  switch (format) {
    case "date":
    case "date1904": {
      if (number < 0 || number > lastDay) return value
      // Day 60 of the 1900 calendar is 29 February 1900, which did not exist.
      const first = format === "date1904" ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, number < 60 ? 31 : 30)
      return new Date(first + Math.floor(number) * dayInMilliseconds).toISOString().slice(0, 10)
    }
    case "percent":
      // A spreadsheet shows at most fifteen digits; 0.07 × 100 would be 7.000000000000001.
      return plain(Number((number * 100).toPrecision(15)))
    case "plain":
    case "scaled":
      // As shown: a formula's 0.1 + 0.2 is stored as 0.30000000000000004.
      return plain(Number.isInteger(number) ? number : Number(number.toPrecision(15)))
  }
}

/** The shortest decimal for this number, without an exponent. */
const plain = (number: number): string => {
  const text = String(number)
  if (!text.includes("e")) return text
  return number.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 })
}
