import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import {
  asEnacted,
  history,
  historyOf,
  interpreted,
  prolonged,
  samplesFor,
  unit,
  type Attempt,
  type History,
} from "@shifan/testkit"
import { civilDate as day, type ApplicableLaw, type Regulation } from "@shifan/core"
import { readingOptions, readingIds } from "@shifan/core/law"
import { atLeast, figure } from "@shifan/core/conditions"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { aggregates } from "@shifan/core/registry"
import type { Envelope, Events } from "@shifan/event-store"
import { right } from "@shifan/testkit/basics"
import { flipOf, whatIf, type Flip, type Hypothesis } from "../src/index.js"
import { eventsOf } from "./forged-history.js"
import { enact, importTitle, library, recordedHistory, revoke, spotCheck } from "./recorded-history.js"

const { designation } = aggregates
const samples = samplesFor(qinhuangdao2020, unit)
const certification: ReadonlyArray<Attempt> = [
  samples.apply(day("2021-09-10")),
  samples.recommend(day("2021-09-20")),
  samples.certify(day("2021-10-08")),
]
const declined = samples.act(samples.bureau, day("2021-10-08"), "DeclineCertification", {
  appraisal: { date: day("2021-10-08"), members: ["PS-01"], opinion: "示例" },
  findings: [],
  reasons: [{ provision: "art_9__para_1", text: "示例" }],
})

const flipsOf = ({ accepted }: History, hypothesis: Hypothesis): ReadonlyArray<Flip> =>
  accepted.flatMap(({ batch, context, before }) => flipOf(batch, context, before, hypothesis) ?? [])

const historyUnder = (attempts: ReadonlyArray<Attempt>, law: ApplicableLaw = prolonged): History =>
  historyOf(unit, law, attempts)

const summary = (flips: ReadonlyArray<Flip>) =>
  flips.map(({ decided, refusals, turned }) => [
    decided,
    refusals.map(({ code }) => code).join(),
    turned.map(({ condition, was, wouldBe }) => `${condition} ${was ?? "-"} ${wouldBe ?? "-"}`).join(),
  ])

