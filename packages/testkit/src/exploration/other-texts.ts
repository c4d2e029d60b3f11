/** Laws of texts that the first is not: with an application to the bureau itself, and with quotas of a call. */
import { civilDate, type ApplicableLaw, type Regulation } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { lasting } from "../lifecycle/applicable-law.js"
import type { ReadLaw } from "./designation-space.js"
import { onePlaceEach } from "./places-of-a-call.js"

/** Another text under the name of the first, and in its place. */
const under = (change: Partial<Regulation>): ApplicableLaw => ({
  ...lasting(civilDate("2022-11-13")),
  library: [{ ...qinhuangdao2020, ...change }],
})

/** Units of the first county apply to the bureau itself. */
const direct = (): Partial<Regulation> => {
  const { bureau, counties } = qinhuangdao2020.territory
  return { territory: { bureau, counties: [bureau, ...counties.slice(1)] } }
}

/** A text by which units apply to the bureau itself. */
export const lawOfDirectApplication: ReadLaw = { name: "to the bureau itself", law: under(direct()) }

const withQuotas = (change: Partial<Regulation>): ApplicableLaw =>
  under({ ...change, lifecycle: { ...qinhuangdao2020.lifecycle, quotas: onePlaceEach } })

/** Texts with one place for each act in a call, to be explored `withPlaces`. */
export const lawsWithQuotas: ReadonlyArray<ReadLaw> = [
  { name: "with quotas", law: withQuotas({}) },
  { name: "with quotas, to the bureau itself", law: withQuotas(direct()) },
]
