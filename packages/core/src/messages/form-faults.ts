/** Sentences for faults of a form. Missing, unknown and wrong values each have their own sentence. */
import type { Contradiction } from "../forms/check.js"
import type { TextFault } from "../codec/codec.js"
import type { FormIssue } from "../forms/decoding.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { datesInChinese } from "./rendering.js"

/** The sentence for an issue. `where`: its subject if it has no path, such as the file. */
export const formIssueText = (
  where: string,
  { path, expected, got, nearest, known, sentence, fault }: FormIssue,
): Bilingual => {
  const at = path === "" ? where : path
  const told = sentence ?? (fault && textFaultText(fault))
  if (told !== undefined) return bilingual(`${at}：${told.zh}`, `${at}: ${told.en}`)
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

const codePartTexts = {
  registrar: bilingual(
    "不是统一社会信用代码：前两位不是登记管理部门和机构类别",
    "not a social credit code: no registrar and category start this way",
  ),
  division: bilingual(
    "不是统一社会信用代码：第3至8位不是行政区划代码",
    "not a social credit code: characters 3 to 8 are not a division",
  ),
  person: bilingual(
    "不是统一社会信用代码，是公民身份号码，不能登记",
    "a person's identity number, not a social credit code: it must not be recorded",
  ),
} as const satisfies Record<string, Bilingual>

const textFaultText = (fault: TextFault): Bilingual => {
  switch (fault._tag) {
    case "UnseenCharacter":
      return bilingual(
        `第${fault.at}个字符（${fault.code}）看不见或无意义，不能登记`,
        `character ${fault.at} is ${fault.code}, which is invisible or unassigned`,
      )
    case "CodePart":
      return codePartTexts[fault.part]
    case "CodeCheck":
      return fault.part === "organisation"
        ? bilingual(
            `统一社会信用代码有误：第9至16位的校验码（第17位）应为${fault.check}`,
            `the social credit code is wrong: the check of characters 9 to 16, the 17th, would be ${fault.check}`,
          )
        : bilingual(
            `统一社会信用代码有误：校验码（第18位）应为${fault.check}；2016年前赋码、校验方式不同的，须先换领新码`,
            `the social credit code is wrong: its check, the 18th, would be ${fault.check}; a code issued before 2016 with another kind of check must be replaced first`,
          )
  }
}

const unknownFieldText = (path: string, known: ReadonlyArray<string>, meant: Bilingual): Bilingual => {
  const field = path.split(/[. ]/).at(-1) ?? ""
  return meant.zh === ""
    ? bilingual(
        `${path}：表中没有“${field}”一栏；可填：${known.join("、")}`,
        `${path}: there is no field ${field}; known fields: ${known.join(", ")}`,
      )
    : bilingual(`${path}：表中没有“${field}”一栏${meant.zh}`, `${path}: there is no field ${field}${meant.en}`)
}

/** The sentence for a contradiction, in both languages. */
export const contradictionText = ({ path, expected, got, sentence }: Contradiction): Bilingual => {
  if (sentence !== undefined) return sentence
  return got === ""
    ? bilingual(datesInChinese(`${path}未填写：${expected.zh}`), `${path}: expected ${expected.en}, got nothing`)
    : bilingual(datesInChinese(`${path}应为${expected.zh}，实为${got}`), `${path}: expected ${expected.en}, got ${got}`)
}
