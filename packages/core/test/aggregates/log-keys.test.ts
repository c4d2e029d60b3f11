import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { asEnacted, bureau, logKeyAttempts } from "@shifan/testkit"
import { civilDate as day, type LogKeyCommand, type LogKeysState } from "../../src/index.js"
import {
  decideLogKeys,
  evolveLogKeys,
  initialLogKeys,
  logKeyCommandCodecs,
  logKeyCommandOf,
  logKeys,
  signingKeys,
} from "../../src/aggregates/log-keys.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { explain } from "../../src/messages/index.js"
import { goesBack, attemptsOn } from "./run-attempts.js"

const run = attemptsOn({ initial: initialLogKeys, decide: decideLogKeys, evolve: evolveLogKeys })

describe("art_16__para_1: the keys of a log, after any sequence of attempts", () => {
  test.prop([logKeyAttempts])(
    "are each introduced once by the bureau, and at least one signs after every event",
    (tried) => {
      const { accepted } = run(tried)
      const introduced = accepted.flatMap(({ event }) => (event.type === "LogKeyIntroduced" ? [event.data.key] : []))
      expect(new Set(introduced).size).toBe(introduced.length)
      for (const { before, event } of accepted) expect(signingKeys(evolveLogKeys(before, event))).not.toEqual([])
      expect(goesBack(accepted.map(({ event }) => event.effectiveOn))).toBe(false)
      expect(accepted.filter(({ event }) => event.actor !== bureau)).toEqual([])
    },
  )

  test.prop([logKeyAttempts])(
    "sign from their introduction until their retirement, which is never earlier",
    (tried) => {
      const { accepted, state } = run(tried)
      for (const { key, introducedOn, retiredOn } of state.keys) {
        const about = accepted.filter(({ event }) => event.data.key === key).map(({ event }) => event.type)
        expect(about).toEqual(retiredOn === null ? ["LogKeyIntroduced"] : ["LogKeyIntroduced", "LogKeyRetired"])
        expect(retiredOn === null || introducedOn <= retiredOn).toBe(true)
      }
    },
  )

  test.prop([logKeyAttempts])(
    "have events whose commands are decided alike again and fit the stored shape",
    (tried) => {
      for (const { context, before, event } of run(tried).accepted) {
        const command = logKeyCommandOf(event)
        expect(decideLogKeys(context)(command)(before)).toEqual(E.right([event]))
        expect(E.isRight(logKeyCommandCodecs[command.type].decode(command.data))).toBe(true)
      }
    },
  )

  it("are retired in some samples and refused for each possible reason in others", () => {
    const all = fc.sample(logKeyAttempts, { numRuns: 200, seed: 20201112 }).map(run)
    expect(all.some(({ accepted }) => accepted.some(({ event }) => event.type === "LogKeyRetired"))).toBe(true)
    const codes = new Set(all.flatMap(({ refused }) => refused.flat().map(({ code }) => code)))
    for (const code of ["NotCompetent", "EffectiveDateGoesBack", "AlreadyDecided", "WrongState"] as const)
      expect(codes).toContain(code)
  })
})

const key = (name: string): string => `${name}.example/log+0000000a+${"A".repeat(44)}`
const introduce = (name: string): LogKeyCommand => ({ type: "IntroduceLogKey", data: { key: key(name), role: "log" } })
const retire = (name: string): LogKeyCommand => ({ type: "RetireLogKey", data: { key: key(name) } })

const on = (date: string) => ({ actor: bureau, effectiveOn: day(date), recordedOn: day(date), law: asEnacted })

const after = (...commands: ReadonlyArray<LogKeyCommand>): LogKeysState =>
  run(commands.map((command) => ({ context: on("2021-01-04"), command }))).state

const saidOf = (command: LogKeyCommand, state: LogKeysState): ReadonlyArray<string> => {
  const decided = decideLogKeys(on("2024-01-04"))(command)(state)
  return E.isRight(decided) ? [] : decided.left.map((one) => explain(one, qinhuangdao2020).sentence.en)
}

describe("the stream of a log's keys", () => {
  it("is the only one of its bureau, so that its key is empty, whatever a command says", () => {
    expect(logKeys.key.parse("")).toBe("")
    expect(logKeys.key.parse("91130302MA00010187")).toBeUndefined()
    expect(logKeys.key.inData(introduce("a").data)).toBe("")
  })
})

describe("art_16__para_1: a rotation of keys", () => {
  it("lets both keys sign for a while, and can be completed on a day with no text in force", () => {
    const both = after(introduce("old"), introduce("new"))
    expect(signingKeys(both).map((one) => one.key)).toEqual([key("old"), key("new")])
    expect(decideLogKeys(on("2024-01-04"))(retire("old"))(both)).toMatchObject({
      right: [{ type: "LogKeyRetired", provisions: ["art_16__para_1"], rule: null }],
    })
  })

  it("refuses to retire the only key, an unknown key or a retired key, and to bring a retired key back", () => {
    expect(saidOf(retire("old"), after(introduce("old")))).toEqual([
      "cannot retire the log's key while it is the only key that signs",
    ])
    expect(saidOf(retire("other"), after(introduce("old")))).toEqual([
      "cannot retire the log's key while the key was never introduced",
    ])
    const turned = after(introduce("old"), introduce("new"), retire("old"))
    expect(saidOf(retire("old"), turned)).toEqual(["the key is retired already: nothing left to retire the log's key"])
    expect(saidOf(introduce("old"), turned)).toEqual([
      "the key is introduced already: nothing left to introduce the log's key",
    ])
  })

  it.each([
    "",
    "a+b",
    "name+0000000A+AAAA",
    "na me+0000000a+AAAA",
    "name+0000000a+AAA",
    `${"n".repeat(300)}+0000000a+AAAA`,
  ])("refuses %j as the text of a key", (text) => {
    expect(E.isLeft(logKeyCommandCodecs.RetireLogKey.decode({ key: text }))).toBe(true)
  })

  it("accepts no key of a witness: witnesses' keys belong in the auditor's policy", () => {
    const data = { key: key("witness"), role: "witness" }
    expect(E.isLeft(logKeyCommandCodecs.IntroduceLogKey.decode(data))).toBe(true)
  })
})
