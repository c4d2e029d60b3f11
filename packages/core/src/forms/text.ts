/** Texts that people fill in, with maximum lengths. A form with every text at full length exceeds a leaf and is refused. */
import { guardedText, textLike, type TextFault } from "../codec/codec.js"
import type * as t from "io-ts"
import { bilingual, type Bilingual } from "../law/bilingual.js"

/**
 * Invisible or meaningless characters: controls, format characters (zero-width or changing direction), line and paragraph
 * separators, private-use and unassigned characters, halves of surrogate pairs, U+FFFD, and spaces other than the two on
 * keyboards. Also combining marks without a letter before them, or more than four on one letter.
 */
const unseen = String.raw`[\p{C}\p{DI}\p{Zl}\p{Zp}\u2800\ufffc\ufffd]|(?![ \u3000])\p{Zs}|(?<=^|\n|\p{M}{4})\p{M}`

const unseenInLine = new RegExp(unseen, "u")

/** Fast path for nearly every text: printable ASCII, common Chinese characters and punctuation. */
const plain = /^[ -~、。一-龥（），：]*$/

/** As `unseen`, but free text may contain line feeds and tabs. */
const unseenInLines = new RegExp(String.raw`(?![\n\t])(?:${unseen})`, "u")

interface TextShape {
  /** Maximum length in UTF-16 code units. */
  readonly longest: number
  readonly unseen?: RegExp
  readonly pattern?: RegExp
}

/* @__NO_SIDE_EFFECTS__ */
const textOf = (
  name: string,
  expected: Bilingual,
  { longest, unseen: hidden = unseenInLine, pattern }: TextShape,
): t.Type<string, string> =>
  guardedText(
    name,
    expected,
    (text): text is string =>
      text.trim() === text &&
      text !== "" &&
      text.length <= longest &&
      (plain.test(text) || !hidden.test(text)) &&
      (pattern === undefined || pattern.test(text)),
    (text) => unseenCharacter(text, hidden),
  )

const unseenCharacter = (text: string, hidden: RegExp): TextFault | undefined => {
  const found = hidden.exec(text)
  if (found === null) return undefined
  const code = found[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")
  return { _tag: "UnseenCharacter", at: Array.from(text.slice(0, found.index)).length + 1, code: `U+${code}` }
}

/** A name or title in one line: 1 to 120 UTF-16 code units. */
export const Line: t.Type<string, string> = textOf(
  "Line",
  bilingual("1至120个字，不换行，首尾无空格", "a line of 1 to 120 characters"),
  { longest: 120 },
)

/** Free text: 1 to 2 000 characters. Longer texts are filed as documents. */
export const Narrative: t.Type<string, string> = textOf(
  "Narrative",
  bilingual("1至2000个字，首尾无空格", "text of 1 to 2 000 characters"),
  { longest: 2000, unseen: unseenInLines },
)

/** A brief answer in a form cell: 1 to 400 characters. */
export const Cell: t.Type<string, string> = textOf(
  "Cell",
  bilingual("1至400个字，首尾无空格", "text of 1 to 400 characters"),
  { longest: 400, unseen: unseenInLines },
)

/** An identifier for programs: visible ASCII, so that no two look alike. */
export const Identifier: t.Type<string, string> = textLike(
  "Identifier",
  bilingual("1至120个ASCII字符，无空格", "1 to 120 visible ASCII characters"),
  /^[!-~]{1,120}$/,
)

/** Part of a stream name, such as `qinhuangdao-2020-2`. */
export const Slug: t.Type<string, string> = textLike(
  "Slug",
  bilingual("由小写字母、数字和连字符组成的代号", "a slug of small letters, digits and hyphens"),
  /^(?=.{1,60}$)[a-z0-9]+(?:-[a-z0-9]+)*$/,
)

/** A postal code of six digits. */
export const PostalCode: t.Type<string, string> = textOf(
  "PostalCode",
  bilingual("6位邮政编码", "a postal code of six digits"),
  { longest: 6, pattern: /^\d{6}$/ },
)

/** A telephone number with area code and extension (转), as people write it. */
export const Phone: t.Type<string, string> = textOf("Phone", bilingual("电话号码", "a telephone number"), {
  longest: 30,
  pattern: /^\+?[\d -]{5,}(?:转\d+)?$/,
})

/** A mobile number of mainland China, with or without +86. */
export const Mobile: t.Type<string, string> = textOf(
  "Mobile",
  bilingual("11位手机号码", "a mobile number of eleven digits"),
  { longest: 17, pattern: /^(?:\+86[ -]?)?1[3-9]\d{9}$/ },
)

/** An e-mail address in ASCII, at most 120 characters. Does not check that it exists. */
export const Email: t.Type<string, string> = textOf("Email", bilingual("电子邮件地址", "an e-mail address"), {
  longest: 120,
  pattern: /^[!-?A-~]+@[!-\-/-?A-~]+(?:\.[!-\-/-?A-~]+)+$/,
})

/** An http or https address in ASCII, at most 200 characters. */
export const Website: t.Type<string, string> = textOf(
  "Website",
  bilingual("以http://或https://开头的网址", "an address that begins with http:// or https://"),
  { longest: 200, pattern: /^https?:\/\/[!#-;=?-~]+$/ },
)
