/** Names of materials: the twelve of the forms, and those that a regulation declares. */
import type { DossierItem } from "../forms/dossier.js"
import { dossierItems } from "../forms/material-names.js"
import type { OwnNames } from "../kernel/regulation.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { annexOf, textWords, type SpeakingText } from "./text-words.js"

const twelve: Readonly<Record<string, Bilingual>> = dossierItems

/** Name of a material. For an unknown one, the identifier itself. */
export const materialName = (item: string, text: SpeakingText): Bilingual =>
  inWordsOf(text)[item] ?? twelve[item] ?? ownMaterial(item, text?.own ?? {}) ?? bilingual(item, item)

/** The materials that say of what they are a part, or which authorities count. */
const inWordsOf = (text: SpeakingText): { readonly [item: string]: Bilingual | undefined } => {
  const { conferred, ofLevel } = textWords(text)
  const annex = annexOf(text, "Applied")
  return {
    applicationReport: bilingual(
      `${text === null ? "" : conferred.zh}申请报告`,
      `application report${annex === undefined ? "" : ` (Annex ${annex})`}`,
    ),
    qualificationsAndHonours: bilingual(
      `${ofLevel}部门颁发的从业资格、资质、认定证书（证明）复印件，授予的荣誉证书（证明）复印件`,
      dossierItems.qualificationsAndHonours.en,
    ),
  } satisfies { readonly [Item in DossierItem]?: Bilingual }
}

const ownMaterial = (item: string, { materials = {} }: OwnNames): Bilingual | undefined => {
  const material = Object.hasOwn(materials, item) ? materials[item] : undefined
  return material && bilingual(material.zh, material.en)
}
