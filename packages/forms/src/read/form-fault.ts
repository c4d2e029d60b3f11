/** Why a file cannot be read as a form, with one line in each language. */
import { bilingual, type Bilingual } from "@shifan/core"

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
  | { readonly _tag: "Damaged"; readonly reason: string }
  /** A part that is not XML. */
  | { readonly _tag: "PartUnreadable"; readonly part: string; readonly reason: string }
  | { readonly _tag: "Macros"; readonly part: string }
  /** An archive that contains neither a document nor a workbook. */
  | { readonly _tag: "NotOffice" }
  | { readonly _tag: "NoForm" }
  | { readonly _tag: "NotAWorkbook" }
  /** Names of acts, in Chinese. */
  | { readonly _tag: "OtherForm"; readonly found: string; readonly expected: string }

export type OtherFormat =
  | "oldOffice"
  | "encrypted"
  | "openDocument"
  | "ofd"
  | "pdf"
  | "rtf"
  | "xml"
  | "html"
  | "picture"
  | "unknown"

const formats: { readonly [F in OtherFormat]: Bilingual } = {
  oldOffice: bilingual(
    "旧格式文件（.doc、.xls，或WPS的.wps、.et），请另存为.docx或.xlsx",
    "in an old format (.doc, .xls, or .wps and .et of WPS); save it as .docx or .xlsx",
  ),
  encrypted: bilingual("设有密码的文件，请去除密码后再交", "protected by a password; remove it first"),
  openDocument: bilingual("OpenDocument文件，请另存为.docx或.xlsx", "an OpenDocument file; save it as .docx or .xlsx"),
  ofd: bilingual("OFD版式文件，请提交.docx或.xlsx原件", "an OFD; hand in the .docx or .xlsx itself"),
  pdf: bilingual("PDF文件，请提交.docx或.xlsx原件", "a PDF; hand in the .docx or .xlsx itself"),
  rtf: bilingual("RTF文件，请另存为.docx", "an RTF file; save it as .docx"),
  xml: bilingual(
    "XML文件（如“标文通”UOF、Word 2003 XML），请另存为.docx或.xlsx",
    "an XML file such as UOF or Word 2003 XML; save it as .docx or .xlsx",
  ),
  html: bilingual("网页文件，请另存为.docx或.xlsx", "a web page; save it as .docx or .xlsx"),
  picture: bilingual("图片，请提交.docx或.xlsx原件", "a picture; hand in the .docx or .xlsx itself"),
  unknown: bilingual("不是.docx或.xlsx文件", "neither a .docx nor an .xlsx"),
}

/** One sentence for people, in both languages. */
export const formFaultText = (fault: FormFault): Bilingual => {
  switch (fault._tag) {
    case "Empty":
      return bilingual("文件为空", "the file is empty")
    case "OtherFormat":
      return formats[fault.found]
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
      return bilingual(`文件已损坏：${fault.reason}`, `the file is damaged: ${fault.reason}`)
    case "PartUnreadable":
      return bilingual(
        `文件中的${fault.part}无法解读：${fault.reason}`,
        `${fault.part} in the file cannot be read: ${fault.reason}`,
      )
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
