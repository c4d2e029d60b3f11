/** Understands a date as people write it: in digits of either width, in Chinese numerals, with or without separators. */

const numerals: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** 二〇二〇 is 2020: a year is written digit by digit. */
const yearIn = (text: string): string =>
  Array.from(text, (char) => (/[〇○零]/.test(char) ? 0 : (numerals[char] ?? char))).join("")

/** 十 is 10, 十二 is 12, 三十一 and 卅一 are 31. */
const dayIn = (text: string): string => {
  const [, tens, ones] =
    /^([一二三]?十|廿|卅)?([一二三四五六七八九])?$/.exec(text.replace("廿", "二十").replace("卅", "三十")) ?? []
  if (tens === undefined && ones === undefined) return text
  const ten = tens === undefined ? 0 : tens === "十" ? 10 : (numerals[tens.charAt(0)] ?? 0) * 10
  return String(ten + (numerals[ones ?? ""] ?? 0))
}

/** `YYYY-MM-DD`, which need not exist in the calendar. `text`: in NFKC and without spaces. */
export const dateIn = (text: string): string | undefined => {
  const [, inYear, inMonth, inDay] = /^(.{4})年(.{1,2})月(.{1,3})日$/u.exec(text) ?? []
  const plain = inYear === undefined ? text : `${yearIn(inYear)}-${dayIn(inMonth ?? "")}-${dayIn(inDay ?? "")}`
  const [, year, month = "", day = ""] =
    /^(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? []
  return year === undefined ? undefined : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`
}
