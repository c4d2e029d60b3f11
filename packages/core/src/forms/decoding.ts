/** What is wrong with what somebody filled in: every field at once, with what was expected and what was got. */
import * as E from "fp-ts/lib/Either.js"
import type * as t from "io-ts"
import { distance } from "fastest-levenshtein"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { ClosedRecord, OneOf, unknownField } from "./record.js"

export interface FormIssue {
  /** Dots between fields, numbers for places in a list from 0: `form.basic.investors.0.share`. */
  readonly path: string
  readonly expected: Bilingual
  /** As JSON, cut at 60 characters; `nothing` when the field is not there. */
  readonly got: string
  /** For a field or a word nobody knows, the one that was probably meant. */
  readonly nearest?: string
}

export const decode = <A>(codec: t.Decoder<unknown, A>, input: unknown): E.Either<ReadonlyArray<FormIssue>, A> =>
  E.mapLeft((errors: t.Errors) => errors.map(issueOf))(codec.decode(input))

const issueOf = ({ context, value, message }: t.ValidationError): FormIssue => {
  const path = context
    .map(({ key }) => key)
    .filter((key) => key !== "")
    .join(".")
  const last = context.at(-1)
  const parent = context.at(-2)?.type
  if (message === unknownField && parent instanceof ClosedRecord && last !== undefined)
    return {
      path,
      expected: bilingual("表中没有此栏", "no such field"),
      got: shown(value),
      ...nearest(last.key, parent.fields),
    }
  const type = last?.type
  return {
    path,
    expected: type === undefined ? bilingual("有效内容", "valid content") : expectation(type),
    got: shown(value),
    ...(type instanceof OneOf && typeof value === "string" ? nearest(value, type.words) : {}),
  }
}

const expectation = (type: t.Decoder<unknown, unknown>): Bilingual => {
  if (type instanceof OneOf) {
    const words = type.words.join(" | ")
    return bilingual(`下列之一：${words}`, `one of ${words}`)
  }
  const known = expectations.get(type.name)
  if (known !== undefined) return known
  const [, from, to] = /^list\((\d+),(\d+)\)$/.exec(type.name) ?? []
  return from === undefined
    ? bilingual("一组内容", `an object: ${type.name}`)
    : bilingual(`${from}至${to}项`, `a list of ${from} to ${to}`)
}

const shown = (value: unknown): string => {
  if (value === undefined) return "nothing"
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** A third of the letters may be wrong; what is further off is no guess worth making. */
const nearest = (given: string, known: ReadonlyArray<string>): { readonly nearest?: string } => {
  const [best] = known
    .map((name) => ({ name, off: distance(given.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.off - b.off)
  return best !== undefined && best.off * 3 <= Math.max(given.length, best.name.length) ? { nearest: best.name } : {}
}

/** What each codec asks for, by the codec's name. */
const expectations: ReadonlyMap<string, Bilingual> = new Map([
  ["CivilDate", bilingual("存在的日期，形如2020-11-12", "a date that exists, as 2020-11-12")],
  ["Instant", bilingual("UTC时刻，形如2020-11-12T01:02:03.004Z", "an instant in UTC, as 2020-11-12T01:02:03.004Z")],
  [
    "Uscc",
    bilingual("校验正确的18位统一社会信用代码", "a unified social credit code of 18 characters whose check is right"),
  ],
  ["DivisionCode", bilingual("6位行政区划代码", "a division code of six digits")],
  ["Count", bilingual("不小于0的整数", "a whole number, not negative")],
  ["Year", bilingual("四位年份", "a year")],
  ["Years", bilingual("1至99的整年数", "whole years, 1 to 99")],
  ["Fen", bilingual("以分为单位的整数", "an integer of fen")],
  ["Amount", bilingual("以分为单位、不小于0的整数", "an integer of fen, not negative")],
  ["BasisPoints", bilingual("0至10000的整数（万分之一）", "an integer of 1/100 %, 0 to 10000")],
  ["Area", bilingual("以百分之一平方米为单位的整数", "an integer of 1/100 m²")],
  [
    "Wan",
    bilingual(
      '以万元为单位的数字文本，至多六位小数，如"100"',
      '万元 as a decimal in quotes, up to six places, as "100"',
    ),
  ],
  [
    "WanOrLoss",
    bilingual(
      '以万元为单位的数字文本，可为负，如"-12.5"',
      '万元 as a decimal in quotes, negative if a loss, as "-12.5"',
    ),
  ],
  ["Percent", bilingual('0至100的百分数文本，至多两位小数，如"62.5"', 'a percentage in quotes, 0 to 100, as "62.5"')],
  ["SquareMetres", bilingual('平方米数文本，至多两位小数，如"120.5"', 'square metres in quotes, as "120.5"')],
  ["Line", bilingual("1至120个字，首尾无空格", "text of 1 to 120 characters")],
  ["Cell", bilingual("1至400个字，首尾无空格", "text of 1 to 400 characters")],
  ["Narrative", bilingual("1至2000个字，首尾无空格", "text of 1 to 2 000 characters")],
  ["PostalCode", bilingual("6位邮政编码", "a postal code of six digits")],
  ["Phone", bilingual("电话号码", "a telephone number")],
  ["Mobile", bilingual("11位手机号码", "a mobile number of eleven digits")],
  ["Email", bilingual("电子邮件地址", "an e-mail address")],
  ["Website", bilingual("以http://或https://开头的网址", "an address that begins with http:// or https://")],
  ["Digest", bilingual("sha256:加64位十六进制摘要", "sha256: and 64 hexadecimal digits")],
  ["MediaType", bilingual("媒体类型，如application/pdf", "a media type, as application/pdf")],
  ["Commitment", bilingual("64位十六进制承诺值", "a commitment of 64 hexadecimal digits")],
  [
    "ConditionId",
    bilingual("条款标识，如art_5__para_1__point_3#staff", "a provision's id, as art_5__para_1__point_3#staff"),
  ],
  ["Uuid", bilingual("UUID", "a UUID")],
  ["boolean", bilingual("true或false", "true or false")],
])
