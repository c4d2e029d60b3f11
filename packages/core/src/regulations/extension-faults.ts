/** Finds faults in the fields and materials that a regulation adds, and in the units its conditions use. */
import type { Unit } from "../conditions/assessment.js"
import { figureNames } from "../conditions/case-fields.js"
import type { Criterion } from "../conditions/criterion.js"
import { isEntryName } from "../codec/record.js"
import type { ExtensionKind } from "../forms/extensions.js"
import { dossierItemNames } from "../forms/dossier.js"
import { Line } from "../forms/text.js"
import type { RegulationDraft } from "../kernel/regulation.js"
import { partsAt, quantitiesIn } from "./condition-places.js"
import type { BareFault, NameKind } from "./fault.js"

const nameKinds: { readonly [K in ExtensionKind]: NameKind } = {
  count: "figure",
  share: "figure",
  money: "figure",
  date: "date",
  word: "word",
}

export const extensionFaults = (regulation: RegulationDraft): ReadonlyArray<BareFault> => [
  ...Object.entries(regulation.extensions ?? {}).flatMap(([name, field]): ReadonlyArray<BareFault> => {
    const place = `extensions.${name}`
    const kind = nameKinds[field.as]
    const words = field.as === "word" ? Object.keys(field.oneOf) : undefined
    return [
      ...(isEntryName(name) ? [] : [{ code: "FieldNameImpossible" as const, place, name }]),
      ...(declares(regulation, kind, name) ? [] : [{ code: "UnknownName" as const, place, kind, name }]),
      ...(words?.length === 0 ? [{ code: "EmptyList" as const, place: `${place}.oneOf` }] : []),
      ...(words ?? []).flatMap((value): ReadonlyArray<BareFault> =>
        Line.is(value) ? [] : [{ code: "WordNeverGiven", place: `${place}.oneOf`, word: name, value }],
      ),
    ]
  }),
  ...Object.keys(regulation.own?.materials ?? {}).flatMap((name): ReadonlyArray<BareFault> => {
    const place = `own.materials.${name}`
    const taken: ReadonlyArray<string> = dossierItemNames
    return [
      ...(isEntryName(name) ? [] : [{ code: "FieldNameImpossible" as const, place, name }]),
      ...(taken.includes(name) ? [{ code: "OwnNameTaken" as const, place, kind: "material" as const, name }] : []),
    ]
  }),
  ...Object.keys(regulation.own?.steps ?? {}).flatMap((name): ReadonlyArray<BareFault> =>
    isEntryName(name) ? [] : [{ code: "FieldNameImpossible", place: `own.steps.${name}`, name }],
  ),
  ...partsAt(regulation.conditions, "conditions").flatMap(({ part, place }) => unitFaults(part, place, regulation)),
]

const declares = ({ own = {} }: RegulationDraft, kind: NameKind, name: string): boolean =>
  Object.hasOwn(own[`${kind}s`] ?? {}, name)

const unitFaults = (part: Criterion, place: string, regulation: RegulationDraft): ReadonlyArray<BareFault> => {
  if (!("unit" in part)) return []
  const { unit } = part
  return quantitiesIn(part, place).flatMap(({ quantity, place: at }): ReadonlyArray<BareFault> => {
    if (quantity._tag !== "Figure") return []
    const as = kindOfFigure(quantity.name, regulation)
    return as === undefined || as === kindOfUnit(unit)
      ? []
      : [{ code: "UnitMismatch", place: at, name: quantity.name, as, unit }]
  })
}

type FigureKind = "count" | "share" | "money"

const kindOfUnit = (unit: Unit): FigureKind => (unit === "fen" ? "money" : unit === "basisPoints" ? "share" : "count")

/** The kind of a figure; `undefined` for a figure of no form, whose unit only its author knows. */
const kindOfFigure = (name: string, { extensions = {} }: RegulationDraft): FigureKind | undefined => {
  const ours: ReadonlyArray<string> = figureNames
  if (ours.includes(name))
    return name.endsWith("totalAssets") ? "money" : name.startsWith("satisfaction.") ? "share" : "count"
  const as = Object.hasOwn(extensions, name) ? extensions[name]?.as : undefined
  return as === "date" || as === "word" ? undefined : as
}
