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
  (change: Partial<NonNullable<NonNullable<Regulation["own"]>["steps"]>[string]>): Slip["change"] =>
  (regulation) => {
    const step = regulation.own?.steps?.["expertReview"]
    if (step === undefined) throw new Error("Wuhu has a review by experts")
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
  { what: "staff of 4 are enough, for 5", law: met, change: asking("staff", 4) },
  { what: "staff of 6 are asked, for 5", law: allowed, change: asking("staff", 6) },
  { what: "59 enterprises are enough, for 60", law: met, change: asking("smesServed", 59) },
  { what: "79.99 % satisfaction are enough, for 80 %", law: met, change: asking("satisfaction", 7999) },
  { what: "two service organisations are enough, for three", law: met, change: asking("aggregatedServices", 2) },
  { what: "a share of 19.99 % is enough, for 20 %", law: met, change: asking("publicWelfare", 1999) },
  {
    what: "59 % qualified are enough, for 60 %",
    law: met,
    change: condition("qualifiedStaff", (part) =>
      part._tag === "AtLeastShare" ? { ...part, percent: 59 } : undefined,
    ),
  },
  {
    what: "two years of operation are asked, for one",
    law: allowed,
    change: condition("operatingYears", (part) => (part._tag === "Elapsed" ? { ...part, years: 2 } : undefined)),
  },
  { what: "nobody asks for growth", law: met, change: condition("growth", () => undefined) },
  {
    what: "nobody asks for a record of dishonesty",
    law: whole,
    change: condition("noDishonestyRecord", () => undefined),
  },
  {
    what: "what is asked may be waived",
    law: "6: waivers stay within the exception",
    change: waivable("art_0__para_1"),
  },
  {
    what: "no public notice",
    law: before,
    change: ({ lifecycle: { publicNotice: _, ...others }, ...text }) => ({ ...text, lifecycle: others }),
  },
  {
    what: "a public notice of four days, for five",
    law: "21: facts fit the case",
    change: lifecycle({ publicNotice: { days: 4 } }),
  },
  {
    what: "no review by experts",
    law: before,
    change: ({ own: { steps: _, ...own } = {}, ...text }) => ({ ...text, own }),
  },
  { what: "the county takes the step of the bureau", law: competent, change: experts({ by: "county" }) },
  {
    what: "the experts' review before the recommendation, for the certification",
    law: allowed,
    change: experts({ before: "Recommend" }),
  },
  {
    what: "a county that does not recommend does",
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
  { what: "individual businesses are turned away", law: allowed, change: lifecycle({ legalPersonsOnly: true }) },
  {
    what: "a material is asked for",
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
    what: "every revocation is announced and heard",
    law: allowed,
    change: (text) => ({ ...text, readings: { ...text.readings, hearing: "required" } }),
  },
  {
    what: "who was revoked may not apply again for three years",
    law: allowed,
    change: (text) => ({ ...text, readings: { ...text.readings, "revocation.reapply": "years(3)" } }),
  },
]
