/** Records of instruments and calls can be corrected, and a corrected act must meet the original conditions. */
import * as E from "fp-ts/lib/Either.js"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { right } from "@shifan/testkit/basics"
import {
  civilDate as day,
  noLaw,
  plusDays,
  ruleStatusOn,
  type AnyRefusal,
  type CallCommand,
  type CallState,
  type InstrumentCommand,
  type InstrumentState,
} from "../../src/index.js"
import { evolveCall, initialCall } from "../../src/aggregates/call-events.js"
import { decideCall } from "../../src/aggregates/call.js"
import { decideInstrument, instrument } from "../../src/aggregates/instrument/decide.js"
import { evolveInstrument, initialInstrument } from "../../src/aggregates/instrument/events.js"
import { withInstrument } from "../../src/kernel/applicable-law.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { town } from "../unit-scenario.js"

const nothing = noLaw([qinhuangdao2020])
const document = { title: "更正审批表", digest: `sha256:${"ab".repeat(32)}`, mediaType: "application/pdf", size: 1 }
const on = { document, reason: "录入有误", approver: "SJ-09" }

type Decided = E.Either<ReadonlyArray<AnyRefusal>, unknown>

/** The paths of all issues, or the codes of other refusals; empty for an accepted command. */
const wrong = (decided: Decided): ReadonlyArray<string> =>
  E.isRight(decided)
    ? []
    : decided.left.flatMap((refusal) =>
        refusal.code === "InvalidParticulars" ? refusal.issues.map(({ path }) => path) : [refusal.code],
      )

const at = (date: string, law = nothing) => ({
  actor: town.bureau,
  effectiveOn: day(date),
  recordedOn: day(date),
  law,
})

type Step<Command> = readonly [date: string, command: Command]

const instrumentAfter = (...steps: ReadonlyArray<Step<InstrumentCommand>>): InstrumentState =>
  steps.reduce(
    (state, [date, command]) => right(decideInstrument(at(date))(command)(state)).reduce(evolveInstrument, state),
    initialInstrument("measures"),
  )

const enact: Step<InstrumentCommand> = [
  "2020-11-12",
  {
    type: "Enact",
    data: {
      regulation: qinhuangdao2020.id,
      documentNumber: qinhuangdao2020.documentNumber,
      effectiveFrom: qinhuangdao2020.firstDay,
      validityYears: qinhuangdao2020.validityYears,
    },
  },
]

const extend = (from: string, until: string) =>
  ({ type: "Extend", data: { document: "示例", from: day(from), until: day(until) } }) as const
const repeal = (from: string) => ({ type: "Repeal", data: { document: "示例", from: day(from) } }) as const
const interpret = (option: string) =>
  ({
    type: "Interpret",
    data: { reading: "title.term", option, document: "示例", appliesFrom: day("2021-01-01"), retroactive: false },
  }) as const

const correctInstrument = (
  revision: number,
  from: Extract<InstrumentCommand, { readonly type: "CorrectInstrument" }>["data"]["from"],
  to: Extract<InstrumentCommand, { readonly type: "CorrectInstrument" }>["data"]["to"],
): InstrumentCommand => ({ type: "CorrectInstrument", data: { revision, from, to, ...on } })

const status = (state: InstrumentState, date: string): string =>
  ruleStatusOn(withInstrument(nothing, state), day(date))._tag

