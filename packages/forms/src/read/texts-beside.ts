/** Texts that a file keeps beside its form, in notes, comments and shapes. They belong to no field, so each is a doubt. */
import type { XmlElement } from "@rgrove/parse-xml"
import { bilingual, type Bilingual } from "@shifan/core"
import * as E from "fp-ts/lib/Either.js"
import { textBeside, type Doubt } from "./doubt.js"
import type { FormFault } from "./form-fault.js"
import type { PackageParts } from "./package-parts.js"
import { attribute, childrenOf, localName } from "./xml-tree.js"

interface Kind {
  /** Last word of the relationship's type. */
  readonly type: string
  /** Element that holds one text. */
  readonly holder: string
  readonly name: Bilingual
}

const kinds: ReadonlyArray<Kind> = [
  { type: "footnotes", holder: "footnote", name: bilingual("脚注", "a footnote") },
  { type: "endnotes", holder: "endnote", name: bilingual("尾注", "an endnote") },
  { type: "comments", holder: "comment", name: bilingual("批注", "a comment") },
  { type: "drawing", holder: "txBody", name: bilingual("文本框", "a text box") },
]

/** `part`: the document or worksheet. `where`: its name, if the file has several. */
export const textsBeside = async (
  parts: PackageParts,
  part: string,
  where?: string,
): Promise<E.Either<FormFault, ReadonlyArray<Doubt>>> => {
  const relations = await parts.relationsOf(part)
  if (E.isLeft(relations)) return relations
  const doubts: Array<Doubt> = []
  for (const { type, holder, name } of kinds)
    for (const path of relations.right.ofType(type)) {
      const read = await parts.xml(path)
      if (E.isLeft(read)) return read
      for (const element of named(holder, read.right)) {
        const text = textIn(element)
        if (text.trim() !== "") doubts.push(textBeside(text, placeOf(name, where, attribute(element, "ref"))))
      }
    }
  return E.right(doubts)
}

const placeOf = (name: Bilingual, sheet: string | undefined, cell: string | undefined): Bilingual => {
  if (sheet === undefined) return name
  const at = cell === undefined ? sheet : `${sheet}!${cell}`
  return bilingual(`${at}的${name.zh}`, `${name.en} of ${at}`)
}

const named = (name: string, parent: XmlElement): ReadonlyArray<XmlElement> =>
  childrenOf(parent).flatMap((child) => (localName(child) === name ? [child] : named(name, child)))

const textIn = (element: XmlElement): string =>
  localName(element) === "t" ? element.text : childrenOf(element).map(textIn).join("")
