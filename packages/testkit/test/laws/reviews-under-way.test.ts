/**
 * Cases that random histories rarely reach: a review is filed, its title ends, and then the regulation lapses; or a unit moves
 * to another county after an order to rectify.
 */
import { expect, it } from "vitest"
import { civilDate as day, type ApplicableLaw, type DivisionCode, type Uscc } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import {
  announcementOn,
  document,
  historyOf,
  interpreted,
  lifecycleLaws,
  prolonged,
  reasons,
  samplesFor,
  unit,
  type Attempt,
} from "../../src/index.js"

const { us, bureau, act, apply, recommend, certify, fileReview, assessReview, concludeReview } = samplesFor(
  qinhuangdao2020,
  unit,
)

/** In force until 2023-12-31. Pending cases are decided under the version in force when they were filed. */
const applicationDate = interpreted(prolonged, "instrument.applicable", "applicationDate")
const law: ApplicableLaw = {
  ...applicationDate,
  instruments: applicationDate.instruments.map((one) => ({ ...one, endedFrom: day("2024-01-01") })),
}

const underReview = [
  apply(day("2020-12-01")),
  recommend(day("2020-12-08")),
  certify(day("2020-12-29")),
  fileReview(day("2023-09-10")),
]
const ending = day("2023-12-01")
const later = day("2024-02-01")
const check = { regular: true, findings: "示例", falsificationFound: true, evidence: [] }
const revocation = { announcement: announcementOn(ending), restsOn: 4, reasons }
const annulment = { revision: 2, ground: "court", effect: "fromBeginning", decidedOn: ending, document } as const

const ends: ReadonlyArray<readonly [how: string, attempts: ReadonlyArray<Attempt>]> = [
  ["revocation", [act(bureau, ending, "SpotCheck", check), act(bureau, ending, "Revoke", revocation)]],
  ["surrender", [act(us, ending, "SurrenderTitle", { reason: "示例" })]],
  ["end of the unit", [act(bureau, ending, "RecordEndOfUnit", { endedOn: ending, document })]],
  ["annulled certification", [act(bureau, ending, "AnnulDecision", { ...annulment, reasons: "示例" })]],
]

const broken = (attempts: ReadonlyArray<Attempt>, under = law) => {
  const history = historyOf(unit, under, attempts)
  return {
    laws: Object.entries(lifecycleLaws).flatMap(([name, one]) => one(history).map((how) => `${name}: ${how}`)),
    accepted: history.accepted.length,
    refused: history.refusals.map(([{ code }]) => code),
  }
}

it.each(ends)("a review is no longer pending after the %s that ended its title", (_, attempts) => {
  const before = [...underReview, ...attempts]
  expect(broken([...before, assessReview(later), concludeReview(later, "confirmed")])).toEqual({
    laws: [],
    accepted: before.length,
    refused: ["NoRuleInForce", "NoRuleInForce"],
  })
})

it("a review of a lasting title is assessed and concluded under the version of its filing", () => {
  const whole = [...underReview, assessReview(later), concludeReview(later, "confirmed")]
  expect(broken(whole)).toEqual({ laws: [], accepted: whole.length, refused: [] })
})

const nothingFiledAndMoved = [
  apply(day("2020-12-01")),
  recommend(day("2020-12-08")),
  certify(day("2020-12-29")),
  assessReview(later, null),
  act(bureau, later, "OrderRectification", { until: day("2024-02-20"), reasons }),
  act(bureau, later, "ChangeParticulars", {
    after: { countyOrDistrict: samplesFor(qinhuangdao2020, unit, 1).county.code as DivisionCode },
    document,
  }),
]
const succession = act(bureau, later, "SucceedTitle", {
  successor: "91110108551385082Q" as Uscc,
  cause: "merger",
  document,
})

it("a review is still under way if only its order to rectify is left", () => {
  expect(broken([...nothingFiledAndMoved, succession], prolonged)).toEqual({
    laws: [],
    accepted: nothingFiledAndMoved.length,
    refused: ["WrongState"],
  })
})

it("no review is under way once that order is annulled as well", () => {
  const annulled = { revision: 4, ground: "court", effect: "fromBeginning", decidedOn: later, document } as const
  const whole = [
    ...nothingFiledAndMoved,
    act(bureau, later, "AnnulDecision", { ...annulled, reasons: "示例" }),
    succession,
  ]
  expect(broken(whole, prolonged)).toEqual({ laws: [], accepted: whole.length, refused: [] })
})
