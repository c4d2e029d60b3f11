/** Converts a single value of a form between JSON and the text in a cell. */
import { divisionsIn } from "@shifan/core/messages"
import { described } from "@shifan/core/forms"
import type { Division, RegulationDraft } from "@shifan/core"
import type * as t from "io-ts"
import { dateIn } from "./written-date.js"

/** Any codec: only its name and composition are used. */
export type AnyCodec = t.Decoder<unknown, unknown>

/** `boolean` and the parts of a closed question are boxes rather than leaves. */
export type LeafKind = "text" | "code" | "longText" | "integer" | "decimal" | "date" | "choice" | "division" | "boolean"

const kinds: Readonly<Record<string, LeafKind>> = {
  Count: "integer",
  Year: "integer",
  Years: "integer",
  Amount: "integer",
  Fen: "integer",
  Wan: "decimal",
  WanOrLoss: "decimal",
  Percent: "decimal",
  SquareMetres: "decimal",
  CivilDate: "date",
  ConditionId: "choice",
  DivisionCode: "division",
  Uscc: "code",
  PostalCode: "code",
  Phone: "code",
  Mobile: "code",
  Email: "code",
  Website: "code",
  Cell: "longText",
  Narrative: "longText",
  boolean: "boolean",
}

export const leafKind = (codec: AnyCodec): LeafKind =>
  described(codec).composition._tag === "Choice" ? "choice" : (kinds[codec.name] ?? "text")

type Words = ReadonlyMap<string, string>

/** As shown in a form: 2020年12月1日, 企业法人, 海港区（130302）. */
export const shown = (kind: LeafKind, words: Words | undefined, value: unknown, text: RegulationDraft): string => {
  const plain = String(value)
  if (kind === "choice") return words?.get(plain) ?? plain
  if (kind === "date") return dateInChinese(plain)
  if (kind === "division") return divisionShown(plain, text)
  return plain
}

export const dateInChinese = (date: string): string => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? []
  return year === undefined ? date : `${year}年${Number(month)}月${Number(day)}日`
}

const divisionsOf = ({ territory }: RegulationDraft): ReadonlyArray<Division> =>
  territory === undefined ? [] : divisionsIn(territory)

const divisionShown = (code: string, text: RegulationDraft): string => {
  const named = divisionsOf(text).find((division) => division.code === code)
  return named === undefined ? code : `${named.name}（${code}）`
}

/**
 * JSON for what is written; what is not understood stays as it is, for the codec to refuse. `text`: the one whose divisions
 * may be named. `quantity`: name of the number's codec, if only its own unit may follow it.
 */
export const understood = (
  kind: LeafKind,
  words: Words | undefined,
  written: string,
  text: RegulationDraft,
  quantity?: string,
): string | number => {
  switch (kind) {
    case "integer": {
      const digits = plainNumber(written, countUnits)
      return /^-?\d{1,15}$/.test(digits) ? Number(digits) : written
    }
    case "decimal": {
      const decimal = plainNumber(written, unitsOf[quantity ?? ""] ?? decimalUnits)
      return /^-?\d+(?:\.\d+)?$/.test(decimal) ? decimal : written
    }
    case "date":
      return dateIn(bare(written)) ?? written
    case "division":
      return divisionIn(written, text)
    case "choice":
      return wordFor(words ?? new Map(), written)
    // Chinese keyboards can produce full-width letters and digits.
    case "code":
      return written.normalize("NFKC")
    case "text":
    case "longText":
    case "boolean":
      return written
  }
}

const countUnits = /(?:人次|户次|人|家|户|次|台|套|年度|年|字节|份)$/

// Never 元: no field is in 元, and an amount in 元 must not pass for one in 万元 or in fen.
const decimalUnits = /(?:万元|%|平米|平方米|m2)$/
const unitsOf: Readonly<Record<string, RegExp>> = {
  Wan: /万元$/,
  WanOrLoss: /万元$/,
  Percent: /%$/,
  SquareMetres: /(?:平米|平方米|m2)$/,
}

/** Removes thousands separators and a trailing unit, and converts full-width digits. */
const plainNumber = (written: string, units: RegExp): string => {
  const text = bare(written).replace(units, "")
  return /^[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text.replace("−", "-")
}

/** Removes spaces and converts full-width characters. */
const bare = (text: string): string => text.normalize("NFKC").replace(/\s/g, "")

/** A name and a code that disagree are left as written. */
const divisionIn = (written: string, text: RegulationDraft): string => {
  const plain = bare(written)
  const [code] = /(?<!\d)\d{6}(?!\d)/.exec(plain) ?? []
  const named = divisionsOf(text).find(({ name }) => bare(name) === plain.replace(/\(?\d{6}\)?$/, ""))
  return named === undefined ? (code ?? written) : code === undefined || code === named.code ? named.code : written
}

/** Finds a word by its name, by the code itself, or by the citation in its name: 第五条第（三）项. */
const wordFor = (words: Words, written: string): string => {
  const [found] = [...words].find(([word, name]) => word === written.trim() || bare(name) === bare(written)) ?? []
  return found ?? cited(words, bare(written)) ?? written
}

/** The name of a condition cites its provision; the citation alone means the provision. */
const cited = (words: Words, citation: string): string | undefined => {
  const found = [...words].flatMap(([word, name]) => (bare(name).endsWith(`(${citation})`) ? [word] : []))
  const [provision] = found.toSorted((a, b) => a.length - b.length)
  return provision !== undefined && found.every((word) => word.startsWith(provision)) ? provision : undefined
}