describe("art_18__para_1: correcting the record of an instrument", () => {
  const slip = extend("2022-11-13", "2072-11-12")
  const meant = extend("2022-11-13", "2027-11-12")
  const extended = instrumentAfter(enact, ["2022-11-01", slip])

  it("corrects the last day of an extension", () => {
    const corrected = instrumentAfter(enact, ["2022-11-01", slip], ["2022-12-01", correctInstrument(1, slip, meant)])
    expect(status(extended, "2030-01-01")).toBe("InForce")
    expect(status(corrected, "2027-11-12")).toBe("InForce")
    expect(status(corrected, "2027-11-13")).toBe("NotInForce")
  })

  it("lifts a repeal recorded by mistake, after which the text can be repealed again", () => {
    const lifted = instrumentAfter(
      enact,
      ["2021-06-01", repeal("2021-07-01")],
      ["2021-06-10", correctInstrument(1, repeal("2021-07-01"), null)],
    )
    expect(status(lifted, "2021-07-01")).toBe("InForce")
    expect(wrong(decideInstrument(at("2021-06-11"))(repeal("2021-08-01"))(lifted))).toEqual([])
  })

  it("strikes out an interpretation", () => {
    const state = instrumentAfter(
      enact,
      ["2020-12-01", interpret("threeYears")],
      ["2020-12-02", correctInstrument(1, interpret("threeYears"), null)],
    )
    expect(state.interpretations).toEqual([])
  })

  it("keeps the number of every version when an earlier version is struck out", () => {
    const first = extend("2022-11-13", "2023-11-12")
    const second = extend("2023-11-13", "2024-11-12")
    const third = extend("2023-11-13", "2025-11-12")
    const state = instrumentAfter(
      enact,
      ["2022-11-01", first],
      ["2023-11-01", second],
      ["2023-11-02", correctInstrument(2, second, null)],
      ["2023-11-03", third],
    )
    expect(state.validities.map(({ version }) => version)).toEqual([1, 2, 4])
  })

  it.each<readonly [string, InstrumentCommand, ReadonlyArray<string>]>([
    ["an act that does not exist", correctInstrument(7, slip, meant), ["revision"]],
    ["the enactment, which must agree with the text itself", correctInstrument(0, slip, meant), ["revision"]],
    ["an act other than the one on record", correctInstrument(1, meant, slip), ["from", "to"]],
    ["an act into itself", correctInstrument(1, slip, slip), ["to"]],
    ["an act into another kind of act", correctInstrument(1, slip, repeal("2023-01-01")), ["to.type"]],
    [
      "an extension so that it would end before it begins",
      correctInstrument(1, slip, extend("2022-11-13", "2021-01-01")),
      ["to.data.until"],
    ],
    [
      "an extension so that it would begin before the text's first day",
      correctInstrument(1, slip, extend("2019-01-01", "2027-11-12")),
      ["to.data.from"],
    ],
  ])("refuses to correct %s", (_, command, paths) => {
    expect(wrong(decideInstrument(at("2022-12-01"))(command)(extended))).toEqual(paths)
  })

  it("must be approved by another officer", () => {
    const command = correctInstrument(1, slip, meant)
    if (command.type !== "CorrectInstrument") throw new Error(command.type)
    const alone = { ...command, data: { ...command.data, approver: town.bureau.officer } }
    expect(wrong(decideInstrument(at("2022-12-01"))(alone)(extended))).toEqual(["approver"])
  })

  it("is refused when a later act would no longer agree with the corrected one", () => {
    const next = extend("2027-11-13", "2029-11-12")
    const state = instrumentAfter(
      enact,
      ["2022-11-01", extend("2022-11-13", "2027-11-12")],
      [
        "2027-11-20",
        {
          ...next,
          data: { ...next.data, reasons: "续期文件迟发" },
        },
      ],
    )
    const longer = correctInstrument(1, extend("2022-11-13", "2027-11-12"), extend("2022-11-13", "2029-12-31"))
    expect(wrong(decideInstrument(at("2027-12-01"))(longer)(state))).toEqual([])
    const withoutReasons = instrumentAfter(
      enact,
      ["2022-11-01", slip],
      ["2030-01-01", extend("2072-11-13", "2074-11-12")],
    )
    expect(wrong(decideInstrument(at("2030-01-02"))(correctInstrument(1, slip, meant))(withoutReasons))).toEqual([])
    expect(
      wrong(
        decideInstrument(at("2030-01-02"))(correctInstrument(1, slip, extend("2022-11-13", "2080-01-01")))(
          withoutReasons,
        ),
      ),
    ).toEqual(["to"])
  })

  it("is decoded from JSON, and refused if an act in it is malformed", () => {
    const codec = instrument.commandCodecs.filled.CorrectInstrument
    expect(E.isRight(codec.decode({ revision: 1, from: slip, to: null, ...on }))).toBe(true)
    expect(E.isRight(codec.decode({ revision: 1, from: enact[1], to: null, ...on }))).toBe(false)
    expect(E.isRight(codec.decode({ revision: 1, from: { ...slip, more: 1 }, to: null, ...on }))).toBe(false)
  })
})

