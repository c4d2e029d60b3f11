/** Which lines run at once, how many are held, and when a run stops: over a service that answers when the test says so. */
import { setImmediate } from "node:timers/promises"
import { fc, it as law } from "@fast-check/vitest"
import { parseRequest, type CommandResult, type ServiceError } from "@shifan/service"
import { right } from "@shifan/testkit/basics"
import { usccOf } from "@shifan/testkit"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import type { Line } from "../../src/apply/command-lines.js"
import { maxHeld, maxStreams, submitLines } from "../../src/apply/submit-lines.js"
import type { CommandContext } from "../../src/command-context.js"
import { ownText } from "../../src/own-text.js"
import { division } from "../../src/store/session.js"

/** The unit whose stream a line writes, or a command of the bureau that all others wait for. */
type Plan = number | "exclusive"

const lineOf = (plan: Plan, i: number): Line => {
  const commandId = `00000000-0000-7000-8000-${String(i).padStart(12, "0")}`
  const json =
    plan === "exclusive"
      ? {
          type: "CloseCall",
          actor: { role: "bureau", code: division, officer: "SJ-01" },
          data: { year: 2020, closedOn: "2020-12-31" },
        }
      : {
          type: "Withdraw",
          unit: usccOf(plan),
          actor: { role: "unit", code: usccOf(plan), officer: "U-01" },
          data: { reason: "示例" },
        }
  return { number: i + 1, request: right(parseRequest({ ...json, commandId, effectiveOn: "2020-12-01" }, () => "")) }
}

const done: E.Either<ServiceError, CommandResult> = E.right({ stream: "", events: [], repeated: false })
const outage: E.Either<ServiceError, CommandResult> = E.left({
  _tag: "StoreFailed",
  error: { _tag: "Unavailable", reason: "示例" },
})

/** Submits lines to a service that answers a line only when told to. Lines are named by their index. */
const submitting = (plans: ReadonlyArray<Plan>) => {
  const indexOf = new Map<string, number>()
  const underWay = new Map<number, (answer: E.Either<ServiceError, CommandResult>) => void>()
  const started: Array<number> = []
  let read = 0
  const context: CommandContext = {
    terminal: {
      out: () => {},
      err: () => {},
      bytes: undefined,
      coloured: false,
      live: false,
      ask: undefined,
      onInterrupt: () => ({ stop: () => undefined }),
      input: () => [],
    },
    settings: { store: "memory:", language: "en", json: false, quiet: true, yes: true },
    clock: () => {
      throw new Error("no line depends on the time")
    },
    random: () => new Uint8Array(),
    newId: () => "",
  }
  const commands = async function* (): AsyncGenerator<E.Either<never, Line>> {
    for (const [i, plan] of plans.entries()) {
      read++
      const line = lineOf(plan, i)
      indexOf.set(line.request.commandId, i)
      yield E.right(line)
    }
  }
  const session = {
    regulation: ownText,
    division,
    handle: ({ commandId }: Line["request"]) =>
      new Promise<E.Either<ServiceError, CommandResult>>((resolve) => {
        const i = indexOf.get(commandId) ?? -1
        started.push(i)
        underWay.set(i, (answer) => {
          underWay.delete(i)
          resolve(answer)
        })
      }),
  }
  const file = { numbers: plans.map((_, i) => i + 1), counts: new Map(), commands }
  const ended = submitLines(context, session, file, false)
  return { ended, started, underWay, read: () => read }
}

/** Waits until nothing moves without an answer, although a run leaves the event loop a turn now and then. */
const settled = async ({ started, read }: ReturnType<typeof submitting>): Promise<void> => {
  for (let before = -1; before !== started.length + read(); await setImmediate()) before = started.length + read()
}

/** Answers every line that is under way, until none is. */
const answerAll = async (run: ReturnType<typeof submitting>): Promise<void> => {
  for (await settled(run); run.underWay.size > 0; await settled(run))
    for (const answer of run.underWay.values()) answer(done)
}

describe("the lines of submit", () => {
  const plans = fc.array(
    fc.oneof({ weight: 9, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.constant("exclusive" as const) }),
    {
      maxLength: 30,
    },
  )

  law.prop([plans, fc.infiniteStream(fc.nat())], { numRuns: 60 })(
    "start only after those of their stream, alone if all others wait for them, and are all carried out",
    async (of, choices) => {
      const run = submitting(of)
      const finished = new Set<number>()
      let checked = 0
      for (await settled(run); run.underWay.size > 0; await settled(run)) {
        for (const i of run.started.slice(checked))
          for (const [earlier, plan] of of.slice(0, i).entries())
            if (plan === of[i] || plan === "exclusive" || of[i] === "exclusive") expect(finished).toContain(earlier)
        checked = run.started.length
        const ready = [...run.underWay.keys()]
        const next = ready[(choices.next().value ?? 0) % ready.length] ?? -1
        finished.add(next)
        run.underWay.get(next)?.(done)
      }
      expect([...finished].toSorted((a, b) => a - b)).toEqual([...of.keys()])
      expect(await run.ended).toMatchObject({ right: { json: { done: of.length } } })
    },
  )

  it.each([
    ["of one unit", () => 0, 1],
    ["of more units than run at once", (i: number) => i % 200, maxStreams],
    ["of a unit among others", (i: number) => (i % 2 === 0 ? 0 : i % 40), 21],
  ])("%s are held up to a limit while none is answered, and all carried out then", async (_, plan, atOnce) => {
    const run = submitting(Array.from({ length: 3 * maxHeld }, (_unused, i) => plan(i)))
    await settled(run)
    expect(run.underWay.size).toBe(atOnce)
    // The last one read waits for room.
    expect(run.read()).toBeLessThanOrEqual(maxHeld + 1)
    await answerAll(run)
    expect(await run.ended).toMatchObject({ right: { json: { done: 3 * maxHeld } } })
  })

  it("that wait behind others are not carried out after an outage, and are left for the next run", async () => {
    // One unit has two lines for each of the others.
    const run = submitting(Array.from({ length: 2 * maxHeld }, (_, i) => (i % 3 === 0 ? i % 7 : 7)))
    await settled(run)
    const [first, second, ...others] = run.underWay.keys()
    run.underWay.get(first ?? -1)?.(done)
    await settled(run)
    run.underWay.get(second ?? -1)?.(outage)
    await settled(run)
    const started = run.started.length
    // Those under way may still be made, and are counted.
    await answerAll(run)
    expect(run.started).toHaveLength(started)
    const figures = { done: started - 1, repeated: 0, refused: 0, left: expect.any(Array) }
    const answer = await run.ended
    expect(answer).toMatchObject({ left: { code: "Unavailable", figures } })
    expect(others.length).toBeGreaterThan(0)
  })
})
