/** Minimal files that common programs open, and that are identical, byte for byte, every time. */
import { crc32, deflateSync } from "node:zlib"
import { strToU8, zipSync, type Zippable } from "fflate"

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const packageNs = "http://schemas.openxmlformats.org/package/2006"
const officeNs = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/** Uses one date for all entries, so that the same content gives the same bytes. */
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

/** A title, then headings with a paragraph each. */
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

/** A single sheet; numbers stay numbers. */
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

const hex = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, "0").toUpperCase()).join("")

/** A single page, in a predefined Chinese font that every reader has (ISO 32000-1, 9.7.5). */
export const pdf = (title: string, lines: ReadonlyArray<string>): Uint8Array => {
  const drawn = [
    `BT /F1 18 Tf 72 770 Td <${hex(title)}> Tj ET`,
    ...lines.map((line, i) => `BT /F1 12 Tf 72 ${730 - i * 24} Td <${hex(line)}> Tj ET`),
  ].join("\n")
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
  ]
  let text = "%PDF-1.4\n"
  const offsets = objects.map((object, i) => {
    const offset = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")
  const size = objects.length + 1
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return new TextEncoder().encode(text)
}

const width = 320
const height = 220

const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

/**
 * A licence like a scan, with a frame and a red seal: PNG, 8 bits per channel. `mark` moves the seal, so that no two
 * licences are identical.
 */
export const licencePng = (mark: number): Uint8Array => {
  const cx = 200 + (mark % 60)
  const cy = 130 + (mark % 40)
  const colourAt = (x: number, y: number): readonly [number, number, number] => {
    const edge = Math.min(x, y, width - 1 - x, height - 1 - y)
    const distance = (x - cx) ** 2 + (y - cy) ** 2
    if (edge >= 6 && edge < 10) return [178, 140, 60]
    if (distance < 34 ** 2 && distance > 29 ** 2) return [200, 30, 30]
    return y > 30 && y < 120 && x > 30 && x < 190 && y % 18 < 2 ? [90, 90, 90] : [252, 249, 240]
  }
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(colourAt(x, y), y * (1 + width * 3) + 1 + x * 3)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", new Uint8Array()),
  ])
}
