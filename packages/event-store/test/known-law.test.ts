import { describe, expect, it } from "vitest"
import { civilDate, type CallEvent, type InstrumentEvent } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { bureau } from "@shifan/testkit"
import { evolveLaw, evolveLawIn, initialLaw, type Envelope } from "../src/index.js"

const act = (on: string) => ({
  effectiveOn: civilDate(on),
  actor: bureau,
  provisions: [],
  rule: null,
  readings: {},
})

const recorded = (event: InstrumentEvent | CallEvent, stream: string, revision: number): Envelope => ({
  ...event,
  id: `${stream}@${revision}`,
  schemaVersion: 1,
  stream,
  revision,
  previous: null,
  recordedAt: `${event.effectiveOn}T10:00:00.000Z`,
  basis: [],
  commandId: `${stream}@${revision}`,
  correlationId: "",
  causationId: null,
})

const enacted = (slug: string, revision = 0): Envelope =>
  recorded(
    {
      ...act("2020-11-12"),
      type: "Enacted",
      data: {
        regulation: qinhuangdao2020.id,
        documentNumber: qinhuangdao2020.documentNumber,
        effectiveFrom: civilDate("2020-11-12"),
        validityYears: 2,
      },
    },
    `instrument-130300-${slug}`,
    revision,
  )

const callOpened = (year: number): Envelope =>
  recorded(
    {
      ...act("2020-11-20"),
      type: "CallOpened",
      data: { year, opensOn: civilDate("2020-11-20"), closesOn: civilDate("2020-12-20"), document: "示例" },
    },
    `call-130300-${year}`,
    0,
  )

const start = initialLaw([qinhuangdao2020])

describe("the known law", () => {
  it("has the instruments and calls of the log, and the last revision read of each stream in order", () => {
    const law = [enacted("b"), callOpened(2020), enacted("a"), enacted("b", 1)].reduce(evolveLaw, start)
    expect(law.applicable.instruments.map(({ slug }) => slug)).toEqual(["b", "a"])
    expect(law.applicable.calls.map(({ year }) => year)).toEqual([2020])
    expect(law.basis).toEqual([
      { stream: "call-130300-2020", revision: 0 },
      { stream: "instrument-130300-a", revision: 0 },
      { stream: "instrument-130300-b", revision: 1 },
    ])
  })

  it("is not changed by events of other streams or of an unfit type", () => {
    for (const envelope of [
      { ...enacted("a"), stream: "designation-130300-91130302MA00010187" },
      { ...enacted("a"), stream: "elsewhere" },
      { ...enacted("a"), type: "CallOpened" },
    ])
      expect(evolveLaw(start, envelope)).toBe(start)
  })

  it("covers only the aggregates in the registry", () => {
    const { call } = aggregates
    const evolve = evolveLawIn({ call })
    expect(evolve(start, enacted("a"))).toBe(start)
    expect(evolve(start, callOpened(2020)).basis).toEqual([{ stream: "call-130300-2020", revision: 0 }])
  })
})
