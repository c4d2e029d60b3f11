import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { history } from "@shifan/testkit"
import type { CommandResult, Request, ServiceError } from "../../src/index.js"
import { apply, bureau, enact, openCall, personal, request, unit } from "../test-service.js"
import { commandsOf, law } from "./commands.js"
import { crashingPorts } from "./crashing-ports.js"
import { copyOf, emptyWorld, keptIn, logOf, openedIn, processIn, type World } from "./persisted-state.js"

type Answer = E.Either<ServiceError, CommandResult>

/** All but whether it had been carried out before, which a crash decides. */
const verdict = (answer: Answer) =>
  E.isLeft(answer) ? answer : E.right({ stream: answer.right.stream, events: answer.right.events })

/** A process carries out a command, and dies at a step if it comes to it. */
const dying = async ({ store, vault }: World, one: Request, last: number, number: number): Promise<Answer | "dead"> => {
  const life = crashingPorts(store, vault, last)
  return Promise.race([processIn(life, number)(one), life.dead])
}

const stepsOf = async ({ store, vault }: World, one: Request): Promise<number> => {
  const life = crashingPorts(store, vault)
  await processIn(life)(one)
  return life.steps()
}

interface Run {
  readonly world: World
  readonly answer: Answer
}

/** After crashes at those steps, each in a process of its own, one that lives. With `alike`, all in the same hour. */
const afterCrashes = async (before: World, one: Request, steps: ReadonlyArray<number>, alike = true): Promise<Run> => {
  const world = await copyOf(before, unit)
  for (const [number, step] of steps.entries()) await dying(world, one, step, alike ? 0 : number + 1)
  return { world, answer: await processIn(world, alike ? 0 : steps.length + 1)(one) }
}

const leavesIn = async (world: World): Promise<ReadonlyArray<string>> =>
  (await logOf(world)).map(({ leaf }) => new TextDecoder().decode(leaf))

/** The same verdict, the same bytes and the same vault as if nothing had happened. */
const expectSame = async (run: Run, goal: Run): Promise<void> => {
  expect(verdict(run.answer)).toEqual(verdict(goal.answer))
  expect(await leavesIn(run.world)).toEqual(await leavesIn(goal.world))
  expect(await keptIn(run.world, unit)).toEqual(await keptIn(goal.world, unit))
}

/** In other hours and with other keys: as many events, once, told again with the same bytes, and all of it opened. */
const expectSound = async ({ world, answer }: Run, goal: Run, one: Request): Promise<void> => {
  const leaves = await leavesIn(world)
  expect(leaves.length).toBe((await leavesIn(goal.world)).length)
  expect(verdict(await processIn(world, 99)(one))).toEqual(verdict(answer))
  expect(await leavesIn(world)).toEqual(leaves)
  expect(await keptIn(world, unit)).toEqual(await keptIn(goal.world, unit))
  expect(await openedIn(world, unit)).toBe(await openedIn(goal.world, unit))
}

/** Crashes a command at each step there is, and once more at another; gives the world it leaves otherwise. */
const atEachStep = async (before: World, one: Request, another: number): Promise<Run> => {
  const goal = await afterCrashes(before, one, [])
  const count = await stepsOf(await copyOf(before, unit), one)
  for (let step = 1; step <= count; step++) {
    const again = 1 + ((step + another) % count)
    await expectSame(await afterCrashes(before, one, [step]), goal)
    await expectSound(await afterCrashes(before, one, [step, again], false), goal, one)
  }
  return goal
}

const lived = async (requests: ReadonlyArray<Request>): Promise<World> => {
  const world = emptyWorld()
  for (const one of requests) await processIn(world)(one)
  return world
}

describe("a command whose process died", () => {
  test.prop([history, fc.nat({ max: 40 })], { numRuns: 10 })(
    "at any step of any history is carried out once, and answered as if nothing had happened",
    async (one, another) => {
      let world = await lived(law)
      for (const command of commandsOf(one)) ({ world } = await atEachStep(world, command, another))
    },
    60_000,
  )

  const erase = request(
    {
      aggregate: "designation",
      key: unit,
      command: { type: "ErasePersonalData", data: { basis: "示例", scope: "全部", approver: "SJ-09" } },
    },
    apply().effectiveOn,
    bureau,
  )

  it.each([
    ["an enactment", [], enact, true, 0],
    ["the opening of a call", [enact], openCall, true, 0],
    ["an application", [enact, openCall], apply(), true, personal.length],
    ["an application that is refused", [enact], apply(), false, 0],
    ["an erasure", [enact, openCall, apply()], erase, true, 0],
  ])("of %s, at each of its steps", async (_, before, one, accepted, opened) => {
    const { answer, world } = await atEachStep(await lived(before), one, 0)
    expect(E.isRight(answer)).toBe(accepted)
    expect(await openedIn(world, unit)).toBe(opened)
  })
})
