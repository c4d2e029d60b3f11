/** Quotas of a regulation or call are kept, even if several services decide at once in one store. */
import {
  civilDate as day,
  instantAt,
  type DivisionCode,
  type FilledCommand,
  type Quotas,
  type Regulation,
  type Uscc,
} from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { memoryStore, type EventStore } from "@shifan/event-store"
import { document, samplesFor, type Attempt, type Samples } from "@shifan/testkit"
import { requestOf } from "@shifan/testkit/service"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { handler, memoryVault, type Handle, type Request } from "../src/index.js"
import { accepted, bureau, eventsIn, freshId, request } from "./fixtures.js"

/** The first two are in 海港区, the third is in 山海关区. */
const [one, other, elsewhere] = [
  "91130302MA00010187",
  "91130324MA00010776",
  "91130371MA0001165N",
] as unknown as readonly [Uscc, Uscc, Uscc]

const [haigang, shanhaiguan] = ["130302", "130371"] as unknown as readonly [DivisionCode, DivisionCode]

const withQuotas = (quotas: Quotas): Regulation => ({
  ...qinhuangdao2020,
  id: "with-quotas",
  lifecycle: { ...qinhuangdao2020.lifecycle, quotas },
  citations: { ...qinhuangdao2020.citations, QuotaReached: ["art_9__para_1"] },
})

let elapsed = 0

const serviceFor = (regulation: Regulation, store: EventStore): Handle =>
  handler({
    store,
    vault: memoryVault(),
    division: bureau.code,
    library: [regulation],
    clock: () => instantAt(Date.parse("2026-12-01T01:00:00.000Z") + elapsed++),
    random: (size) => new Uint8Array(size).fill(7),
  })

const openCall = (year: number, quotas: Quotas = {}): Request => {
  const data = { year, opensOn: day(`${year}-11-20`), closesOn: day(`${year}-12-20`), document: "示例", ...quotas }
  const target = { aggregate: "call", key: String(year), command: { type: "OpenCall", data } }
  return request(target as Request["target"], day(`${year}-11-20`), bureau)
}

const law = async (handle: Handle, regulation: Regulation, ofCall: Quotas = {}): Promise<void> => {
  const { id, documentNumber, firstDay, validityYears } = regulation
  const data = { regulation: id, documentNumber, effectiveFrom: firstDay, validityYears }
  const target = { aggregate: "instrument", key: "text", command: { type: "Enact", data } }
  await accepted(handle, request(target as Request["target"], firstDay, bureau))
  await accepted(handle, openCall(2020, ofCall))
}

/** Requests of units, each with the samples of its county. */
const townOf = (regulation: Regulation) => {
  const samples = (unit: Uscc): Samples => samplesFor(regulation, unit, unit === elsewhere ? 1 : 0)
  const sent = (unit: Uscc, make: (town: Samples) => Attempt): Request =>
    requestOf(unit, make(samples(unit)), freshId())
  return {
    apply: (unit: Uscc, on = "2020-12-01") => sent(unit, (town) => town.apply(day(on))),
    withdraw: (unit: Uscc, on: string) =>
      sent(unit, (town) => town.act(town.us, day(on), "Withdraw", { reason: "示例" })),
    recommend: (unit: Uscc, on = "2020-12-08") => sent(unit, (town) => town.recommend(day(on))),
    certify: (unit: Uscc, on = "2020-12-29") => sent(unit, (town) => town.certify(day(on))),
    annul: (unit: Uscc, revision: number, on: string) =>
      sent(unit, (town) =>
        town.act(town.bureau, day(on), "AnnulDecision", {
          revision,
          ground: "superior",
          effect: "fromBeginning",
          decidedOn: day(on),
          document,
          reasons: "示例",
        }),
      ),
    move: (unit: Uscc, to: string, on: string) =>
      sent(unit, (town) =>
        town.act(town.bureau, day(on), "ChangeParticulars", {
          after: { countyOrDistrict: to } as Extract<
            FilledCommand,
            { type: "ChangeParticulars" }
          >["data"]["after"] as never,
          document,
        }),
      ),
  }
}

const refusalsOf = (answer: Awaited<ReturnType<Handle>>): ReadonlyArray<unknown> => {
  if (E.isRight(answer)) return []
  if (answer.left._tag !== "Refused") throw new Error(JSON.stringify(answer.left))
  return answer.left.refusals
}

