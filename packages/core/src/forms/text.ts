/** Texts a person fills in, with their lengths: a case as full as they allow is larger than a leaf, and refused as such. */
import * as t from "io-ts"

/** Control characters but tab and line feed, bidirectional overrides, unpaired surrogates: none belongs in a form. */
const forbidden = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Cs}/u

const textUpTo = (name: string, longest: number, pattern?: RegExp): t.Type<string, string> => {
  const is = (u: unknown): u is string =>
    typeof u === "string" &&
    u.trim() === u &&
    u !== "" &&
    u.length <= longest &&
    !forbidden.test(u) &&
    (pattern === undefined || pattern.test(u))
  return new t.Type(name, is, (u, context) => (is(u) ? t.success(u) : t.failure(u, context)), t.identity)
}

/** A name or title: 1 to 120 characters, counted as UTF-16 does. */
export const Line: t.Type<string, string> = textUpTo("Line", 120)

/** Free text: 1 to 2 000 characters; what is longer is a document, kept by its digest. */
export const Narrative: t.Type<string, string> = textUpTo("Narrative", 2000)

/** A brief answer in a form's cell: 1 to 400 characters. */
export const Cell: t.Type<string, string> = textUpTo("Cell", 400)

export const PostalCode: t.Type<string, string> = textUpTo("PostalCode", 6, /^\d{6}$/)

export const Phone: t.Type<string, string> = textUpTo("Phone", 30, /^\+?[\d -]{5,}(?:转\d+)?$/)

export const Mobile: t.Type<string, string> = textUpTo("Mobile", 17, /^(?:\+86[ -]?)?1[3-9]\d{9}$/)

export const Email: t.Type<string, string> = textUpTo("Email", 120, /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/)

export const Website: t.Type<string, string> = textUpTo("Website", 200, /^https?:\/\/[^\s<>"]+$/)
