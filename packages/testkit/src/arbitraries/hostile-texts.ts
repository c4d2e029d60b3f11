/** Texts that every codec must refuse: invisible, direction-changing or meaningless characters. */

/** Refused in a line; free text only allows `lineBreaks`. */
const unseen: ReadonlyArray<string> = [
  ...Array.from("\0\u0007\b\r\u001b\u007f\u0085\u009b\u00a0\u00ad\u034f\u061c\u115f\u1680\u17b4\u180e"),
  ...Array.from(
    "\u2000\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202d\u202e\u202f\u205f\u2060\u2064\u2066\u2069",
  ),
  ...Array.from("\u2800\u3164\ud800\udfff\ue000\uf8ff\ufdd0\ufe0f\ufeff\uffa0\ufff9\ufffc\ufffd\uffff"),
  "\u0378",
  ...["1d173", "e0001", "e0041", "e0100", "f0000", "10ffff"].map((code) => String.fromCodePoint(parseInt(code, 16))),
]

export const lineBreaks: ReadonlyArray<string> = ["\n", "\t"]

/** A valid text of each kind, so that a hostile variant is wrong by a single character. */
const taken: ReadonlyArray<string> = [
  "示例公司",
  "SJ-01",
  "qinhuangdao-2020-2",
  "91130302MA00010187",
  "130302",
  "2020-11-12",
  "100",
  "80.5",
  "066000",
  "0335-5550101",
  "13800000001",
  "contact@example.cn",
  "https://example.cn/1",
  "application/pdf",
  `sha256:${"0".repeat(64)}`,
  "0".repeat(64),
  "art_5__para_1__point_3",
  "bureau",
]

const around = (characters: ReadonlyArray<string>): ReadonlyArray<string> =>
  taken.flatMap((text) =>
    characters.flatMap((character) => [
      `${character}${text}`,
      `${text}${character}`,
      `${text.slice(0, 2)}${character}${text.slice(2)}`,
    ]),
  )

/** Refused in every field. */
export const hostileTexts: ReadonlyArray<string> = [
  "",
  " ",
  "\u3000",
  ...unseen,
  ...lineBreaks,
  ...around(unseen),
  ...lineBreaks.flatMap((character) => taken.flatMap((text) => [`${character}${text}`, `${text}${character}`])),
  ...taken.flatMap((text) => [` ${text}`, `${text} `, `\u0301${text}`, `${text}${"\u0301".repeat(5)}`]),
  "示".repeat(2001),
]

/** Refused in a line, but allowed in free text. */
export const textsOfTwoLines: ReadonlyArray<string> = taken.flatMap((text) =>
  lineBreaks.map((character) => `${text.slice(0, 2)}${character}${text.slice(2)}`),
)

/** Letters and digits that look like ASCII: invalid in codes, dates, addresses and identifiers, but allowed in names. */
export const lookalikes: ReadonlyArray<string> = [
  ...taken.map((text) => text.replaceAll(/[!-~]/g, (c) => String.fromCodePoint(c.charCodeAt(0) + 0xfee0))),
  ...taken.map((text) => text.replace("a", "а").replace("e", "е").replace("A", "Α").replace("0", "٠")),
].filter((text) => !taken.includes(text))
