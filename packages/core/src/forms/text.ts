/** Texts a person fills in, with their lengths: a case as full as they allow is larger than a leaf, and refused as such. */
import { guarded } from "../codec/codec.js"
import type * as t from "io-ts"
import { bilingual, type Bilingual } from "../law/bilingual.js"

/** Control characters but tab and line feed, bidirectional overrides, unpaired surrogates: none belongs in a form. */
const forbidden = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Cs}/u

/* @__NO_SIDE_EFFECTS__ */
const textUpTo = (name: string, expected: Bilingual, longest: number, pattern?: RegExp): t.Type<string, string> => {
  const is = (u: unknown): u is string =>
    typeof u === "string" &&
    u.trim() === u &&
    u !== "" &&
    u.length <= longest &&
    !forbidden.test(u) &&
    (pattern === undefined || pattern.test(u))
  return guarded(name, expected, is)
}

/** A name or title: 1 to 120 characters, counted as UTF-16 does. */
export const Line: t.Type<string, string> = textUpTo(
  "Line",
  bilingual("1至120个字，首尾无空格", "text of 1 to 120 characters"),
  120,
)

/** Free text: 1 to 2 000 characters; what is longer is a document, kept by its digest. */
export const Narrative: t.Type<string, string> = textUpTo(
  "Narrative",
  bilingual("1至2000个字，首尾无空格", "text of 1 to 2 000 characters"),
  2000,
)

/** A brief answer in a form's cell: 1 to 400 characters. */
export const Cell: t.Type<string, string> = textUpTo(
  "Cell",
  bilingual("1至400个字，首尾无空格", "text of 1 to 400 characters"),
  400,
)

export const PostalCode: t.Type<string, string> = textUpTo(
  "PostalCode",
  bilingual("6位邮政编码", "a postal code of six digits"),
  6,
  /^\d{6}$/,
)

export const Phone: t.Type<string, string> = textUpTo(
  "Phone",
  bilingual("电话号码", "a telephone number"),
  30,
  /^\+?[\d -]{5,}(?:转\d+)?$/,
)

export const Mobile: t.Type<string, string> = textUpTo(
  "Mobile",
  bilingual("11位手机号码", "a mobile number of eleven digits"),
  17,
  /^(?:\+86[ -]?)?1[3-9]\d{9}$/,
)

export const Email: t.Type<string, string> = textUpTo(
  "Email",
  bilingual("电子邮件地址", "an e-mail address"),
  120,
  /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/,
)

export const Website: t.Type<string, string> = textUpTo(
  "Website",
  bilingual("以http://或https://开头的网址", "an address that begins with http:// or https://"),
  200,
  /^https?:\/\/[^\s<>"]+$/,
)
