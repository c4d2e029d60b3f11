/** Names of materials: the twelve of art. 8, and those that a regulation declares. */
import { dossierItems } from "../forms/material-names.js"
import type { OwnNames, Regulation } from "../kernel/regulation.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"

const twelve: Readonly<Record<string, Bilingual>> = dossierItems

/** Name of a material. For an unknown one, the identifier itself. */
export const materialName = (item: string, { own = {} }: Pick<Regulation, "own">): Bilingual =>
  twelve[item] ?? ownMaterial(item, own) ?? bilingual(item, item)

const ownMaterial = (item: string, { materials = {} }: OwnNames): Bilingual | undefined => {
  const material = Object.hasOwn(materials, item) ? materials[item] : undefined
  return material && bilingual(material.zh, material.en)
}
