import { qinhuangdao2020 } from "@shifan/core/regulations"
import { left, utf8 } from "@shifan/testkit/basics"
import { strToU8, zipSync } from "fflate"
import { describe, expect, it } from "vitest"
import { formFaultText, readForm } from "../src/index.js"
import { formLimits } from "../src/read/package-parts.js"
import { altered, written } from "./office-files.js"

const form = written("docx", "Apply", new Map())
const workbook = written("xlsx", "Apply", new Map())
const bytes = (...codes: ReadonlyArray<number>): Uint8Array => Uint8Array.from(codes)
const oldOffice = bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)
const archive = (files: Readonly<Record<string, Uint8Array>>): Uint8Array => zipSync(files, { level: 9 })
const body = (inner: string): string =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${inner}</w:body></w:document>`
const changed = (change: (xml: string) => string): Uint8Array => altered("docx", form, change)

const refused: ReadonlyArray<readonly [string, () => Uint8Array, RegExp]> = [
  ["an empty file", () => bytes(), /^文件为空$/],
  ["a plain text", () => utf8("申请单位名称：示例"), /^不是\.docx或\.xlsx文件$/],
  ["a PDF", () => utf8("%PDF-1.7\n"), /^PDF文件，请提交\.docx或\.xlsx原件$/],
  ["a picture", () => bytes(0x89, 0x50, 0x4e, 0x47), /^图片/],
  ["an RTF file", () => utf8(String.raw`{\rtf1\ansi}`), /^RTF文件/],
  ["an HTML page", () => utf8("<html></html>"), /^网页文件/],
  ["an XML file of UOF or Word 2003", () => utf8('<?xml version="1.0"?><uof:UOF/>'), /^XML文件（如“标文通”UOF/],
  ["an old .doc or .xls, or a .wps or .et", () => oldOffice, /^旧格式文件（\.doc、\.xls，或WPS的\.wps、\.et）/],
  ["an OFD file", () => archive({ "OFD.xml": utf8("<a/>") }), /^OFD版式文件/],
  [
    "a file with a password",
    () => Uint8Array.from([...oldOffice, ...Buffer.from("EncryptedPackage", "utf16le")]),
    /^设有密码的文件/,
  ],
  [
    "an OpenDocument file",
    () => archive({ mimetype: utf8("application/vnd.oasis.opendocument.text"), "content.xml": utf8("<a/>") }),
    /^OpenDocument文件/,
  ],
  ["a GIF", () => utf8("GIF89a"), /^图片/],
  ["a WebP", () => utf8("RIFF\0\0\0\0WEBPVP8 "), /^图片/],
  ["a photo from a phone", () => utf8("\0\0\0\x18ftypheic"), /^图片/],
  ["a TIFF", () => utf8("II*\0"), /^图片/],
  ["a PDF after an empty line", () => utf8("\r\n%PDF-1.4"), /^PDF文件/],
  ["an HTML page after a byte order mark", () => utf8("\u{feff}\n <html>"), /^网页文件/],
  ["an archive by WinRAR", () => utf8("Rar!\x1a\x07"), /^压缩包，请先解压/],
  ["an archive by 7-Zip", () => bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), /^压缩包，请先解压/],
  ["the form in an archive", () => archive({ "申报/申请报告.docx": form }), /^压缩包，请先解压/],
  [
    "a binary workbook",
    () =>
      archive({
        "_rels/.rels": utf8(
          '<Relationships><Relationship Type="a/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        ),
        "xl/workbook.bin": bytes(0x83, 1, 0),
      }),
    /^二进制工作簿/,
  ],
  ["an archive of something else", () => archive({ "a.txt": utf8("a") }), /^压缩包中没有Word或Excel的内容$/],
  [
    "macros in a document",
    () => altered("docx", form, (xml) => `${xml} `, { "word/vbaProject.bin": () => "x" }),
    /^文件带有宏（word\/vbaProject\.bin）/,
  ],
  [
    "macros in a workbook, like those of an .xlsm",
    () => altered("xlsx", workbook, (xml) => `${xml} `, { "xl/vbaProject.bin": () => "x" }),
    /^文件带有宏（xl\/vbaProject\.bin）/,
  ],
  [
    "macros of Excel 4",
    () => altered("xlsx", workbook, (xml) => `${xml} `, { "xl/macrosheets/sheet1.xml": () => "<a/>" }),
    /^文件带有宏（xl\/macrosheets/,
  ],
  [
    "a .docm that calls itself a .docx",
    () =>
      altered("docx", form, (xml) => `${xml} `, {
        "[Content_Types].xml": (xml) =>
          xml.replace("officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main"),
      }),
    /^文件带有宏（\[Content_Types\]\.xml）/,
  ],
  ["a file of fifty megabytes", () => new Uint8Array(50_000_000).fill(0x50), /^文件过大，上限16000000字节$/],
  [
    "a zip bomb",
    () => archive({ "word/document.xml": new Uint8Array(39_000_000).fill(0x20) }),
    /^word\/document\.xml解压后远大于文件本身/,
  ],
  [
    "an archive of very many files",
    () => archive(Object.fromEntries(Array.from({ length: formLimits.parts + 1 }, (_, i) => [`${i}`, bytes()]))),
    /^压缩包内文件过多/,
  ],
  ["half a file", () => form.subarray(0, form.length / 2), /^文件已损坏：内容不完整，请重新传送$/],
  ["the first bytes of a file", () => form.subarray(0, 10), /^文件已损坏：内容不完整，请重新传送$/],
  [
    "a file with a changed byte",
    () => Uint8Array.from(form, (byte, i) => (i === 3000 ? byte ^ 1 : byte)),
    /^文件中的word\/document\.xml已损坏：(?:内容与校验和不符|无法解压)$/,
  ],
  [
    "two parts with one name, of which Word may show the other",
    () => altered("docx", form, (xml) => `${xml} `, { "word/Document.xml": () => "<a/>" }),
    /^文件中的word\/document\.xml已损坏：压缩包内有同名文件$/i,
  ],
  ["an empty part", () => changed(() => ""), /^文件中的word\/document\.xml无法解读：不是正确的XML（第1行第1列）$/],
  [
    "a part in GBK",
    () => archive({ "word/document.xml": bytes(0xc9, 0xea, 0xc7, 0xeb) }),
    /^文件中的word\/document\.xml无法解读：不是UTF-8或UTF-16编码$/,
  ],
  [
    "a part that is not XML",
    () => changed((xml) => xml.slice(0, -20)),
    /^文件中的word\/document\.xml无法解读：不是正确的XML（第\d+行第\d+列）$/,
  ],
  [
    "entities that expand",
    () =>
      changed(
        (xml) => `<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]>${xml.slice(xml.indexOf("<w:document")).replace("附件", "&b;")}`,
      ),
    /^文件中的word\/document\.xml无法解读/,
  ],
  [
    "a Word document without a form",
    () => changed(() => body("<w:p><w:r><w:t>会议纪要</w:t></w:r></w:p>")),
    /^文件中没有认得出的表格$/,
  ],
  [
    "a path that leaves the archive",
    () => archive({ "../word/document.xml": strToU8("<a/>") }),
    /^文件已损坏：压缩包内有不合规的文件名$/,
  ],
]

describe("a file that is not the expected form", () => {
  it.each(refused)("is refused with one line in each language: %s", async (_, file, said) => {
    const text = formFaultText(left(await readForm(file(), qinhuangdao2020)))
    expect(text.zh).toMatch(said)
    expect(text.zh).not.toContain("\n")
    expect(text.en).toMatch(/^[^\n]+$/)
    expect(text.en).not.toMatch(/[，。：]/)
    // No message of a library: it would be in English.
    expect(
      text.zh.replace(
        /[\w./[\]]*\.(?:xml|bin|docx?|xlsx?|xlsb|wps|et)|Content_Types|macrosheets|OpenDocument|Word|Excel/g,
        "",
      ),
    ).not.toMatch(/[a-z]{3}/)
  })

  it("is refused with the names of both acts if it is the form of another act", async () => {
    const text = formFaultText(left(await readForm(written("docx", "Recommend", new Map()), qinhuangdao2020, "Apply")))
    expect(text.zh).toBe("文件是“推荐”所用的表，应为“申报”所用的表")
    expect(text.en).toMatch(/^the form is for another act/)
  })
})

describe("a form without the line that says what it is for", () => {
  it.each(["Recommend", "FileReview", "Certify"])("is recognised by its words: %s", async (act) => {
    const file = altered("docx", written("docx", act, new Map()), (xml) => xml.replace(/本表用于：[^<]*/, ""))
    expect(await readForm(file, qinhuangdao2020)).toMatchObject({ _tag: "Right", right: { act } })
  })
})
