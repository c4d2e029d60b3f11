/** Recognises files of other formats by their first bytes, whatever their name says. Also exported as the subpath `/format`. */
import { bilingual, type Bilingual } from "@shifan/core"

export type OtherFormat =
  | "oldOffice"
  | "encrypted"
  | "binaryWorkbook"
  | "openDocument"
  | "ofd"
  | "pdf"
  | "rtf"
  | "xml"
  | "html"
  | "picture"
  | "archive"
  | "unknown"

const texts: { readonly [F in OtherFormat]: Bilingual } = {
  oldOffice: bilingual(
    "旧格式文件（.doc、.xls，或WPS的.wps、.et），请另存为.docx或.xlsx",
    "in an old format (.doc, .xls, or .wps and .et of WPS); save it as .docx or .xlsx",
  ),
  encrypted: bilingual("设有密码的文件，请去除密码后再交", "protected by a password; remove it first"),
  binaryWorkbook: bilingual("二进制工作簿（.xlsb），请另存为.xlsx", "a binary workbook (.xlsb); save it as .xlsx"),
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
  archive: bilingual(
    "压缩包，请先解压，再交其中的.docx或.xlsx",
    "an archive; unpack it and hand in the .docx or .xlsx",
  ),
  unknown: bilingual("不是.docx或.xlsx文件", "neither a .docx nor an .xlsx"),
}

/** What the file is and what to do, in both languages. */
export const otherFormatText = (format: OtherFormat): Bilingual => texts[format]

/** `at`: offset of the signature. */
interface Signature {
  readonly format: OtherFormat
  readonly at?: number
  readonly bytes: string
}

/** Signatures as Latin-1. */
const signatures: ReadonlyArray<Signature> = [
  { format: "pdf", bytes: "%PDF" },
  { format: "rtf", bytes: "{\\rtf" },
  { format: "picture", bytes: "\u{89}PNG" },
  { format: "picture", bytes: "\u{ff}\u{d8}\u{ff}" },
  { format: "picture", bytes: "GIF8" },
  { format: "picture", bytes: "II*\0" },
  { format: "picture", bytes: "MM\0*" },
  { format: "picture", bytes: "WEBP", at: 8 },
  { format: "picture", bytes: "ftyphei", at: 4 },
  { format: "picture", bytes: "ftypmif1", at: 4 },
  { format: "picture", bytes: "ftypavif", at: 4 },
  { format: "archive", bytes: "Rar!" },
  { format: "archive", bytes: "7z\u{bc}\u{af}\u{27}\u{1c}" },
  { format: "archive", bytes: "\u{1f}\u{8b}" },
  { format: "archive", bytes: "BZh" },
  { format: "archive", bytes: "\u{fd}7zXZ\0" },
  { format: "archive", bytes: "ustar", at: 257 },
  { format: "xml", bytes: "<?xml" },
  { format: "html", bytes: "<" },
]

const byteOrderMark = "\u{ef}\u{bb}\u{bf}"

/** The format of a file that is not a zip archive. Ignores a byte order mark and empty lines before the signature. */
export const otherFormatOf = (bytes: Uint8Array): OtherFormat => {
  if (isOldOffice(bytes)) return isEncrypted(bytes) ? "encrypted" : "oldOffice"
  const start = latin1(bytes.subarray(0, 512))
  const trimmed = start.slice(start.startsWith(byteOrderMark) ? byteOrderMark.length : 0).replace(/^[\t\n\r ]+/, "")
  const found = signatures.find(({ bytes: signature, at = 0 }) =>
    at === 0 ? trimmed.startsWith(signature) : start.startsWith(signature, at),
  )
  return found?.format ?? "unknown"
}

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")

/** The container of Office before 2007, and of files with a password. */
export const isOldOffice = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0

/** Detects a password: the archive is then in a stream with this name in UTF-16, aligned to an even byte. */
const isEncrypted = (bytes: Uint8Array): boolean =>
  new TextDecoder("utf-16le").decode(bytes).includes("EncryptedPackage")

/** Formats whose bytes are no text: a text file never begins this way. */
const binary: ReadonlySet<OtherFormat> = new Set(["oldOffice", "encrypted", "pdf", "picture", "archive"])

const zip = bilingual(
  "Word、Excel文件或压缩包：表格的文件名应以.docx或.xlsx结尾，压缩包请先解压",
  "a Word or Excel file, or an archive: the name of a form must end in .docx or .xlsx, and an archive must be unpacked",
)

/** What a file is that should be text; `undefined` if it is no known format. */
export const binaryFormatText = (bytes: Uint8Array): Bilingual | undefined => {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) return zip
  const format = otherFormatOf(bytes)
  return binary.has(format) ? texts[format] : undefined
}
