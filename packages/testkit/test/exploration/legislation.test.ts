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

describe.each(explored)("what can become of a bureau's $name, explored to its end", ({ space, acts, all, steps }) => {
  it("has every act somewhere", () => {
    expect(notExplored(all, acts)).toEqual([])
    expect(steps.length).toBeGreaterThan(20)
  })

  it("art_13__para_1: has calls in their years, opened under a text in force, and no longer once closed", () => {
    expect(callsAgainstTheYear(all, steps)).toEqual([])
    expect(callsWithoutText(all, steps)).toEqual([])
  })

  it("art_17__para_1, art_18__para_1: changes no past day without saying so, and ends nothing earlier", () => {
    expect(pastsChangedSilently(all, steps)).toEqual([])
    expect(termsShortened(all, steps)).toEqual([])
  })

  it("art_18__para_1: has each text once, and leads to one in force from everywhere", () => {
    expect(textsEnactedTwice(all, steps)).toEqual([])
    expect(lawless(all)).toEqual([])
  })

  it("art_17__para_1: is as before once what was recorded by mistake is struck out", () => {
    expect(mistakesThatStay(space, all, steps)).toEqual([])
  })

  it("art_3__para_1: is the bureau's alone to change", () => {
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
