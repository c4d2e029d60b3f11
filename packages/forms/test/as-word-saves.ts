/**
 * Converts our document to what Word and WPS save: runs split where somebody typed, with spelling marks, revisions, bookmarks
 * and smart tags in between, and renamed parts. `next(n)` chooses from 0 to n - 1.
 */
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from "fflate"

export type Choose = (below: number) => number

const between = (next: Choose): string =>
  [
    "",
    '<w:proofErr w:type="spellStart"/>',
    '<w:proofErr w:type="spellEnd"/>',
    '<w:bookmarkStart w:id="9" w:name="_GoBack"/><w:bookmarkEnd w:id="9"/>',
    '<w:commentRangeStart w:id="3"/>',
    "<w:r><w:lastRenderedPageBreak/></w:r>",
    '<w:del w:id="4"><w:r><w:delText>删去的</w:delText></w:r></w:del>',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
  ][next(8)] ?? ""

const around = (run: string, next: Choose): string => {
  switch (next(8)) {
    case 0:
      return `<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="chsdate">${run}</w:smartTag>`
    case 1:
      return `<w:ins w:id="5" w:author="a">${run}</w:ins>`
    case 2:
      return `<w:hyperlink r:id="rId9">${run}</w:hyperlink>`
    default:
      return run
  }
}

/** The encoded characters of a text; never splits an entity. */
const charactersOf = (xml: string): ReadonlyArray<string> => xml.match(/&[^;]+;|[\s\S]/gu) ?? []

const runProperties = (next: Choose): string =>
  next(2) === 0 ? "" : '<w:rPr><w:rFonts w:hint="eastAsia"/><w:kern w:val="0"/></w:rPr>'

const splitRun = (text: string, next: Choose): string => {
  const characters = charactersOf(text)
  const parts: Array<string> = []
  for (let at = 0; at < characters.length;) {
    const length = 1 + next(6)
    const run = `<w:r w:rsidR="00A77B3E">${runProperties(next)}<w:t xml:space="preserve">${characters.slice(at, at + length).join("")}</w:t></w:r>`
    parts.push(around(run, next), between(next))
    at += length
  }
  return parts.join("")
}

const savedBody = (xml: string, next: Choose): string =>
  xml
    .replace(/<w:r><w:t xml:space="preserve">([^<]*)<\/w:t><\/w:r>/g, (_, text: string) => splitRun(text, next))
    .replaceAll("<w:p>", '<w:p w14:paraId="1A2B3C4D" w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E">')
    .replaceAll("<w:tr>", '<w:tr w:rsidR="00A77B3E"><w:tblPrEx><w:tblLook w:val="04A0"/></w:tblPrEx>')
    .replaceAll(
      "</w:sdtPr>",
      '<w:placeholder><w:docPart w:val="DefaultPlaceholder_-1854013440"/></w:placeholder></w:sdtPr><w:sdtEndPr/>',
    )

/** Removes some content controls but keeps their text, as users do. */
const withoutControls = (xml: string, next: Choose): string =>
  xml.replace(/<w:sdt>(?:(?!<w:sdt>).)*?<w:sdtContent>(.*?)<\/w:sdtContent><\/w:sdt>/g, (whole, content: string) =>
    next(3) === 0 ? content : whole,
  )

export const asWordSaves = (bytes: Uint8Array, next: Choose): Uint8Array => {
  const parts: Record<string, Uint8Array> = unzipSync(bytes)
  const text = (path: string): string => strFromU8(parts[path] ?? new Uint8Array())
  const { "word/document.xml": _, "word/_rels/document.xml.rels": __, ...others } = parts
  const main = next(2) === 0 ? "document" : "document2"
  const renamed = (xml: string): string => xml.replaceAll("word/document.xml", `word/${main}.xml`)
  const saved: Zippable = {
    ...others,
    "[Content_Types].xml": strToU8(renamed(text("[Content_Types].xml"))),
    "_rels/.rels": strToU8(renamed(text("_rels/.rels"))),
    [`word/${main}.xml`]: strToU8(savedBody(withoutControls(text("word/document.xml"), next), next)),
    [`word/_rels/${main}.xml.rels`]: strToU8(text("word/_rels/document.xml.rels")),
  }
  return zipSync(saved)
}
