/** The kind of a platform and its services, for a table cell. */
import { bilingual, type Language } from "@shifan/core"
import { enumerate, platformKindNames, serviceCategoryNames } from "@shifan/core/messages"
import type { UnitRecord } from "../record/public-record.js"

/** Empty for a title granted under an earlier instrument, because its application is not on record. */
export const servicesText = ({ title, services }: UnitRecord, language: Language): string => {
  const kind = title.platformKind === undefined ? [] : [platformKindNames[title.platformKind]]
  const named = services.length === 0 ? [] : [enumerate(services.map((service) => serviceCategoryNames[service]))]
  return [...kind, ...named].map((text) => text[language]).join(separator[language])
}

const separator = bilingual("：", ": ")
