import { describe, expect, it } from "vitest"
import { civilDate as day } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import {
  historyOf,
  nothingSealedIn,
  prolonged,
  repeatingAddsNothing,
  rosterIsTheTitles,
  samplesFor,
  unit,
} from "../../src/index.js"

const { apply, recommend, certify } = samplesFor(qinhuangdao2020, unit)
const certified = historyOf(unit, prolonged, [
  apply(day("2020-11-25")),
  recommend(day("2020-12-08")),
  certify(day("2020-12-29")),
])

describe("law 5", () => {
  it("is kept by a list of exactly the titles that are held", () => {
    const kept = rosterIsTheTitles((events, on) =>
      events.some(({ type, effectiveOn }) => type === "Certified" && effectiveOn <= on) ? [unit] : [],
    )
    expect(certified.accepted).toHaveLength(3)
    expect([kept(certified, day("2020-12-28")), kept(certified, day("2020-12-29"))]).toEqual([[], []])
  })

  it("is broken by a list that has a title too early or leaves out a title", () => {
    const early = rosterIsTheTitles(() => [unit])
    expect(early(certified, day("2020-12-28"))).toEqual([`on 2020-12-28 listed ${unit}, expected nobody`])
    const empty = rosterIsTheTitles(() => [])
    expect(empty(certified, day("2020-12-29"))).toEqual([`on 2020-12-29 listed nobody, expected ${unit}`])
  })
})

describe("law 13", () => {
  it("is broken by an output with a sealed value, escaped or not", () => {
    expect(nothingSealedIn("name: 甲\n", ["甲", "乙"])).toEqual(["甲"])
    expect(nothingSealedIn(JSON.stringify({ name: 'a"b' }), ['a"b'])).toEqual(['a"b'])
    expect(nothingSealedIn("nothing", ["甲"])).toEqual([])
  })
})

describe("law 14", () => {
  /** Accepts each key once; `repeats` determines the effect of a second command with the same id. */
  const port = (repeats: "nothing" | "again" | "refused") => {
    const events: Array<string> = []
    const ids = new Set<string>()
    return {
      countEvents: async () => events.length,
      handle: async ({ id, key }: { readonly id: string; readonly key: string }) => {
        if (ids.has(id) && repeats !== "again") return { accepted: repeats === "nothing" }
        if (events.includes(key) && !ids.has(id)) return { accepted: false }
        ids.add(id)
        events.push(key)
        return { accepted: true }
      },
    }
  }
  const first = { id: "1", key: "a" }
  const racers = [
    { id: "2", key: "b" },
    { id: "3", key: "b" },
  ]

  it("is kept if a repetition is answered without new events and one of the racers wins", async () => {
    expect(await repeatingAddsNothing(port("nothing"), first, racers)).toEqual([])
    expect(await repeatingAddsNothing(port("nothing"), first)).toEqual([])
  })

  it("is broken by a repetition that is carried out again or refused, by two winners and by a winner that adds nothing", async () => {
    expect(await repeatingAddsNothing(port("again"), first)).toEqual(["its repetition added 1 events"])
    expect(await repeatingAddsNothing(port("refused"), first)).toEqual(["its repetition was refused"])
    const { handle, countEvents } = port("nothing")
    const winners = [
      { id: "4", key: "c" },
      { id: "5", key: "d" },
    ]
    expect(await repeatingAddsNothing({ handle, countEvents }, first, winners)).toEqual([
      "2 of 2 racers were told they had won",
    ])
    const silent = { countEvents: port("nothing").countEvents, handle: async () => ({ accepted: true }) }
    expect(await repeatingAddsNothing(silent, first, [racers[0] ?? first])).toEqual(["1 winners added 0 events"])
    const refusing = { countEvents: silent.countEvents, handle: async () => ({ accepted: false }) }
    expect(await repeatingAddsNothing(refusing, first)).toEqual([
      "the command was not carried out",
      "its repetition was refused",
    ])
  })
})
