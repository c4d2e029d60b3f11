import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import type { Actor } from "@shifan/core"
import {
  callsAgainstTheYear,
  callSpace,
  callsWithoutText,
  explore,
  instrumentSpace,
  lawless,
  lawSteps,
  mistakesThatStay,
  notExplored,
  pastsChangedSilently,
  termsShortened,
  textsEnactedTwice,
} from "../../src/exploration/index.js"

const explored = [
  {
    name: "texts",
    space: instrumentSpace(),
    acts: ["Enact", "Extend", "Supersede", "Repeal", "Interpret", "CorrectInstrument"],
  },
  { name: "calls", space: callSpace(), acts: ["OpenCall", "CloseCall", "CorrectCall"] },
].map(({ name, space, acts }) => {
  const all = explore(space)
  return { name, space, acts, all, steps: lawSteps(space, all) }
})

describe.each(explored)("all states of a bureau's $name, explored to the end", ({ space, acts, all, steps }) => {
  it("have every act somewhere", () => {
    expect(notExplored(all, acts)).toEqual([])
    expect(steps.length).toBeGreaterThan(20)
  })

  it("art_13__para_1: have calls only in their years, opened under a text in force, and never lengthened by closing", () => {
    expect(callsAgainstTheYear(all, steps)).toEqual([])
    expect(callsWithoutText(all, steps)).toEqual([])
  })

  it("art_17__para_1, art_18__para_1: change no past day silently, and shorten no term", () => {
    expect(pastsChangedSilently(all, steps)).toEqual([])
    expect(termsShortened(all, steps)).toEqual([])
  })

  it("art_18__para_1: have each text enacted at most once, and always lead to a text in force", () => {
    expect(textsEnactedTwice(all, steps)).toEqual([])
    expect(lawless(all)).toEqual([])
  })

  it("art_17__para_1: are as before once a mistaken record is struck out", () => {
    expect(mistakesThatStay(space, all, steps)).toEqual([])
  })

  it("art_3__para_1: can be changed by the bureau alone", () => {
    const strangers: ReadonlyArray<Actor> = [
      { role: "unit", code: "91110108551385082Q", officer: "U-02" },
      { role: "county", code: "130302", officer: "HG-01" },
      { role: "county", code: "130300", officer: "HG-01" },
      { role: "bureau", code: "130200", officer: "TS-01" },
      { role: "auditor", code: "130300", officer: "SJJ-01" },
    ]
    const done = steps.flatMap(({ command, before, on }) =>
      strangers.flatMap((actor) => {
        const decision = space.decide({ actor, effectiveOn: on, recordedOn: on, law: space.law }, command, before)
        return E.isRight(decision) ? [`${actor.role} ${actor.code}: ${command.type} on ${on}`] : []
      }),
    )
    expect([...new Set(done)]).toEqual([])
  })
})
