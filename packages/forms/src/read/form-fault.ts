/** Why a file cannot be read as a form, with one line in each language. */
import { bilingual, type Bilingual } from "@shifan/core"
import { otherFormatText, type OtherFormat } from "./other-format.js"

/** Why a file cannot be read as a form. None of its data was used. */
export type FormFault =
  | { readonly _tag: "Empty" }
  /** The actual format, recognised by the first bytes. */
  | { readonly _tag: "OtherFormat"; readonly found: OtherFormat }
  | { readonly _tag: "TooLarge"; readonly limit: number }
  /** Unpacks to much more than its size, like a zip bomb. */
  | { readonly _tag: "TooDense"; readonly part: string }
  | { readonly _tag: "TooLargeUnpacked"; readonly limit: number }
  | { readonly _tag: "TooManyParts"; readonly limit: number }
  /** More cells with text than any form has. */
  | { readonly _tag: "TooManyCells"; readonly limit: number }
  /** `part`: name of the file in the archive, if only that one is damaged. */
  | { readonly _tag: "Damaged"; readonly reason: Damage; readonly part?: string }
  /** A part that is not XML. `line` and `column` from 1, for `notXml`. */
  | {
      readonly _tag: "PartUnreadable"
      readonly part: string
      readonly reason: PartFault
      readonly line?: number
      readonly column?: number
    }
  | { readonly _tag: "Macros"; readonly part: string }
  /** An archive that contains neither a document nor a workbook. */
  | { readonly _tag: "NotOffice" }
  | { readonly _tag: "NoForm" }
  | { readonly _tag: "NotAWorkbook" }
  /** Names of acts, in Chinese. */
  | { readonly _tag: "OtherForm"; readonly found: string; readonly expected: string }

/** What is wrong with an archive, or with a file in it. */
export type Damage = "incomplete" | "unsafeName" | "duplicate" | "compression" | "changed" | "unclear"

const damages: { readonly [D in Damage]: Bilingual } = {
  incomplete: bilingual("内容不完整，请重新传送", "it is incomplete; transfer it again"),
  unsafeName: bilingual("压缩包内有不合规的文件名", "a name in the archive is not allowed"),
  duplicate: bilingual("压缩包内有同名文件", "two files in the archive have the same name"),
  compression: bilingual("压缩方法不受支持", "it is compressed in a way that Office does not use"),
  changed: bilingual("内容与校验和不符", "its content does not match its checksum"),
  unclear: bilingual("无法解压", "it cannot be unpacked"),
}

/** What is wrong with a part that should be XML. */
export type PartFault = "missing" | "encoding" | "tooDeep" | "notXml"

const partFaults: { readonly [F in PartFault]: Bilingual } = {
  missing: bilingual("缺少该部分", "it is missing"),
  encoding: bilingual("不是UTF-8或UTF-16编码", "it is neither UTF-8 nor UTF-16"),
  tooDeep: bilingual("元素嵌套过深", "elements are nested too deeply"),
  notXml: bilingual("不是正确的XML", "it is not well-formed XML"),
}

/** One sentence for people, in both languages. */
export const formFaultText = (fault: FormFault): Bilingual => {
  switch (fault._tag) {
    case "Empty":
      return bilingual("文件为空", "the file is empty")
    case "OtherFormat":
      return otherFormatText(fault.found)
    case "TooLarge":
      return bilingual(`文件过大，上限${fault.limit}字节`, `the file is too large; the limit is ${fault.limit} bytes`)
    case "TooDense":
      return bilingual(
        `${fault.part}解压后远大于文件本身，不予读取`,
        `${fault.part} unpacks to far more than the file, and is not read`,
      )
    case "TooLargeUnpacked":
      return bilingual(
        `文件内容过多，解压后的上限为${fault.limit}字节，请只保留表格`,
        `too much in the file; the limit is ${fault.limit} bytes unpacked; keep the form alone`,
      )
    case "TooManyParts":
      return bilingual(
        `压缩包内文件过多，上限${fault.limit}个`,
        `too many files in the archive; the limit is ${fault.limit}`,
      )
    case "TooManyCells":
      return bilingual(
        `文件中的文字过多，上限${fault.limit}格或段，请只保留表格`,
        `too much text in the file; the limit is ${fault.limit} cells or paragraphs; keep the form alone`,
      )
    case "Damaged":
      return damagedText(fault)
    case "PartUnreadable":
      return unreadableText(fault)
    case "Macros":
      return bilingual(
        `文件带有宏（${fault.part}），请另存为不带宏的.docx或.xlsx`,
        `the file has macros (${fault.part}); save it as a .docx or .xlsx without`,
      )
    case "NotOffice":
      return bilingual("压缩包中没有Word或Excel的内容", "an archive with no Word or Excel content in it")
    case "NoForm":
      return bilingual("文件中没有认得出的表格", "the file contains no known form")
    case "NotAWorkbook":
      return bilingual(
        "文件是Word文档，应为Excel工作簿（.xlsx）",
        "a Word document; an Excel workbook (.xlsx) is needed",
      )
    case "OtherForm":
      return bilingual(
        `文件是“${fault.found}”所用的表，应为“${fault.expected}”所用的表`,
        `the form is for another act (${fault.found}); expected the form for ${fault.expected}`,
      )
  }
}

const damagedText = ({ reason, part }: Extract<FormFault, { readonly _tag: "Damaged" }>): Bilingual => {
  const says = damages[reason]
  return part === undefined
    ? bilingual(`文件已损坏：${says.zh}`, `the file is damaged: ${says.en}`)
    : bilingual(`文件中的${part}已损坏：${says.zh}`, `${part} in the file is damaged: ${says.en}`)
}

const unreadableText = (fault: Extract<FormFault, { readonly _tag: "PartUnreadable" }>): Bilingual => {
  const { part, reason, line, column } = fault
  const [zh, en] =
    line === undefined ? ["", ""] : [`（第${line}行第${column ?? 1}列）`, ` (line ${line}, column ${column ?? 1})`]
  const says = partFaults[reason]
  return bilingual(`文件中的${part}无法解读：${says.zh}${zh}`, `${part} in the file cannot be read: ${says.en}${en}`)
}
