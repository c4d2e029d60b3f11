/** The other parts of a Word document: styles, page, footer. */
import { packageParts, relationships, relationshipsXml } from "./open-packaging.js"
import type { Part } from "./package-file.js"
import { element, xmlFile } from "./xml.js"

const main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
const wordTypes = "application/vnd.openxmlformats-officedocument.wordprocessingml"

const namespaces = {
  "xmlns:w": main,
  "xmlns:r": relationships,
  "xmlns:w14": "http://schemas.microsoft.com/office/word/2010/wordml",
  "xmlns:mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
  "mc:Ignorable": "w14",
}

/** `body`: content of `w:body`. */
export const docxParts = (title: string, body: string): ReadonlyArray<Part> => [
  ...packageParts(title, "word/document.xml", types),
  { path: "word/document.xml", xml: xmlFile(element("w:document", namespaces, element("w:body", {}, body, section))) },
  { path: "word/_rels/document.xml.rels", xml: documentRels },
  { path: "word/styles.xml", xml: styles },
  { path: "word/settings.xml", xml: settings },
  { path: "word/footer1.xml", xml: footer },
]

const types = [
  ["word/document.xml", `${wordTypes}.document.main+xml`],
  ["word/styles.xml", `${wordTypes}.styles+xml`],
  ["word/settings.xml", `${wordTypes}.settings+xml`],
  ["word/footer1.xml", `${wordTypes}.footer+xml`],
] as const

const documentRels = relationshipsXml([
  [`${relationships}/styles`, "styles.xml"],
  [`${relationships}/settings`, "settings.xml"],
  [`${relationships}/footer`, "footer1.xml"],
])

const section = element(
  "w:sectPr",
  {},
  element("w:footerReference", { "w:type": "default", "r:id": "rId3" }),
  element("w:pgSz", { "w:w": 11906, "w:h": 16838 }),
  element("w:pgMar", {
    "w:top": 1701,
    "w:right": 1417,
    "w:bottom": 1417,
    "w:left": 1417,
    "w:header": 851,
    "w:footer": 851,
    "w:gutter": 0,
  }),
)

/** Without this setting Word opens the document in Word 2007 mode, where boxes cannot be ticked. */
const settings = xmlFile(
  element(
    "w:settings",
    namespaces,
    element("w:characterSpacingControl", { "w:val": "doNotCompress" }),
    element(
      "w:compat",
      {},
      element("w:compatSetting", {
        "w:name": "compatibilityMode",
        "w:uri": "http://schemas.microsoft.com/office/word",
        "w:val": 15,
      }),
    ),
  ),
)

const field = (kind: string): string => element("w:r", {}, element("w:fldChar", { "w:fldCharType": kind }))

const dash = element("w:r", {}, element("w:t", {}, "—"))

const footer = xmlFile(
  element(
    "w:ftr",
    namespaces,
    element(
      "w:p",
      {},
      element("w:pPr", {}, element("w:pStyle", { "w:val": "ShifanFooter" })),
      dash,
      field("begin"),
      element("w:r", {}, element("w:instrText", { "xml:space": "preserve" }, " PAGE ")),
      field("separate"),
      element("w:r", {}, element("w:t", {}, "1")),
      field("end"),
      dash,
    ),
  ),
)

interface Style {
  /** In half points. */
  readonly size: number
  readonly font?: string
  readonly bold?: boolean
  readonly align?: "left" | "center" | "right"
  /** In twentieths of a point. */
  readonly before?: number
  readonly after?: number
  readonly line?: number
  readonly left?: number
  readonly colour?: string
  readonly keepNext?: boolean
  /** In hundredths of a character. */
  readonly firstLine?: number
}

const imitationSong = "仿宋"
const black = "黑体"
const song = "宋体"

