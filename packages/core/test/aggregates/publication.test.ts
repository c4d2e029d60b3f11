import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { asEnacted, bureau, prolonged, publicationAttempts } from "@shifan/testkit"
import { civilDate as day, noLaw, type Actor, type Publication } from "../../src/index.js"
import {
  decidePublication,
  evolvePublication,
  initialPublication,
  publicationCommandCodecs,
  publicationCommandOf,
} from "../../src/aggregates/publication.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { explain } from "../../src/messages/index.js"
import { goesBack, attemptsOn } from "./run-attempts.js"

const run = attemptsOn({ initial: initialPublication, decide: decidePublication, evolve: evolvePublication })

describe("art_11__para_1: the publications of a bureau, after any sequence of attempts", () => {
  test.prop([publicationAttempts])(
    "are made by the bureau, list no day after their own, and never go back in day or log size",
    (tried) => {
      const events = run(tried).accepted.map(({ event }) => event)
      expect(events.filter(({ actor }) => actor.role !== "bureau" || actor.code !== "130300")).toEqual([])
      expect(events.filter(({ data, effectiveOn }) => data.asOf > effectiveOn)).toEqual([])
      expect(goesBack(events.map(({ effectiveOn }) => effectiveOn))).toBe(false)
      expect(goesBack(events.map(({ data }) => String(data.logSize).padStart(4, "0")))).toBe(false)
    },
  )

  test.prop([publicationAttempts])("have commands that are decided alike again and fit the stored shape", (tried) => {
    for (const { context, before, event } of run(tried).accepted) {
      const command = publicationCommandOf(event)
      expect(decidePublication(context)(command)(before)).toEqual(E.right([event]))
      expect(publicationCommandCodecs[command.type].decode(command.data)).toEqual(E.right(event.data))
    }
  })

  it("are accepted under no rule in some samples, and refused for each possible reason in others", () => {
    const all = fc.sample(publicationAttempts, { numRuns: 200, seed: 20201112 }).map(run)
    expect(all.some(({ accepted }) => accepted.some(({ event }) => event.rule === null))).toBe(true)
    const codes = new Set(all.flatMap(({ refused }) => refused.flat().map(({ code }) => code)))
    for (const code of ["NotCompetent", "EffectiveDateGoesBack", "InvalidParticulars"] as const)
      expect(codes).toContain(code)
  })
})

const list: Publication = {
  asOf: day("2022-11-12"),
  logSize: 40,
  rows: 3,
  digest: `sha256:${"a".repeat(64)}`,
  medium: "市局官方网站",
  units: { count: 5, root: `sha256:${"b".repeat(64)}` },
}

const publish = (on: string, change: Partial<Publication> = {}, actor: Actor = bureau, law = asEnacted) =>
  decidePublication({ actor, effectiveOn: day(on), recordedOn: day(on), law })({
    type: "PublishRoster",
    data: { ...list, ...change },
  })

describe("art_11__para_1: publishing the list", () => {
  it("records the list, citing the article, under the rule in force", () => {
    expect(publish("2022-11-12")(initialPublication)).toMatchObject({
      right: [{ type: "RosterPublished", data: list, provisions: ["art_11__para_1"], rule: { version: 1 } }],
    })
  })

  it("records the digests of the verifier page and the policy if they were handed out", () => {
    const handedOut = { verifier: `sha256:${"1".repeat(64)}`, policy: `sha256:${"2".repeat(64)}` }
    expect(publish("2022-11-12", handedOut)(initialPublication)).toMatchObject({
      right: [{ data: { ...list, ...handedOut } }],
    })
  })

  it.each([
    [list.logSize, true],
    [list.logSize + 1, false],
  ])("records the head signed last only if the list knows as many leaves: %i leaves, %s", (size, recorded) => {
    const head = { origin: "example.com/log", size, root: `sha256:${"3".repeat(64)}` }
    const decided = publish("2022-11-12", { head })(initialPublication)
    expect(decided).toMatchObject(
      recorded
        ? { right: [{ data: { ...list, head } }] }
        : { left: [{ code: "InvalidParticulars", issues: [{ path: "head.size" }] }] },
    )
  })

  it("remains possible after the text has lapsed, under no rule, since the titles outlast the text", () => {
    expect(publish("2022-11-13")(initialPublication)).toMatchObject({
      right: [{ provisions: ["art_11__para_1"], rule: null, readings: {} }],
    })
    expect(publish("2022-11-13", {}, bureau, prolonged)(initialPublication)).toMatchObject({
      right: [{ rule: { version: 2 } }],
    })
  })

  it("is refused before any text is enacted", () => {
    const nowhere = noLaw([qinhuangdao2020])
    expect(publish("2022-11-13", {}, bureau, nowhere)(initialPublication)).toMatchObject({
      left: [{ code: "NoRuleInForce", gap: { until: null } }],
    })
  })

  it("is refused with all its faults at once", () => {
    const before = { logSize: 41, lastEffectiveOn: day("2022-11-12") }
    const county: Actor = { role: "county", code: "130302", officer: "HG-01" }
    const refused = publish("2022-11-11", {}, county)(before)
    expect(refused).toMatchObject({
      left: [
        { code: "NotCompetent", rightCode: "130300" },
        { code: "EffectiveDateGoesBack" },
        { code: "InvalidParticulars", issues: [{ path: "asOf" }, { path: "logSize" }] },
      ],
    })
    const said = E.isLeft(refused) ? refused.left.map((one) => explain(one, qinhuangdao2020).sentence) : []
    expect(said[2]?.en).toContain("asOf: expected no later than 2022-11-11, got 2022-11-12")
    expect(said[2]?.zh).toContain("logSize应为不少于上次公布的41，实为40")
  })

  it.each([
    ["digest", "a".repeat(64)],
    ["digest", `sha256:${"A".repeat(64)}`],
    ["logSize", -1],
    ["rows", 1.5],
    ["asOf", "2021-02-29"],
    ["medium", ""],
    ["verifier", "1".repeat(64)],
    ["policy", null],
    ["units", undefined],
    ["units", null],
    ["units", { count: -1, root: `sha256:${"b".repeat(64)}` }],
    ["units", { count: 5, root: "b".repeat(64) }],
    ["units", { count: 5 }],
    ["head", null],
    ["head", { size: 1, root: `sha256:${"b".repeat(64)}` }],
    ["head", { origin: "example.com/log", size: -1, root: `sha256:${"b".repeat(64)}` }],
  ])("cannot be decoded with %s %j", (field, value) => {
    expect(E.isLeft(publicationCommandCodecs.PublishRoster.decode({ ...list, [field]: value }))).toBe(true)
  })
})
