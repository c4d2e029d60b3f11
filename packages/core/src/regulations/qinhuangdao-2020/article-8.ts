/** Art. 8: the twelve materials, in the order of the text. Art. 5 does not require items 8 to 11, so a unit may have none. */
import { dossierItemNames, type DossierItem } from "../../forms/dossier.js"
import type { RequiredMaterial } from "../../kernel/regulation.js"

const mayBeNone: ReadonlyArray<DossierItem> = [
  "qualityManagementCertificate",
  "qualificationsAndHonours",
  "governmentSupport",
  "otherEvidence",
]

export const materials = Object.fromEntries(
  dossierItemNames.map((item, i): readonly [DossierItem, RequiredMaterial] => [
    item,
    { provision: `art_8__para_1__point_${i + 1}`, mayBeNone: mayBeNone.includes(item) },
  ]),
) as { readonly [Item in DossierItem]: RequiredMaterial }
