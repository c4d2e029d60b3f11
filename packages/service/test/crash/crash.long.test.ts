import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { history } from "@shifan/testkit"
import { observed } from "@shifan/testkit/basics"
import type { Handle, Request } from "../../src/index.js"
import { aboutUnit, apply, bureau, enact, openCall, personalValues, unit } from "../fixtures.js"
import { commandsOf, lawCommands } from "./commands.js"
import { crashingPorts } from "./crashing-ports.js"
import {
  copyOf,
  disclosedCount,
  emptyState,
  leavesIn,
  processOn,
  vaultContent,
  verdictOf,
  type PersistedState,
} from "./persisted-state.js"

/** The final answer to a request, and the state after it. */
interface Outcome {
  readonly state: PersistedState
  readonly answer: Awaited<ReturnType<Handle>>
}

const stepCount = async (state: PersistedState, request: Request): Promise<number> => {
  const ports = crashingPorts(state)
  await processOn(ports)(request)
  return ports.steps()
}

/**
 * Handles a request in a series of processes that die at `steps`, then in one that survives. With `sameClock`, all have the
 * same clock and random bytes.
 */
const afterCrashes = async (
  before: PersistedState,
  request: Request,
  steps: ReadonlyArray<number>,
  sameClock: boolean,
): Promise<Outcome> => {
  const state = await copyOf(before, unit)
  for (const [number, step] of steps.entries()) {
    const ports = crashingPorts(state, step)
    await Promise.race([processOn(ports, sameClock ? 0 : number + 1)(request), ports.dead])
  }
  return { state, answer: await processOn(state, sameClock ? 0 : steps.length + 1)(request) }
}

/** Expects the same verdict, bytes and vault as without a crash. */
const expectSame = async (actual: Outcome, expected: Outcome): Promise<void> => {
  expect(verdictOf(actual.answer)).toEqual(verdictOf(expected.answer))
  expect(await leavesIn(actual.state)).toEqual(await leavesIn(expected.state))
  expect(await vaultContent(actual.state, unit)).toEqual(await vaultContent(expected.state, unit))
}

/** For different clocks and keys: expects as many events, none twice, idempotent repetition, and as many disclosures. */
const expectEquivalent = async ({ state, answer }: Outcome, expected: Outcome, request: Request): Promise<void> => {
  const leaves = await leavesIn(state)
  expect(leaves.length).toBe((await leavesIn(expected.state)).length)
  expect(verdictOf(await processOn(state, 99)(request))).toEqual(verdictOf(answer))
  expect(await leavesIn(state)).toEqual(leaves)
  expect(await vaultContent(state, unit)).toEqual(await vaultContent(expected.state, unit))
  expect(await disclosedCount(state, unit)).toBe(await disclosedCount(expected.state, unit))
}

/** Crashes a request at each step, and again `distance` steps later. Returns the outcome without a crash. */
const crashAtEachStep = async (before: PersistedState, request: Request, distance: number): Promise<Outcome> => {
  const expected = await afterCrashes(before, request, [], true)
  const count = await stepCount(await copyOf(before, unit), request)
  expect(count).toBeGreaterThan(0)
  for (let step = 1; step <= count; step++) {
    const second = 1 + ((step + distance) % count)
    await expectSame(await afterCrashes(before, request, [step], true), expected)
    await expectEquivalent(await afterCrashes(before, request, [step, second], false), expected, request)
  }
  observed("crashedCommands", { commands: 1, crashes: 3 * count })
  return expected
}

const stateAfter = async (requests: ReadonlyArray<Request>): Promise<PersistedState> => {
  const state = emptyState()
  for (const request of requests) await processOn(state)(request)
  return state
}

describe("a command whose process died", () => {
  test.prop([history(), fc.nat({ max: 40 })], { numRuns: 10, endOnFailure: true })(
    "at any step of any history is carried out once and answered as without a crash",
    async (generated, distance) => {
      let state = await stateAfter(lawCommands)
      for (const request of commandsOf(generated)) ({ state } = await crashAtEachStep(state, request, distance))
    },
  )

  const erase = aboutUnit(
    { type: "ErasePersonalData", data: { basis: "示例", scope: "全部", approver: "SJ-09" } },
    "2020-12-01",
    bureau,
  )

  it.each([
    ["an enactment", [], enact, true, 0],
    ["the opening of a call", [enact], openCall, true, 0],
    ["an application", [enact, openCall], apply(), true, personalValues.length],
    ["an application that is refused", [enact], apply(), false, 0],
    ["an erasure", [enact, openCall, apply()], erase, true, 0],
  ])("at any step of %s is answered as without a crash", async (_, before, request, isAccepted, disclosed) => {
    const { answer, state } = await crashAtEachStep(await stateAfter(before), request, 0)
    expect(E.isRight(answer)).toBe(isAccepted)
    expect(await disclosedCount(state, unit)).toBe(disclosed)
  })
})
