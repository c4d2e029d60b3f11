/** Forms with numbers on both sides of the limits of art. 5, and incomplete dossiers. */
import {
  civilDate,
  dossierItemNames,
  plusDays,
  type ApplicationForm,
  type CivilDate,
  type Dossier,
  type Sealed,
} from "@shifan/core"
import type { SeededRandom } from "../seeded-random.js"

/** The common part of an application and a review report. */
export type FormFigures = Pick<ApplicationForm<Sealed>, "basic" | "operation">

/** Mostly unchanged; otherwise one of them is near the limit of the regulation, or near four fifths of it. */
export const variedFigures = (random: SeededRandom, form: FormFigures, on: CivilDate, percent: number): FormFigures => {
  if (!random.chance(percent)) return form
  const { basic } = form
  const withBasic = (change: Partial<FormFigures["basic"]>): FormFigures => ({
    ...form,
    basic: { ...basic, ...change },
  })
  const last = Number(on.slice(0, 4)) - 1
  const withServed = (served: (year: number) => number): FormFigures => ({
    ...form,
    operation: form.operation.map((row) => ({
      ...row,
      smesServed: served(row.year),
      visits: 2 * served(row.year),
      smesWithAgreement: 20,
    })),
  })
  switch (
    random.oneOf([
      "staff",
      "staff",
      "qualified",
      "qualified",
      "assets",
      "assets",
      "age",
      "served",
      "growth",
      "nature",
      "years",
    ])
  ) {
    case "staff": {
      // Of a staff of none, no share is known.
      const staff = random.chance(8) ? 0 : random.between(7, 11)
      return withBasic({ staff, qualifiedStaff: { diplomaOnly: 0, titleOnly: 0, diplomaAndTitle: staff } })
    }
    case "qualified": {
      // 13 of 22 is a little less than 60 %.
      const [staff, qualified] = random.oneOf([
        [10, 5],
        [10, 6],
        [10, 7],
        [15, 9],
        [22, 13],
        [22, 14],
        [25, 12],
      ] as const)
      const [diplomaOnly, titleOnly] = [random.below(3), random.below(3)]
      return withBasic({
        staff,
        qualifiedStaff: { diplomaOnly, titleOnly, diplomaAndTitle: qualified - diplomaOnly - titleOnly },
      })
    }
    case "assets":
      return withBasic({ totalAssets: random.oneOf([100_000_000, 80_000_000]) + random.between(-2, 1) })
    case "age": {
      const thisYear = last + 1
      const oldest = civilDate(`${thisYear - 3}-01-01`)
      const registeredOn = random.chance(70)
        ? plusDays(on, -random.oneOf([400, 728, 729, 730, 731, 732]))
        : random.oneOf([oldest, civilDate(`${thisYear - 3}-12-31`), civilDate(`${thisYear - 2}-01-01`)])
      // Some leave out the year of their registration as well.
      const first = Number(registeredOn.slice(0, 4)) + (random.chance(25) ? 1 : 0)
      const operation = form.operation.filter(({ year }) => year >= first)
      const operationStart = random.chance(30) && oldest <= registeredOn ? { operationStart: oldest } : {}
      return { basic: { ...basic, registeredOn, ...operationStart }, operation }
    }
    case "served": {
      const latest = random.oneOf([48, 49, 50, 51, 39, 40])
      return withServed((year) => (year === last ? latest : 30 + year - last))
    }
    case "growth":
      return withServed(() => random.between(58, 61))
    case "nature":
      return withBasic({ unitNature: random.oneOf(["branch", "branch", "otherLegalPerson"]) })
    default:
      return { ...form, operation: random.chance(60) ? form.operation.slice(1) : form.operation.slice(0, -1) }
  }
}

/** Mostly complete; sometimes a material is declared not applicable, or is missing. */
export const variedDossier = (random: SeededRandom, dossier: Dossier): Dossier => {
  if (random.chance(72)) return dossier
  const item = random.oneOf(dossierItemNames)
  const none = { status: "declaredNone" as const, reason: "尚未开展。" }
  return { ...dossier, [item]: random.chance(60) ? none : { status: "missing" as const } }
}