/** A service with three applicants, two of them from the same county. */
const office = async (quotas: Quotas, ofCall: Quotas = {}) => {
  const regulation = withQuotas(quotas)
  const store = memoryStore()
  const handle = serviceFor(regulation, store)
  const town = townOf(regulation)
  await law(handle, regulation, ofCall)
  for (const unit of [one, other, elsewhere]) await accepted(handle, town.apply(unit))
  return { regulation, store, handle, town }
}

const reached = (county: string | null, most: number, held = most, act = "Recommend") => ({
  code: "QuotaReached",
  callYear: 2020,
  act,
  county,
  most,
  held,
  provisions: ["art_9__para_1"],
})

describe("the quota of a call", () => {
  it("for each county is kept, and leaves other counties their own", async () => {
    const { handle, town, store } = await office({ mostRecommendedPerCounty: 1 })
    await accepted(handle, town.recommend(one))
    const before = (await eventsIn(store)).length
    expect(refusalsOf(await handle(town.recommend(other)))).toEqual([reached("130302", 1)])
    expect(refusalsOf(await handle({ ...town.recommend(other), dryRun: true }))).toEqual([reached("130302", 1)])
    expect((await eventsIn(store)).length).toBe(before)
    await accepted(handle, town.recommend(elsewhere))
  })

  it("for all counties together is kept, and reported beside other faults", async () => {
    const { handle, town } = await office({ mostRecommended: 2, mostCertified: 1 })
    await accepted(handle, town.recommend(one))
    await accepted(handle, town.recommend(elsewhere))
    expect(refusalsOf(await handle(town.recommend(other)))).toEqual([reached(null, 2)])
    const early = await handle(town.recommend(other, "2020-11-30"))
    expect(refusalsOf(early)).toMatchObject([{ code: "EffectiveDateGoesBack" }, { code: "QuotaReached" }])
    await accepted(handle, town.certify(one))
    expect(refusalsOf(await handle(town.certify(elsewhere)))).toEqual([reached(null, 1, 1, "Certify")])
  })

  it("is that of the call's own notice if the notice states one", async () => {
    const { handle, town } = await office({}, { mostRecommendedPerCounty: 1 })
    await accepted(handle, town.recommend(one))
    expect(refusalsOf(await handle(town.recommend(other)))).toEqual([reached("130302", 1)])
    const wider = await office({ mostRecommendedPerCounty: 1 }, { mostRecommendedPerCounty: 2 })
    await accepted(wider.handle, wider.town.recommend(one))
    await accepted(wider.handle, wider.town.recommend(other))
  })

  it("for one county comes from the call, else from the text, else from the number for each county", async () => {
    const [here, there] = [haigang, shanhaiguan]
    const text = { mostRecommendedPerCounty: 2, countyQuotas: [{ county: here, mostRecommended: 1 }] }
    const { handle, town } = await office(text)
    await accepted(handle, town.recommend(one))
    expect(refusalsOf(await handle(town.recommend(other)))).toEqual([reached("130302", 1)])
    // A wider number for each county does not widen that of one; a number for this county does.
    const each = await office(text, { mostRecommendedPerCounty: 5 })
    await accepted(each.handle, each.town.recommend(one))
    expect(refusalsOf(await each.handle(each.town.recommend(other)))).toEqual([reached("130302", 1)])
    const own = await office(text, { countyQuotas: [{ county: here, mostRecommended: 2, mostCertified: 1 }] })
    for (const unit of [one, other]) await accepted(own.handle, own.town.recommend(unit))
    await accepted(own.handle, own.town.certify(one))
    expect(refusalsOf(await own.handle(own.town.certify(other)))).toEqual([reached("130302", 1, 1, "Certify")])
    await accepted(own.handle, own.town.recommend(elsewhere))
    const wrong = [
      { county: there, mostRecommended: 0 },
      { county: there, mostCertified: 1 },
      { county: "110000" as DivisionCode, mostCertified: 1 },
      { county: here },
    ]
    expect(refusalsOf(await handle(openCall(2021, { countyQuotas: wrong })))).toMatchObject([
      {
        code: "InvalidParticulars",
        issues: [
          { path: "countyQuotas.0.mostRecommended" },
          { path: "countyQuotas.2.county" },
          { path: "countyQuotas.1.county" },
          { path: "countyQuotas.3" },
        ],
      },
    ])
  })

  it("can be stated only under a text with quotas, and is at least one", async () => {
    const { handle } = await office({})
    expect(refusalsOf(await handle(openCall(2021, { mostCertified: 0 })))).toMatchObject([
      { code: "InvalidParticulars", issues: [{ path: "mostCertified", got: "0" }] },
    ])
    const regulation = { ...withQuotas({}), lifecycle: qinhuangdao2020.lifecycle }
    const without = serviceFor(regulation, memoryStore())
    await law(without, regulation)
    expect(refusalsOf(await without(openCall(2021, { mostCertified: 3, mostRecommended: 9 })))).toMatchObject([
      { code: "InvalidParticulars", issues: [{ path: "mostRecommended" }, { path: "mostCertified" }] },
    ])
  })

  it("counts a withdrawn recommendation and each unit once, but not an annulled one or a unit that moved away", async () => {
    const { handle, town } = await office({ mostRecommendedPerCounty: 1 })
    await accepted(handle, town.recommend(one))
    await accepted(handle, town.withdraw(one, "2020-12-09"))
    expect(refusalsOf(await handle(town.recommend(other, "2020-12-10")))).toEqual([reached("130302", 1)])
    // The same unit again: it already holds a place.
    await accepted(handle, town.apply(one, "2020-12-11"))
    await accepted(handle, town.recommend(one, "2020-12-12"))

    const annulled = await office({ mostRecommendedPerCounty: 1 })
    await accepted(annulled.handle, annulled.town.recommend(one))
    await accepted(annulled.handle, annulled.town.annul(one, 1, "2020-12-10"))
    await accepted(annulled.handle, annulled.town.recommend(other, "2020-12-11"))

    const moved = await office({ mostRecommendedPerCounty: 1 })
    await accepted(moved.handle, moved.town.recommend(one))
    await accepted(moved.handle, moved.town.move(one, "130303", "2020-12-10"))
    await accepted(moved.handle, moved.town.recommend(other, "2020-12-11"))
  })

  it("counts a certification again once its annulment is annulled", async () => {
    const { handle, town } = await office({ mostCertified: 1 })
    for (const unit of [one, other]) await accepted(handle, town.recommend(unit))
    await accepted(handle, town.certify(one))
    await accepted(handle, town.annul(one, 2, "2020-12-30"))
    await accepted(handle, town.annul(one, 3, "2020-12-31"))
    expect(refusalsOf(await handle(town.certify(other, "2021-01-04")))).toEqual([reached(null, 1, 1, "Certify")])
  })

  it("still counts a withdrawn recommendation after the unit has moved with a new application", async () => {
    const { handle, town } = await office({ mostRecommendedPerCounty: 1 })
    await accepted(handle, town.recommend(one))
    await accepted(handle, town.withdraw(one, "2020-12-09"))
    await accepted(handle, town.apply(one, "2020-12-10"))
    await accepted(handle, town.move(one, "130303", "2020-12-11"))
    expect(refusalsOf(await handle(town.recommend(other, "2020-12-12")))).toEqual([reached("130302", 1)])
  })

  it("starts anew with the next call", async () => {
    const { handle, town } = await office({ mostRecommendedPerCounty: 1 })
    await accepted(handle, town.recommend(one))
    await accepted(handle, town.withdraw(other, "2020-12-10"))
    await accepted(handle, openCall(2021))
    await accepted(handle, town.apply(other, "2021-12-01"))
    expect(refusalsOf(await handle(town.recommend(other, "2021-12-02")))).toEqual([])
  })
})

