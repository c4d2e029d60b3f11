/** The smallest .docx and .xlsx an office program opens. */
import { strToU8, zipSync, type Zippable } from "fflate"

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const packageNs = "http://schemas.openxmlformats.org/package/2006"
const officeNs = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/** Every entry has the same date, so that the same content is the same bytes. */
const zipped = (parts: Readonly<Record<string, string>>): Uint8Array => {
  const files: Zippable = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))
  return zipSync(files, { mtime: "2020-11-12T00:00:00", level: 9 })
}

const relations = (target: string): string =>
  `${head}<Relationships xmlns="${packageNs}/relationships"><Relationship Id="rId1" Type="${officeNs}/officeDocument" Target="${target}"/></Relationships>`

const types = (overrides: ReadonlyArray<readonly [part: string, type: string]>): string =>
  `${head}<Types xmlns="${packageNs}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides
    .map(
      ([part, type]) =>
        `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`,
    )
    .join("")}</Types>`

const run = (text: string, size: number, bold: boolean): string =>
  `<w:p><w:r><w:rPr><w:rFonts w:eastAsia="SimSun"/>${bold ? "<w:b/>" : ""}<w:sz w:val="${size}"/></w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`

/** A title, then headings each with a paragraph. */
export const docx = (title: string, sections: ReadonlyArray<readonly [heading: string, text: string]>): Uint8Array => {
  const body = [
    run(title, 36, true),
    ...sections.flatMap(([heading, text]) => [run(heading, 28, true), run(text, 24, false)]),
  ]
  return zipped({
    "[Content_Types].xml": types([["/word/document.xml", "wordprocessingml.document.main"]]),
    "_rels/.rels": relations("word/document.xml"),
    "word/document.xml": `${head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body.join("")}</w:body></w:document>`,
  })
}

const cell = (value: string | number): string =>
  typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`

/** One sheet; numbers stay numbers. */
export const xlsx = (rows: ReadonlyArray<ReadonlyArray<string | number>>): Uint8Array => {
  const data = rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("")
  const ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  return zipped({
    "[Content_Types].xml": types([
      ["/xl/workbook.xml", "spreadsheetml.sheet.main"],
      ["/xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"],
    ]),
    "_rels/.rels": relations("xl/workbook.xml"),
    "xl/workbook.xml": `${head}<workbook xmlns="${ns}" xmlns:r="${officeNs}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="${packageNs}/relationships"><Relationship Id="rId1" Type="${officeNs}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `${head}<worksheet xmlns="${ns}"><sheetData>${data}</sheetData></worksheet>`,
  })
}