describe("a decision made again under a supposed law", () => {
  test.prop([history()])("stands when nothing is supposed", (generated) => {
    expect(flipsOf(generated, {})).toEqual([])
  })

  test.prop([history()])("stands when the supposed readings are the readings it relied on", ({ accepted }) => {
    for (const { batch, context, before } of accepted)
      expect(flipOf(batch, context, before, { readings: batch[0].readings })).toBeUndefined()
  })

  test.prop([history()], { numRuns: 12 })(
    "is the same if readings that it did not rely on are others",
    (generated) => {
      for (const { batch, context, before } of generated.accepted) {
        const reliedOn = new Set(batch.flatMap((event) => Object.keys(event.readings)))
        const others = batch[0].rule === null ? [] : readingIds.filter((id) => !reliedOn.has(id))
        for (const id of others)
          for (const option of readingOptions[id]) {
            const law = interpreted(context.law, id, option)
            const again = right(designation.decide({ ...context, law }, designation.commandOf(batch), before))
            expect([id, again.map(({ data }) => data)]).toEqual([id, batch.map(({ data }) => data)])
          }
      }
    },
    300_000,
  )

  it("relies on instrument.afterExpiry if only that lets a plaque be awarded under a text that has lapsed", () => {
    const late = samples.act(samples.bureau, day("2022-11-20"), "AwardPlaque", { awardedOn: day("2022-11-20") })
    const concludes = interpreted(asEnacted, "instrument.afterExpiry", "concludeExistingTitles")
    const readings = (law: ApplicableLaw) => {
      const { accepted, refusals } = historyUnder([...certification, late], law)
      expect(refusals).toEqual([])
      return accepted.at(-1)?.batch[0].readings ?? {}
    }
    expect(readings(concludes)).not.toHaveProperty(["instrument.afterExpiry"])
    expect(readings(interpreted(concludes, "instrument.formalities", "refuse"))).toMatchObject({
      "instrument.afterExpiry": "concludeExistingTitles",
      "instrument.formalities": "refuse",
    })
  })

  test.prop([
    history(),
    fc
      .constantFrom(...readingIds)
      .chain((id) => fc.constantFrom(...readingOptions[id].map((option) => ({ [id]: option })))),
  ])(
    "that flips is refused with reasons or has another verdict, with the conditions that turn",
    (generated, readings) => {
      for (const { refusals, verdict, turned } of flipsOf(generated, { readings })) {
        expect(refusals.length > 0 || verdict?.was !== verdict?.wouldBe).toBe(true)
        if (verdict !== null && verdict.was !== verdict.wouldBe) expect(turned.length).toBeGreaterThan(0)
      }
    },
  )

  it("flips with the condition that turns under staff.qualified=both", () => {
    const ratio = "art_5__para_1__point_3#professionalRatio met notMet"
    expect(summary(flipsOf(historyUnder(certification), { readings: { "staff.qualified": "both" } }))).toEqual([
      ["Applied", "", ratio],
      ["Recommended", "ConditionsNotMet", ratio],
      ["Certified", "ConditionsNotMet", ratio],
    ])
  })

  it("flips by the supposed reading even after an interpretation, and even if it declined to certify", () => {
    const strict = interpreted(prolonged, "growth.steady", "strictOneInterval")
    const flat = samples
      .form(day("2021-09-10"))
      .operation.map((row, i) => ({ ...row, smesServed: [70, 60, 61][i] ?? 0 }))
    const strictly = historyUnder(
      [samples.apply(day("2021-09-10"), { operation: flat }), certification[1] ?? declined, declined],
      strict,
    )
    expect(summary(flipsOf(strictly, { readings: { "growth.steady": "strictTwoIntervals" } }))).toEqual([
      ["Applied", "", "art_5__para_1__point_4#steadyGrowth met notMet"],
      ["Recommended", "ConditionsNotMet", "art_5__para_1__point_4#steadyGrowth met notMet"],
      ["CertificationDeclined", "", "art_5__para_1__point_4#steadyGrowth met notMet"],
    ])
  })

  it("does not flip because a waiver would not have been needed", () => {
    const condition = "art_5__para_1__point_3#professionalRatio" as const
    const waivers = [{ condition, relaxedTo: 6, reasons: "示例" }]
    const both = interpreted(prolonged, "staff.qualified", "both")
    const waived = historyUnder(
      [
        samples.apply(day("2021-09-10"), {
          basic: {
            ...samples.form(day("2021-09-10")).basic,
            staff: 12,
            qualifiedStaff: { diplomaOnly: 3, titleOnly: 0, diplomaAndTitle: 6 },
          },
        }),
        samples.recommend(day("2021-09-20"), { waivers }),
        samples.certify(day("2021-10-08"), { waivers }),
      ],
      both,
    )
    expect(waived.refusals).toEqual([])
    const flips = flipsOf(waived, { readings: { "staff.qualified": "pooled" } })
    expect(summary(flips)).toEqual([["Applied", "", `${condition} notMet met`]])
  })

  it("flips under another text with the conditions that only one of the texts has", () => {
    const stricter: Regulation = {
      ...qinhuangdao2020,
      id: "stricter",
      conditions: atLeast("art_5__para_1__point_3#staff", figure("staff"), 1000, "people"),
    }
    const flips = flipsOf(historyUnder(certification), { regulation: stricter })
    expect(flips.map(({ decided }) => decided)).toEqual(["Applied", "Recommended", "Certified"])
    expect(flips[0]?.turned).toContainEqual({
      condition: "art_5__para_1__point_3#staff",
      was: "met",
      wouldBe: "notMet",
    })
    expect(flips[0]?.turned).toContainEqual({
      condition: "art_5__para_1__point_6#principal",
      was: "notYetJudged",
      wouldBe: null,
    })
  })

  it("has no rule under the first version of the instrument on a day that only the second covers", () => {
    const late = historyUnder([
      samples.apply(day("2022-09-10")),
      samples.recommend(day("2022-11-12")),
      samples.certify(day("2022-11-13")),
    ])
    expect(summary(flipsOf(late, { version: 1 }))).toEqual([["Certified", "NoRuleInForce", ""]])
    expect(flipsOf(late, { version: 2 })).toEqual([])
  })
})

describe("art_16__para_1: whatIf over a whole log", () => {
  /** Four events; the revocation comes a day after the spot check, without a hearing. */
  const recorded = async () => {
    const revocation = { ...revoke(1), effectiveOn: day("2020-11-21") }
    return eventsOf(await recordedHistory([enact, importTitle, spotCheck, revocation]))
  }

  it("counts the decisions about designations and reports the place of each flip", async () => {
    expect(
      await whatIf(await recorded(), { library, hypothesis: { readings: { hearing: "required" } } }),
    ).toMatchObject(
      E.right({
        events: 4,
        decisions: 3,
        flips: [
          {
            index: 3,
            stream: `designation-130300-${unit}`,
            revision: 2,
            effectiveOn: "2020-11-21",
            decided: "Revoked",
            refusals: [{ code: "HearingMissing" }],
          },
        ],
      }),
    )
  })

  it("finds no flips when nothing is supposed", async () => {
    expect(await whatIf(await recorded(), { library, hypothesis: {} })).toEqual(
      E.right({ events: 4, decisions: 3, flips: [] }),
    )
  })

  it("passes each event to its listener and ends when the store fails", async () => {
    const seen: Array<string> = []
    const each = ({ type }: Envelope): void => void seen.push(type)
    async function* failing(): Events {
      yield* await recorded()
      yield E.left({ _tag: "Closed" })
    }
    expect(await whatIf(failing(), { library, hypothesis: {}, each })).toEqual(E.left({ _tag: "Closed" }))
    expect(seen).toEqual(["Enacted", "TitleImported", "SpotChecked", "Revoked"])
  })
})
