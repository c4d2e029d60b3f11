/** Checks the divisions of a regulation: those that recommend, and those with a quota of their own. */
import type { RegulationDraft } from "../kernel/regulation.js"
import type { BareFault, BareObservation } from "./fault.js"

export const placeOfCountyQuotas = "lifecycle.quotas.countyQuotas"

export const divisionFaults = ({ territory, lifecycle, own }: RegulationDraft): ReadonlyArray<BareFault> => {
  if (territory === undefined) return []
  const place = "territory.counties"
  const codes = territory.counties.map(({ code }) => code)
  const withQuotas = (lifecycle.quotas?.countyQuotas ?? []).map(({ county }) => county)
  return [
    ...(codes.length === 0 ? [{ code: "EmptyList" as const, place }] : []),
    ...twice(place, codes),
    ...twice(placeOfCountyQuotas, withQuotas),
    ...(Object.values(own?.steps ?? {}).some(({ bySuperior }) => bySuperior)
      ? territory.counties.flatMap(({ under }, i): ReadonlyArray<BareFault> =>
          under === undefined
            ? [{ code: "PartMissing", place: `${place}.${i}.under`, part: "territory.counties.under" }]
            : [],
        )
      : []),
    ...withQuotas.flatMap((division, i): ReadonlyArray<BareFault> => {
      const at = `${placeOfCountyQuotas}.${i}.county`
      return codes.includes(division) ? [] : [{ code: "UnknownDivision", place: at, division }]
    }),
  ]
}

const twice = (place: string, codes: ReadonlyArray<string>): ReadonlyArray<BareFault> =>
  repeated(codes).map(([division, times]) => ({ code: "DivisionTwice", place, division, times }))

export const countiesElsewhere = ({ territory }: RegulationDraft): ReadonlyArray<BareObservation> => {
  if (territory === undefined) return []
  const prefix = territory.bureau.code.replace(/(?:00)+$/, "")
  return territory.counties.flatMap(({ code }, i): ReadonlyArray<BareObservation> =>
    code.startsWith(prefix)
      ? []
      : [{ code: "CountyElsewhere", place: `territory.counties.${i}`, division: code, prefix }],
  )
}

export const repeated = <A>(all: ReadonlyArray<A>): ReadonlyArray<readonly [A, number]> =>
  [...new Set(all)]
    .map((item) => [item, all.filter((other) => other === item).length] as const)
    .filter(([, times]) => times > 1)
