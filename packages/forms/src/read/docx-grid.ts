/** Extracts the text of a Word document: paragraphs, tables, and their content controls. */
import { XmlText, type XmlElement } from "@rgrove/parse-xml"
import { bilingual, type Bilingual } from "@shifan/core"
import * as E from "fp-ts/lib/Either.js"
import { coveredText, insertedFile, textInBox, type Doubt } from "./doubt.js"
import type { FormFault } from "./form-fault.js"
import { Tags, type Grid, type ReadCell, type ReadRow } from "./grid.js"
import type { PackageParts } from "./package-parts.js"
import { textsBeside } from "./texts-beside.js"
import { attribute, childNamed, childrenOf, localName } from "./xml-tree.js"

export const docxGrid = async (parts: PackageParts): Promise<E.Either<FormFault, Grid>> => {
  const document = await parts.xml(parts.main)
  if (E.isLeft(document)) return document
  const program = parts.has("docProps/app.xml") ? await parts.xml("docProps/app.xml") : E.right(undefined)
  if (E.isLeft(program)) return program
  const reader = new BodyReader(childNamed(program.right, "Application")?.text.startsWith("LibreOffice") === true)
  const body = childNamed(document.right, "body")
  if (body !== undefined) reader.readBlocks(body)
  const beside = await textsBeside(parts, parts.main)
  if (E.isLeft(beside)) return beside
  const doubts = [...reader.doubts, ...beside.right]
  return E.right({ rows: reader.rows, tags: reader.tags.all, doubts, hidden: reader.hidden })
}

/** Deletions in tracked changes, phonetic guides, and what newer programs prefer to the `Fallback` next to it. */
const skipped: ReadonlySet<string> = new Set(["del", "moveFrom", "rt", "Choice"])

/** Pictures, whose text boxes belong to no cell. */
const drawn: ReadonlySet<string> = new Set(["drawing", "pict", "object"])

/** References to other files whose content Word shows in their place. */
const inserted: ReadonlySet<string> = new Set(["altChunk", "subDoc"])

const ticked = "■"
const unticked = "□"

/** Boxes in symbol fonts, by character code. */
const symbols: Readonly<Record<string, string>> = {
  F052: ticked,
  F053: ticked,
  F054: ticked,
  F0FE: ticked,
  F0FC: ticked,
  F0FD: ticked,
  F06E: ticked,
  F0FB: ticked,
  F04F: ticked,
  F050: ticked,
  F051: ticked,
  F0A4: ticked,
  F0A1: unticked,
  F06D: unticked,
  F070: unticked,
  F072: unticked,
  F0A3: unticked,
  F0A8: unticked,
  F06F: unticked,
  F071: unticked,
}

class BodyReader {
  readonly rows: Array<ReadRow> = []
  readonly tags = new Tags()
  readonly doubts: Array<Doubt> = []
  /** Places with hidden text. */
  readonly hidden = new Set<string>()
  /** LibreOffice writes escapes like `_x0041_` as in a spreadsheet, Word does not. */
  readonly #isSpelt: boolean
  #paragraphs = 0
  #tables = 0
  /** Place of the paragraph or cell being read. */
  #place: Bilingual = bilingual("开头", "the beginning")

  constructor(isSpelt: boolean) {
    this.#isSpelt = isSpelt
  }

  readBlocks(parent: XmlElement): void {
    for (const child of childrenOf(parent)) {
      const name = localName(child)
      if (name === "p") this.#readParagraph(child)
      else if (name === "tbl") this.#readTable(child)
      else if (drawn.has(name)) this.#doubtBoxes(child)
      else if (inserted.has(name)) this.#doubtInserted()
      else if (!skipped.has(name)) this.readBlocks(child)
    }
  }

