/** Acts on instruments and calls must agree with the library and with earlier records. */
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { right } from "@shifan/testkit/basics"
import {
  civilDate as day,
  noLaw,
  ruleStatusOn,
  type CallCommand,
  type CallState,
  type InstrumentCommand,
  type InstrumentState,
} from "../../src/index.js"
import { evolveCall, initialCall } from "../../src/aggregates/call-events.js"
import { decideCall } from "../../src/aggregates/call.js"
import { decideInstrument } from "../../src/aggregates/instrument/decide.js"
import { evolveInstrument, initialInstrument } from "../../src/aggregates/instrument/events.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import type { InstrumentCommandData } from "../../src/aggregates/instrument/events.js"
import { withInstrument } from "../../src/kernel/applicable-law.js"
import { town } from "../unit-scenario.js"

const nothing = noLaw([qinhuangdao2020])

/** The paths of all issues, or the codes of other refusals; empty for an accepted command. */
const wrong = (decided: ReturnType<ReturnType<ReturnType<typeof decideInstrument>>>): ReadonlyArray<string> =>
  E.isRight(decided)
    ? []
    : decided.left.flatMap((refusal) =>
        refusal.code === "InvalidParticulars" ? refusal.issues.map(({ path }) => path) : [refusal.code],
      )

const sound: InstrumentCommandData["Enact"] = {
  regulation: qinhuangdao2020.id,
  documentNumber: qinhuangdao2020.documentNumber,
  effectiveFrom: qinhuangdao2020.firstDay,
  validityYears: qinhuangdao2020.validityYears,
}

const decided = (on: string, command: InstrumentCommand, state: InstrumentState, law = nothing) =>
  decideInstrument({ actor: town.bureau, effectiveOn: day(on), recordedOn: day(on), law })(command)(state)

const after = (...steps: ReadonlyArray<readonly [string, InstrumentCommand]>): InstrumentState =>
  steps.reduce(
    (state, [on, command]) => right(decided(on, command, state)).reduce(evolveInstrument, state),
    initialInstrument("measures"),
  )

const enacted = after(["2020-11-12", { type: "Enact", data: sound }])

describe("art_18__para_1: enacting a text", () => {
  it.each([
    ["documentNumber", { documentNumber: "秦工信规〔2020〕3号" }],
    ["validityYears", { validityYears: 50 }],
    ["validityYears", { validityYears: 1 }],
    ["effectiveFrom", { effectiveFrom: day("2020-11-13") }],
    ["effectiveFrom", { effectiveFrom: day("2019-11-12") }],
  ])("is refused when %s differs from the text itself", (path, change) => {
    const command: InstrumentCommand = { type: "Enact", data: { ...sound, ...change } }
    expect(wrong(decided("2020-11-12", command, initialInstrument("measures")))).toEqual([path])
  })

  it("reports all faults at once", () => {
    const data = { ...sound, documentNumber: "x", effectiveFrom: day("2021-01-01"), validityYears: 3 }
    expect(wrong(decided("2020-11-12", { type: "Enact", data }, initialInstrument("measures")))).toEqual([
      "documentNumber",
      "effectiveFrom",
      "validityYears",
    ])
  })

  it("cannot be done twice for the same text, even under another slug", () => {
    const law = withInstrument(nothing, enacted)
    const command: InstrumentCommand = { type: "Enact", data: sound }
    expect(wrong(decided("2020-11-13", command, initialInstrument("second"), law))).toEqual(["regulation"])
    expect(wrong(decided("2020-11-13", command, initialInstrument("second")))).toEqual([])
  })
})

const extension = (from: string, until: string, reasons?: string): InstrumentCommand => ({
  type: "Extend",
  data: { document: "示例", from: day(from), until: day(until), ...(reasons === undefined ? {} : { reasons }) },
})

