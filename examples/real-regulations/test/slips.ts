/** Small slips in the value of Wuhu, each with the law of `@shifan/testkit` that must detect it. */
import { division, type ProvisionId, type Criterion, type Regulation } from "@shifan/core"
import { except, finding } from "@shifan/core/conditions"

export interface Slip {
  readonly what: string
  readonly law: string
  readonly change: (regulation: Regulation) => Regulation
}

type Part = Extract<Criterion, { readonly _tag: "Group" }>["of"][number]

/** The value with one condition changed, or removed if `change` returns `undefined`. */
const condition =
  (name: string, change: (part: Part) => Part | undefined): Slip["change"] =>
  (regulation) => {
    const { conditions } = regulation
    if (conditions._tag !== "Group") throw new Error("the conditions of Wuhu are a group")
    const of = conditions.of.flatMap((part) => (part.id.endsWith(`#${name}`) ? (change(part) ?? []) : [part]))
    return { ...regulation, conditions: { ...conditions, n: of.length, of } }
  }

const asking = (name: string, required: number): Slip["change"] =>
  condition(name, (part) => (part._tag === "AtLeast" ? { ...part, required } : undefined))

const lifecycle =
  (change: Partial<Regulation["lifecycle"]>): Slip["change"] =>
  (regulation) => ({ ...regulation, lifecycle: { ...regulation.lifecycle, ...change } })

const experts =
  (change: { readonly by?: "county"; readonly before?: "Recommend" }): Slip["change"] =>
  (regulation) => {
    const step = regulation.own?.steps?.["expertReview"]
    if (step === undefined || step.bySuperior) throw new Error("Wuhu has a review by experts")
    return { ...regulation, own: { ...regulation.own, steps: { expertReview: { ...step, ...change } } } }
  }

const waivable =
  (id: ProvisionId): Slip["change"] =>
  (regulation) => ({
    ...regulation,
    conditions: except("art_0__para_9", {
      from: [id],
      when: [finding("art_0__para_9#merits")],
      in: regulation.conditions,
    }),
  })

const met = "15: certified means met or waived"
const whole = "24: assessments are whole"
const allowed = "22: nothing is refused that is allowed"
const before = "28: notices and steps go before"
const competent = "8: every actor was competent"

export const slips: ReadonlyArray<Slip> = [
  { what: "4 staff are enough instead of 5", law: met, change: asking("staff", 4) },
  { what: "6 staff are required instead of 5", law: allowed, change: asking("staff", 6) },
  { what: "59 enterprises are enough instead of 60", law: met, change: asking("smesServed", 59) },
  { what: "79.99 % satisfaction is enough instead of 80 %", law: met, change: asking("satisfaction", 7999) },
  { what: "two service organisations are enough instead of three", law: met, change: asking("aggregatedServices", 2) },
  { what: "a share of 19.99 % is enough instead of 20 %", law: met, change: asking("publicWelfare", 1999) },
  {
    what: "59 % qualified staff are enough instead of 60 %",
    law: met,
    change: condition("qualifiedStaff", (part) =>
      part._tag === "AtLeastShare" ? { ...part, percent: 59 } : undefined,
    ),
  },
  {
    what: "two years of operation are required instead of one",
    law: allowed,
    change: condition("operatingYears", (part) => (part._tag === "Elapsed" ? { ...part, years: 2 } : undefined)),
  },
  { what: "growth is not required", law: met, change: condition("growth", () => undefined) },
  {
    what: "nobody checks for a record of dishonesty",
    law: whole,
    change: condition("noDishonestyRecord", () => undefined),
  },
  {
    what: "a requirement may be waived that the text does not waive",
    law: "6: waivers stay within the exception",
    change: waivable("art_0__para_1"),
  },
  {
    what: "no public notice",
    law: before,
    change: ({ lifecycle: { publicNotice: _, ...others }, ...text }) => ({ ...text, lifecycle: others }),
  },
  {
    what: "a public notice of four days instead of five",
    law: "21: facts fit the case",
    change: lifecycle({ publicNotice: { days: 4 } }),
  },
  {
    what: "no review by experts",
    law: before,
    change: ({ own: { steps: _, ...own } = {}, ...text }) => ({ ...text, own }),
  },
  { what: "the county takes a step that is the bureau's", law: competent, change: experts({ by: "county" }) },
  {
    what: "the experts' review precedes the recommendation instead of the certification",
    law: allowed,
    change: experts({ before: "Recommend" }),
  },
  {
    what: "a county recommends that may not",
    law: competent,
    change: (text) => ({
      ...text,
      territory: { ...text.territory, counties: [...text.territory.counties, division("990102", "示例区")] },
    }),
  },
  {
    what: "another bureau certifies",
    law: competent,
    change: (text) => ({ ...text, territory: { ...text.territory, bureau: division("990100", "示例市") } }),
  },
  { what: "individual businesses are refused", law: allowed, change: lifecycle({ legalPersonsOnly: true }) },
  {
    what: "a material is required",
    law: allowed,
    change: (text) => ({ ...text, materials: { facilityInventory: { provision: "art_0__para_1", mayBeNone: false } } }),
  },
  {
    what: "titles are reviewed every three years",
    law: "19: reviews are in order",
    change: lifecycle({ reviewEveryYears: 3 }),
  },
  {
    what: "titles have a term",
    law: "26: terms are the text's",
    change: lifecycle({ term: { years: 3, ends: "correspondingDay", from: "certification" } }),
  },
  {
    what: "another word for a revocation",
    law: "3: revoked only on its ground",
    change: (text) => ({ ...text, revocationWords: { ...text.revocationWords, falsification: "取消" } }),
  },
  {
    what: "every revocation needs an announcement and a hearing",
    law: allowed,
    change: (text) => ({ ...text, readings: { ...text.readings, hearing: "required" } }),
  },
  {
    what: "a revoked unit may not apply again for three years",
    law: allowed,
    change: (text) => ({ ...text, readings: { ...text.readings, "revocation.reapply": "years(3)" } }),
  },
]