  #readParagraph(paragraph: XmlElement): void {
    const n = ++this.#paragraphs
    this.#place = bilingual(`第${n}段`, `paragraph ${n}`)
    const text = this.#textIn(paragraph)
    if (text.trim() !== "")
      this.rows.push({ number: n, cells: [{ text, place: this.#place, column: 0 }], table: undefined })
  }

  #readTable(table: XmlElement): void {
    const n = ++this.#tables
    for (const [i, row] of below(table, "tr").entries()) {
      let column = 0
      const cells = below(row, "tc").flatMap((cell, j): ReadonlyArray<ReadCell> => {
        const properties = childNamed(cell, "tcPr")
        const begins = column
        column += Number(attribute(childNamed(properties, "gridSpan"), "val") ?? 1)
        const merge = childNamed(properties, "vMerge")
        const place = bilingual(`表${n}第${i + 1}行第${j + 1}格`, `table ${n}, row ${i + 1}, cell ${j + 1}`)
        this.#place = place
        if (merge !== undefined && attribute(merge, "val") !== "restart") {
          const covered = this.#blockText(cell)
          if (covered.trim() !== "") this.doubts.push(coveredText(covered, place))
          return []
        }
        return [{ text: this.#blockText(cell), place, column: begins }]
      })
      this.rows.push({ number: i + 1, cells, table: n })
    }
  }

  /** The paragraphs of a cell, one per line. */
  #blockText(parent: XmlElement): string {
    const lines = childrenOf(parent).flatMap((child): ReadonlyArray<string> => {
      const name = localName(child)
      if (name === "p") return [this.#textIn(child)]
      if (name.endsWith("Pr") || skipped.has(name)) return []
      if (drawn.has(name)) return [this.#doubtBoxes(child)]
      if (inserted.has(name)) return [this.#doubtInserted()]
      if (name === "sdt") return [this.#controlText(child, (content) => this.#blockText(content))]
      return [this.#blockText(child)]
    })
    return lines.join("\n")
  }

  #textIn(parent: XmlElement): string {
    return childrenOf(parent)
      .map((child) => this.#inlineText(child))
      .join("")
  }

  #inlineText(element: XmlElement): string {
    const name = localName(element)
    switch (name) {
      case "t":
        return this.#unspelt(element.children.map((child) => (child instanceof XmlText ? child.text : "")).join(""))
      case "tab":
        return "\t"
      case "br":
        return attribute(element, "type") === undefined || attribute(element, "type") === "textWrapping" ? "\n" : ""
      case "cr":
        return "\n"
      case "noBreakHyphen":
        return "-"
      case "sym":
        return symbols[(attribute(element, "char") ?? "").toUpperCase()] ?? "\uFFFD"
      case "sdt":
        return this.#controlText(element, (content) => this.#textIn(content))
      case "AlternateContent":
        return childNamed(element, "Fallback") === undefined ? this.#doubtBoxes(element) : this.#textIn(element)
      case "r": {
        const text = this.#textIn(element)
        if (text.trim() !== "" && isOn(childNamed(childNamed(element, "rPr"), "vanish")))
          this.hidden.add(this.#place.zh)
        return text
      }
      default:
        if (drawn.has(name)) return this.#doubtBoxes(element)
        if (inserted.has(name)) return this.#doubtInserted()
        return name.endsWith("Pr") || skipped.has(name) ? "" : this.#textIn(element)
    }
  }

  /** Text boxes are outside every field: their texts are doubts. */
  #doubtBoxes(parent: XmlElement): "" {
    for (const child of childrenOf(parent))
      if (localName(child) === "txbxContent") {
        const text = this.#blockText(child)
        if (text.trim() !== "") this.doubts.push(textInBox(text, this.#place))
      } else this.#doubtBoxes(child)
    return ""
  }

  #doubtInserted(): "" {
    this.doubts.push(insertedFile(this.#place))
    return ""
  }

  #unspelt(text: string): string {
    return this.#isSpelt ? text.replace(/_x005F_(?=x[0-9A-Fa-f]{4}_)/gi, "_") : text
  }

  #controlText(control: XmlElement, read: (content: XmlElement) => string): string {
    const properties = childNamed(control, "sdtPr")
    const content = childNamed(control, "sdtContent")
    const text = content === undefined ? "" : read(content)
    const tag = attribute(childNamed(properties, "tag"), "val")
    const isPlaceholder = childNamed(properties, "showingPlcHdr") !== undefined && !isBox(text)
    if (tag !== undefined) this.tags.add(tag, { text: isPlaceholder ? "" : text, place: this.#place, isCell: false })
    return isPlaceholder ? "\u{3000}".repeat(text.length) : text
  }
}

/** A switch without a value is on. */
const isOn = (property: XmlElement | undefined): boolean =>
  property !== undefined && !/^(?:0|false|off)$/.test(attribute(property, "val") ?? "")

const isBox = (text: string): boolean => text === ticked || text === unticked

/** Rows and cells may be inside content controls or other programs' elements. */
const below = (parent: XmlElement, name: string): ReadonlyArray<XmlElement> =>
  childrenOf(parent).flatMap((child) => {
    const found = localName(child)
    if (found === name) return [child]
    return ["sdt", "sdtContent", "customXml", "ins"].includes(found) ? below(child, name) : []
  })