describe("art_18__para_1: extending a text", () => {
  it.each([
    ["2022-11-01", extension("2022-11-13", "2024-11-12"), []],
    ["2022-11-13", extension("2022-11-13", "2024-11-12"), []],
    ["2022-11-14", extension("2022-11-13", "2024-11-12"), ["reasons"]],
    ["2022-11-14", extension("2022-11-13", "2024-11-12", "续期文件迟发"), []],
    ["2023-02-01", extension("2023-02-01", "2024-11-12"), []],
    ["2022-06-01", extension("2022-06-01", "2022-11-12"), ["reasons"]],
    ["2022-06-01", extension("2022-06-01", "2022-11-13"), []],
    ["2022-06-01", extension("2022-06-01", "2022-09-30", "提前结束"), []],
    ["2022-06-01", extension("2020-11-11", "2023-01-01"), ["from"]],
  ])("on %s by %j has the faults %j", (on, command, paths) => {
    expect(wrong(decided(on, command, enacted))).toEqual(paths)
  })

  it("keeps the reasons of a late extension on record, and fills the gap before it", () => {
    const late = extension("2022-11-13", "2024-11-12", "续期文件迟发")
    expect(decided("2023-01-05", late, enacted)).toMatchObject({ right: [{ data: { reasons: "续期文件迟发" } }] })
    const state = after(["2020-11-12", { type: "Enact", data: sound }], ["2023-01-05", late])
    expect(ruleStatusOn(withInstrument(nothing, state), day("2022-12-01"))._tag).toBe("InForce")
  })
})

describe("art_18__para_1: ending a text", () => {
  const ends = (from: string, reasons?: string): ReadonlyArray<InstrumentCommand> => {
    const more = reasons === undefined ? {} : { reasons }
    return [
      { type: "Repeal", data: { document: "示例", from: day(from), ...more } },
      { type: "Supersede", data: { by: "successor", from: day(from), ...more } },
    ]
  }
  const successor = { ...enacted, slug: "successor" }
  const law = withInstrument(withInstrument(nothing, enacted), successor)

  it("needs reasons to take effect before the day of the act, and never precedes the text's first day", () => {
    for (const command of [...ends("2021-07-01"), ...ends("2021-06-02")])
      expect(wrong(decided("2021-06-02", command, enacted, law))).toEqual([])
    for (const command of ends("2021-06-01"))
      expect(wrong(decided("2021-06-02", command, enacted, law))).toEqual(["reasons"])
    for (const command of ends("2021-06-01", "上级撤销"))
      expect(wrong(decided("2021-06-02", command, enacted, law))).toEqual([])
    for (const command of ends("2020-11-11", "上级撤销"))
      expect(wrong(decided("2021-06-02", command, enacted, law))).toEqual(["from"])
  })

  it("by another text needs one that still stands then, if any is enacted, and never the text itself", () => {
    const supersede = (by: string): InstrumentCommand => ({ type: "Supersede", data: { by, from: day("2021-07-01") } })
    const expected = (by: string, of: typeof law): ReadonlyArray<string> => {
      const decision = decided("2021-06-02", supersede(by), enacted, of)
      if (E.isRight(decision)) return []
      return decision.left.flatMap((one) => ("issues" in one ? one.issues.map((issue) => issue.expected.en) : []))
    }
    expect(expected("successor", law)).toEqual([])
    for (const by of ["measures", "succesor"]) expect(expected(by, law)).toEqual(["one of successor"])
    const ended = (endedFrom: string) => withInstrument(law, { ...successor, endedFrom: day(endedFrom) })
    expect(expected("successor", ended("2021-07-02"))).toEqual([])
    expect(expected("successor", ended("2021-07-01"))).toEqual(["another instrument"])
    const alone = withInstrument(nothing, enacted)
    expect(expected("successor", alone)).toEqual([])
    expect(expected("measures", alone)).toEqual(["another instrument"])
  })

  it("is not by the text itself, whose place nothing would take", () => {
    const by = (slug: string): InstrumentCommand => ({ type: "Supersede", data: { by: slug, from: day("2021-07-01") } })
    expect(wrong(decided("2021-06-02", by(enacted.slug), enacted))).toEqual(["by"])
    expect(wrong(decided("2021-06-02", by(`${enacted.slug}-2`), enacted))).toEqual([])
  })
})