const paragraphStyles: Readonly<Record<string, Style>> = {
  ShifanAnnex: { size: 32, font: black },
  ShifanTitle: { size: 44, font: song, bold: true, align: "center", before: 60, after: 60 },
  ShifanSubtitle: { size: 36, font: black, align: "center", after: 240 },
  ShifanCover: { size: 32, before: 200, after: 200, left: 500 },
  ShifanIssuer: { size: 32, align: "center" },
  ShifanHeading: { size: 28, font: black, before: 180, after: 100, keepNext: true },
  ShifanBody: { size: 30, before: 40, after: 40, line: 460, firstLine: 200 },
  ShifanNote: { size: 22, before: 160, keepNext: true },
  ShifanSignature: { size: 30, align: "right", before: 160, keepNext: true },
  ShifanPurpose: { size: 18, align: "right", before: 120, colour: "595959" },
  ShifanCell: { size: 22, before: 20, after: 20 },
  ShifanCellCentre: { size: 22, before: 20, after: 20, align: "center" },
  ShifanSmallCell: { size: 18, before: 20, after: 20 },
  ShifanSmallCellCentre: { size: 18, before: 20, after: 20, align: "center" },
  ShifanFooter: { size: 24, font: song, align: "center" },
}

const fontXml = (font: string): string =>
  element("w:rFonts", {
    "w:ascii": "Times New Roman",
    "w:hAnsi": "Times New Roman",
    "w:eastAsia": font,
    "w:cs": "Times New Roman",
  })

const styleXml = (name: string, style: Style): string => {
  const { size, font = imitationSong, bold = false, align = "left", before = 0, after = 0, line, left, colour } = style
  const indent = {
    "w:left": left,
    "w:firstLineChars": style.firstLine,
    "w:firstLine": style.firstLine === undefined ? undefined : size * 20,
  }
  return element(
    "w:style",
    { "w:type": "paragraph", "w:customStyle": 1, "w:styleId": name },
    element("w:name", { "w:val": name }),
    element("w:basedOn", { "w:val": "Normal" }),
    element(
      "w:pPr",
      {},
      ...(style.keepNext === true ? [element("w:keepNext")] : []),
      element("w:spacing", {
        "w:before": before,
        "w:after": after,
        "w:line": line,
        "w:lineRule": line === undefined ? undefined : "exact",
      }),
      ...(left === undefined && style.firstLine === undefined ? [] : [element("w:ind", indent)]),
      element("w:jc", { "w:val": align }),
    ),
    element(
      "w:rPr",
      {},
      fontXml(font),
      ...(bold ? [element("w:b")] : []),
      ...(colour === undefined ? [] : [element("w:color", { "w:val": colour })]),
      element("w:sz", { "w:val": size }),
      element("w:szCs", { "w:val": size }),
    ),
  )
}

const border = (side: string): string =>
  element(`w:${side}`, { "w:val": "single", "w:sz": 6, "w:space": 0, "w:color": "000000" })

const styles = xmlFile(
  element(
    "w:styles",
    namespaces,
    element(
      "w:docDefaults",
      {},
      element(
        "w:rPrDefault",
        {},
        element(
          "w:rPr",
          {},
          fontXml(imitationSong),
          element("w:sz", { "w:val": 24 }),
          element("w:lang", { "w:val": "en-US", "w:eastAsia": "zh-CN" }),
        ),
      ),
    ),
    element(
      "w:style",
      { "w:type": "paragraph", "w:default": 1, "w:styleId": "Normal" },
      element("w:name", { "w:val": "Normal" }),
    ),
    element(
      "w:style",
      { "w:type": "table", "w:customStyle": 1, "w:styleId": "ShifanTable" },
      element("w:name", { "w:val": "ShifanTable" }),
      element(
        "w:tblPr",
        {},
        element("w:tblBorders", {}, ...["top", "left", "bottom", "right", "insideH", "insideV"].map(border)),
        element(
          "w:tblCellMar",
          {},
          element("w:left", { "w:w": 85, "w:type": "dxa" }),
          element("w:right", { "w:w": 85, "w:type": "dxa" }),
        ),
      ),
    ),
    ...Object.entries(paragraphStyles).map(([name, style]) => styleXml(name, style)),
  ),
)
