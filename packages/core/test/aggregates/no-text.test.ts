/** Before any text is enacted nothing says which bureau or county is competent, or whether there are quotas. */
import * as E from "fp-ts/lib/Either.js"
import { bureau, unit } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { acts, civilDate as day, noLaw, type Actor, type Command, type CommandType } from "../../src/index.js"
import { aggregates } from "../../src/aggregates/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"

const on = day("2020-12-01")
const county: Actor = { role: "county", code: "130302", officer: "HG-01" }
const { counties } = qinhuangdao2020.territory
const us: Actor = { role: "unit", code: unit, officer: "U-01" }
const digest = `sha256:${"a".repeat(64)}`

const contextOf = (actor: Actor) => ({ actor, effectiveOn: on, recordedOn: on, law: noLaw([qinhuangdao2020]) })

const codesOf = (decided: E.Either<ReadonlyArray<{ readonly code: string }>, unknown>): ReadonlyArray<string> =>
  E.isLeft(decided) ? decided.left.map(({ code }) => code) : []

/** The acts of the bureau that need a text in force, or at least one that says which bureau is competent. */
const ofTheBureau: ReadonlyArray<readonly [string, (actor: Actor) => ReadonlyArray<string>]> = [
  [
    "opening a call with quotas",
    (actor) => {
      const quotas = {
        mostCertified: 3,
        countyQuotas: counties.map(({ code }) => ({ county: code, mostRecommended: 2 })),
      }
      const data = { year: 2020, opensOn: on, closesOn: on, document: "示例〔2020〕1号", ...quotas }
      const { call } = aggregates
      return codesOf(call.decide(contextOf(actor), { type: "OpenCall", data }, call.initial("2020")))
    },
  ],
  [
    "publishing the list",
    (actor) => {
      const data = { asOf: on, logSize: 1, rows: 0, digest, medium: "示例", units: { count: 0, root: digest } }
      const { roster } = aggregates
      return codesOf(roster.decide(contextOf(actor), { type: "PublishRoster", data }, roster.initial("")))
    },
  ],
  [
    "introducing a key of the log",
    (actor) => {
      const data = { key: `old.example/log+0000000a+${"A".repeat(44)}`, role: "log" } as const
      const { log } = aggregates
      return codesOf(log.decide(contextOf(actor), { type: "IntroduceLogKey", data }, log.initial("")))
    },
  ],
]

describe("before any text is enacted", () => {
  it.each(ofTheBureau)("%s is refused to a bureau for that alone, and to a county for its role as well", (_, codes) => {
    expect(codes(bureau)).toEqual(["NoRuleInForce"])
    expect(codes(county)).toEqual(["NoRuleInForce", "NotCompetent"])
  })

  it.each(Object.keys(acts) as ReadonlyArray<CommandType>)(
    "%s is refused to everybody for want of a text, and for competence only if the role never does it",
    (type) => {
      // Nothing looks at the data of an act that is refused for these reasons.
      const command = { type, data: {} } as Command
      const { designation } = aggregates
      for (const actor of [bureau, county, us]) {
        const codes = codesOf(designation.decide(contextOf(actor), command, designation.initial(unit)))
        expect(codes.includes("NotCompetent")).toBe(!acts[type].by.includes(actor.role))
        expect(codes.filter((code) => code === "NoRuleInForce")).toHaveLength(1)
      }
    },
  )
})