describe("art_13__para_1: the yearly call", () => {
  const law = withInstrument(nothing, enacted)
  const call = (on: string, command: CallCommand, state: CallState) =>
    decideCall({ actor: town.bureau, effectiveOn: day(on), recordedOn: day(on), law })(command)(state)
  const open = (opensOn: string, closesOn: string): CallCommand => ({
    type: "OpenCall",
    data: { year: 2021, opensOn: day(opensOn), closesOn: day(closesOn), document: "示例" },
  })
  const close = (closedOn: string): CallCommand => ({
    type: "CloseCall",
    data: { year: 2021, closedOn: day(closedOn) },
  })
  const paths = (decision: ReturnType<typeof call>): ReadonlyArray<string> =>
    E.isRight(decision)
      ? []
      : decision.left.flatMap((refusal) =>
          refusal.code === "InvalidParticulars" ? refusal.issues.map(({ path }) => path) : [refusal.code],
        )

  it.each([
    [open("2021-01-01", "2021-12-31"), []],
    [open("2020-12-31", "2021-12-31"), ["opensOn", "reasons"]],
    [open("2021-09-01", "2022-01-01"), ["closesOn"]],
    [open("2021-09-02", "2021-09-01"), ["closesOn"]],
    [open("2021-09-01", "2021-09-01"), []],
  ])("must open and close within its year: %j has the faults %j", (command, wrongPaths) => {
    expect(paths(call("2021-01-01", command, initialCall(2021)))).toEqual(wrongPaths)
  })

  it("can be closed only on a day from its first to its last, and so is never lengthened", () => {
    const opened = right(call("2021-09-01", open("2021-09-01", "2021-10-31"), initialCall(2021)))
    const state = opened.reduce(evolveCall, initialCall(2021))
    expect(paths(call("2021-11-05", close("2021-11-05"), state))).toEqual(["closedOn"])
    expect(paths(call("2021-11-01", close("2021-10-31"), state))).toEqual([])
    expect(paths(call("2021-10-10", close("2021-10-10"), state))).toEqual([])
    expect(paths(call("2021-09-01", close("2021-08-31"), state))).toEqual(["closedOn"])
  })

  it("needs reasons to be opened or closed in retrospect, and keeps them on record", () => {
    const window = open("2021-09-01", "2021-10-31")
    const withReasons = <C extends CallCommand>(command: C) =>
      ({ ...command, data: { ...command.data, reasons: "通知先行公布" } }) as C
    expect(paths(call("2021-09-01", window, initialCall(2021)))).toEqual([])
    expect(paths(call("2021-09-02", window, initialCall(2021)))).toEqual(["reasons"])
    const late = right(call("2021-09-02", withReasons(window), initialCall(2021)))
    expect(late).toMatchObject([{ data: { reasons: "通知先行公布" } }])
    const state = late.reduce(evolveCall, initialCall(2021))
    // Closed from today on: yesterday was the last day.
    expect(paths(call("2021-10-10", close("2021-10-09"), state))).toEqual([])
    expect(paths(call("2021-10-10", close("2021-10-08"), state))).toEqual(["reasons"])
    expect(paths(call("2021-10-10", withReasons(close("2021-10-08")), state))).toEqual([])
  })
})

describe("an unknown name in an act on an instrument", () => {
  const extend: InstrumentCommand = {
    type: "Extend",
    data: { document: "秦工信〔2022〕8号", from: day("2022-11-12"), until: day("2024-11-11") },
  }
  const law = withInstrument(nothing, enacted)

  const saying = (decision: ReturnType<typeof decided>): ReadonlyArray<unknown> =>
    E.isRight(decision)
      ? []
      : decision.left.flatMap((refusal) =>
          refusal.code === "InvalidParticulars" ? refusal.issues.map((issue) => issue.sentence ?? issue.expected) : [],
        )

  it("is refused with the known instruments if the instrument is unknown", () => {
    expect(saying(decided("2022-11-01", extend, initialInstrument("mesures"), law))).toEqual([
      { zh: "没有代号为“mesures”的办法，现有：measures", en: "there is no instrument mesures; known: measures" },
    ])
    expect(saying(decided("2022-11-01", extend, enacted, law))).toEqual([])
    expect(saying(decided("2022-11-01", extend, initialInstrument("mesures"), nothing))).toEqual([])
  })

  it("is refused with the known values if the text or the option is unknown", () => {
    const enact: InstrumentCommand = { type: "Enact", data: { ...sound, regulation: "qinhuangdao-2021" } }
    expect(saying(decided("2020-11-12", enact, initialInstrument("measures")))).toEqual([
      { zh: `下列之一：${qinhuangdao2020.id}`, en: `one of ${qinhuangdao2020.id}` },
    ])
    const data = {
      reading: "staff.qualified",
      option: "bth",
      document: "x",
      appliesFrom: day("2020-12-01"),
      retroactive: false,
    } as const
    expect(saying(decided("2020-12-01", { type: "Interpret", data }, enacted, law))).toEqual([
      { zh: "下列之一：pooled、both", en: "one of pooled, both" },
    ])
  })
})
