/** What is wrong with what somebody filled in. Missing, unknown and wrong each have a sentence of their own. */
import type { Contradiction } from "../forms/check.js"
import type { FormIssue } from "../forms/decoding.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { datesInChinese } from "./rendering.js"

/** `where`: what the issue is about if it has no path, such as the file. */
export const formIssueText = (
  where: string,
  { path, expected, got, nearest, known, sentence }: FormIssue,
): Bilingual => {
  const at = path === "" ? where : path
  if (sentence !== undefined) return bilingual(`${at}：${sentence.zh}`, `${at}: ${sentence.en}`)
  const meant =
    nearest === undefined ? bilingual("", "") : bilingual(`；是否应为“${nearest}”`, `; did you mean ${nearest}?`)
  if (known !== undefined) return unknownFieldText(at, known, meant)
  if (got === "nothing")
    return bilingual(`${at}：未填写，应为${expected.zh}`, `${at}: expected ${expected.en}, got nothing`)
  return bilingual(
    `${at}：应为${expected.zh}，实为${got}${meant.zh}`,
    `${at}: expected ${expected.en}, got ${got}${meant.en}`,
  )
}

const unknownFieldText = (path: string, known: ReadonlyArray<string>, meant: Bilingual): Bilingual => {
  const field = path.split(/[. ]/).at(-1) ?? ""
  return meant.zh === ""
    ? bilingual(
        `${path}：表中没有“${field}”一栏；可填：${known.join("、")}`,
        `${path}: there is no field ${field}; there are ${known.join(", ")}`,
      )
    : bilingual(`${path}：表中没有“${field}”一栏${meant.zh}`, `${path}: there is no field ${field}${meant.en}`)
}

export const contradictionText = ({ path, expected, got, sentence }: Contradiction): Bilingual => {
  if (sentence !== undefined) return sentence
  return got === ""
    ? bilingual(datesInChinese(`${path}未填写：${expected.zh}`), `${path}: expected ${expected.en}, got nothing`)
    : bilingual(datesInChinese(`${path}应为${expected.zh}，实为${got}`), `${path}: expected ${expected.en}, got ${got}`)
}
