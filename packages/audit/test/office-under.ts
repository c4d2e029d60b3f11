/** An office that works under an invented regulation, in memory unless it is given a store. */
import * as E from "fp-ts/lib/Either.js"
import { expect } from "vitest"
import { civilDate as day, instantAt, type Library, type Regulation, type Uscc } from "@shifan/core"
import { memoryStore, type EventStore } from "@shifan/event-store"
import { handler, memoryVault, type Request, type Vault } from "@shifan/service"
import { samplesFor, type Attempt } from "@shifan/testkit"
import { requestOf } from "@shifan/testkit/service"
import { replay } from "../src/index.js"

export type Change = (data: never) => object

/** An attempted act on a unit, and its answer: `ok`, or the codes of the refusals. */
export interface StoryStep {
  readonly unit: Uscc
  readonly attempt: Attempt
  readonly change?: Change
  readonly answer: ReadonlyArray<string>
}

interface Place {
  readonly store: EventStore
  readonly vault: Vault
}

/** An office under a regulation, with a call in each of the years. Acts return `ok`, or the codes of the refusals. */
export const officeUnder = async (
  regulation: Regulation,
  years: ReadonlyArray<number>,
  { store, vault }: Place = { store: memoryStore(), vault: memoryVault() },
  library: Library = [regulation],
) => {
  const { bureau } = regulation.territory
  let reads = 0
  let ids = 0
  const handle = handler({
    store,
    vault,
    division: bureau.code,
    library,
    clock: () => instantAt(Date.parse("2030-12-01T01:00:00.000Z") + reads++),
    random: (size) => new Uint8Array(size).fill(7),
  })
  const freshId = (): string => `0190163d-8694-7000-8000-${String(ids++).padStart(12, "0")}`
  const send = async (request: Request): Promise<ReadonlyArray<string>> => {
    const answer = await handle(request)
    if (E.isRight(answer)) return ["ok"]
    if (answer.left._tag !== "Refused") throw new Error(JSON.stringify(answer.left))
    return answer.left.refusals.map(({ code }) => code)
  }
  const official = (aggregate: string, key: string, command: object, on: string) =>
    send({
      commandId: freshId(),
      actor: { role: "bureau", code: bureau.code, officer: "SJ-01" },
      effectiveOn: day(on),
      target: { aggregate, key, command } as Request["target"],
    })
  const { id, documentNumber, firstDay, validityYears } = regulation
  const enacted = { regulation: id, documentNumber, effectiveFrom: firstDay, validityYears }
  expect(await official("instrument", "text", { type: "Enact", data: enacted }, firstDay)).toEqual(["ok"])
  for (const year of years) {
    const [opensOn = firstDay] = [`${year}-04-01`, firstDay].toSorted().toReversed()
    const data = { year, opensOn, closesOn: `${year}-09-30`, document: "示例" }
    expect(await official("call", String(year), { type: "OpenCall", data }, opensOn)).toEqual(["ok"])
  }
  const actOf =
    (unit: Uscc) =>
    (attempt: Attempt, change: Change = (data) => data): Promise<ReadonlyArray<string>> => {
      const { command, ...rest } = attempt
      const changed = { ...rest, command: { ...command, data: change(command.data as never) } } as Attempt
      return send(requestOf(unit, changed, freshId()))
    }
  const replayed = async () => (await replay(store.readAll(), { library })).faults
  const townOf = (unit: Uscc, division = 0) => samplesFor(regulation, unit, division)
  /** Plays a story and compares each answer with the expected one. */
  const play = async (story: ReadonlyArray<StoryStep>): Promise<void> => {
    for (const { unit, attempt, change, answer } of story)
      expect([attempt.command.type, await actOf(unit)(attempt, change)]).toEqual([attempt.command.type, answer])
  }
  return { actOf, handle, official, play, replayed, store, townOf }
}