const callAfter = (...steps: ReadonlyArray<Step<CallCommand>>): CallState =>
  steps.reduce(
    (state, [date, command]) => right(decideCall(lawful(date))(command)(state)).reduce(evolveCall, state),
    initialCall(2021),
  )

const lawful = (date: string) => at(date, withInstrument(nothing, instrumentAfter(enact)))

const open = (opensOn: string, closesOn: string) =>
  ({
    type: "OpenCall",
    data: { year: 2021, opensOn: day(opensOn), closesOn: day(closesOn), document: "示例〔2021〕通知1号" },
  }) as const
const close = (closedOn: string) => ({ type: "CloseCall", data: { year: 2021, closedOn: day(closedOn) } }) as const
const correctCall = (
  revision: number,
  from: Extract<CallCommand, { readonly type: "CorrectCall" }>["data"]["from"],
  to: Extract<CallCommand, { readonly type: "CorrectCall" }>["data"]["to"],
): CallCommand => ({ type: "CorrectCall", data: { year: 2021, revision, from, to, ...on } })

describe("art_13__para_1: correcting the record of a call", () => {
  const slip = open("2021-09-01", "2021-10-13")
  const meant = open("2021-09-01", "2021-10-31")

  it("gives the call the last day that its notice states", () => {
    expect(callAfter(["2021-09-01", slip], ["2021-10-14", correctCall(0, slip, meant)]).window).toEqual({
      opensOn: "2021-09-01",
      closesOn: "2021-10-31",
    })
  })

  it("reopens a call that was closed by mistake", () => {
    const state = callAfter(
      ["2021-09-01", meant],
      ["2021-09-20", close("2021-09-20")],
      ["2021-09-21", correctCall(1, close("2021-09-20"), null)],
    )
    expect([state.closed, state.window?.closesOn]).toEqual([false, "2021-10-31"])
    expect(wrong(decideCall(lawful("2021-10-20"))(close("2021-10-20"))(state))).toEqual([])
  })

  it.each<readonly [string, CallCommand, ReadonlyArray<string>]>([
    [
      "of an opening whose last day falls in another year",
      correctCall(0, slip, open("2021-09-01", "2022-10-31")),
      ["to.data.closesOn"],
    ],
    [
      "of an opening to a day after the close that followed",
      correctCall(0, slip, open("2021-10-01", "2021-10-31")),
      ["to"],
    ],
    ["that strikes out the opening of a closed call", correctCall(0, slip, null), ["to"]],
    [
      "of a close to a day after the call's last day",
      correctCall(1, close("2021-09-20"), close("2021-10-14")),
      ["to.data.closedOn"],
    ],
  ])("refuses a correction %s", (_, command, paths) => {
    const closed = callAfter(["2021-09-01", slip], ["2021-09-20", close("2021-09-20")])
    expect(wrong(decideCall(lawful("2021-10-20"))(command)(closed)).toSorted()).toEqual(paths.toSorted())
  })
})

describe("corrections of the law", () => {
  const days = fc.integer({ min: 0, max: 700 }).map((n) => plusDays(day("2021-01-01"), n))

  it("can be reversed by another correction, but cannot be corrected themselves", () => {
    fc.assert(
      fc.property(days, days, (first, second) => {
        fc.pre(first !== second)
        const there = correctInstrument(1, repeal(first), repeal(second))
        const back = correctInstrument(1, repeal(second), repeal(first))
        const before = instrumentAfter(enact, ["2021-01-01", repeal(first)])
        const corrected = instrumentAfter(enact, ["2021-01-01", repeal(first)], ["2023-01-01", there])
        const restored = instrumentAfter(
          enact,
          ["2021-01-01", repeal(first)],
          ["2023-01-01", there],
          ["2023-01-02", back],
        )
        expect(corrected.endedFrom).toBe(second)
        expect({ ...restored, revision: 0, lastEffectiveOn: null }).toEqual({
          ...before,
          revision: 0,
          lastEffectiveOn: null,
        })
        const again = correctInstrument(2, repeal(first), repeal(second))
        expect(wrong(decideInstrument(at("2023-01-03"))(again)(restored))).toEqual(["revision"])
      }),
    )
  })
})
