import { aggregates, parseStreamName } from "@shifan/core/registry"
import { frozenEvents } from "./frozen-history.js"
import { forge } from "@shifan/testkit/forger"
import { describe, expect, it } from "vitest"
import { replay } from "../src/index.js"
import { eventsOf } from "./forged-history.js"
import { library } from "./recorded-history.js"

const history = frozenEvents("history-1.ndjson")
const certified = history.flatMap(({ type }, i) => (type === "Certified" ? [i] : []))
const [first = -1, second = -1] = certified

describe("a certificate number", () => {
  const withNumber = (number: (i: number) => string) =>
    forge(history, (envelope) => {
      const i = history.findIndex(
        ({ stream, revision }) => stream === envelope.stream && revision === envelope.revision,
      )
      return envelope.type === "Certified"
        ? { ...envelope, data: { ...Object(envelope.data), certificateNumber: number(i) } }
        : envelope
    })

  it("art_16__para_1: is a fault at the second and each later title that has it", async () => {
    const { faults } = await replay(eventsOf(withNumber((i) => (i === first || i === second ? "1" : `n${i}`))), {
      library,
    })
    expect(faults.filter(({ code }) => code === "NumberTwice").map(({ place }) => place.index)).toEqual([second])
    const all = await replay(eventsOf(withNumber(() => "1")), { library })
    expect(all.faults.filter(({ code }) => code === "NumberTwice").map(({ place }) => place.index)).toEqual(
      certified.slice(1),
    )
  })

  it.each([
    ["another dash", "QHD‐SF–01"],
    ["a minus sign", "QHD−SF−01"],
    ["Cyrillic letters", "QHD-ЅF-01".replace("H", "Н")],
    ["Greek letters", "QΗD-SF-01"],
    ["width, case and blanks", "ｑhd-sf- 01"],
  ])("art_16__para_1: is the same if people cannot tell it from another: %s", async (_, lookalike) => {
    const numbers = new Map([
      [first, "QHD-SF-01"],
      [second, lookalike],
    ])
    const { faults } = await replay(eventsOf(withNumber((i) => numbers.get(i) ?? `n${i}`)), { library })
    expect(faults.filter(({ code }) => code === "NumberTwice").map(({ place }) => place.index)).toEqual([second])
  })

  it.each(["QHD-SF-02", "QHDSF01", "QHD-SF-1", "ЖHD-SF-01", "示-SF-01"])(
    "art_16__para_1: is another one if people can: %s",
    async (number) => {
      const numbers = new Map([
        [first, "QHD-SF-01"],
        [second, number],
      ])
      const { faults } = await replay(eventsOf(withNumber((i) => numbers.get(i) ?? `n${i}`)), { library })
      expect(faults.filter(({ code }) => code === "NumberTwice")).toEqual([])
    },
  )

  it("art_16__para_1: is not a fault when every title has its own", async () => {
    const { faults } = await replay(eventsOf(withNumber((i) => `n${i}`)), { library })
    expect(faults.filter(({ code }) => code === "NumberTwice")).toEqual([])
  })

  it("is not found in malformed data", async () => {
    const { unique } = aggregates.designation
    for (const data of [null, 1, "x", [], {}, { certificateNumber: 1 }])
      expect(unique?.valueOf({ type: "Certified", data })).toBeUndefined()
    expect(parseStreamName(history[first]?.stream ?? "", aggregates)?.aggregate).toBe("designation")
  })
})