describe("two recommendations at once", () => {
  /** Makes both services wait for each other before they append the recommendation. */
  const together = () => {
    const waiting: Array<() => void> = []
    return (store: EventStore): EventStore => {
      let done = false
      return {
        ...store,
        append: (stream, expected, events, follows) => async () => {
          if (events[0].type === "Recommended" && !done) {
            done = true
            await new Promise<void>((resolve) => {
              waiting.push(resolve)
              if (waiting.length === 2) waiting.forEach((go) => go())
            })
          }
          return store.append(stream, expected, events, follows)()
        },
      }
    }
  }

  it("cannot both take the last place, even if both are decided before either is written", async () => {
    const { regulation, town, store } = await office({ mostRecommendedPerCounty: 1 })
    const late = together()
    const answers = await Promise.all(
      [one, other].map((unit) => serviceFor(regulation, late(store))(town.recommend(unit))),
    )
    expect(answers.filter(E.isRight)).toHaveLength(1)
    expect(answers.flatMap(refusalsOf)).toEqual([reached("130302", 1)])
    expect((await eventsIn(store)).filter(({ type }) => type === "Recommended")).toHaveLength(1)
  })

  it("both succeed if there are places for both", async () => {
    const { regulation, town, store } = await office({ mostRecommendedPerCounty: 2 })
    const late = together()
    const answers = await Promise.all(
      [one, other].map((unit) => serviceFor(regulation, late(store))(town.recommend(unit))),
    )
    expect(answers.flatMap(refusalsOf)).toEqual([])
  })
})
