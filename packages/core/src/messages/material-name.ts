/** What a material is called: one of the twelve as art. 8 has it, and a regulation's own as that declares it. */
import { dossierItems } from "../forms/material-names.js"
import type { OwnNames, Regulation } from "../kernel/regulation.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"

const twelve: Readonly<Record<string, Bilingual>> = dossierItems

/** What a material is called: one of the twelve, or one that the regulation has declared of its own. */
export const materialName = (item: string, { own = {} }: Pick<Regulation, "own">): Bilingual =>
  twelve[item] ?? ownMaterial(item, own) ?? bilingual(item, item)

const ownMaterial = (item: string, { materials = {} }: OwnNames): Bilingual | undefined => {
  const material = Object.hasOwn(materials, item) ? materials[item] : undefined
  return material && bilingual(material.zh, material.en)
}
