/** Submits the lines of a checked file: which may run at once, how many are held, and when it stops. */
import { setImmediate } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { streamOfTarget, type ServiceError, type Target } from "@shifan/service"
import { say, type CommandContext } from "../command-context.js"
import { serviceFailure } from "../failures.js"
import { jsonLine } from "../json-object.js"
import { progressLine } from "../progress.js"
import type { Failure, Output } from "../result.js"
import type { Session } from "../store/session.js"
import type { CommandFile, Line } from "./command-lines.js"
import { keyedQueue } from "./keyed-queue.js"
import { interruption, stopped, submitOutput, verdictOf } from "./submit-verdicts.js"

/** Number of streams written concurrently: enough for the store to commit events in groups. */
export const maxStreams = 64

/** Maximum number of commands held, with their data, until they are answered: those under way, and those that wait for them. */
export const maxHeld = 1024

/** In milliseconds of work between turns of the event loop; commands that are ready by then are committed together. */
const slice = 15

/** In milliseconds: how long an interrupted run finishes what is in flight before it says so. */
const patience = 1000

const finishingText = bilingual(
  "已中断，正在等候手头的办完；再次中断即强行结束，不知是否办成的可再次运行",
  "interrupted; waiting for what is under way. Ctrl-C again ends at once: run it again to see what was done",
)

/** What `submitLines` needs of a session. */
export type Submitting = Pick<Session, "handle" | "regulation" | "division">

/** Continues after a refused command; stops if the store or the vault fails. */
export const submitLines = async (
  context: CommandContext,
  session: Submitting,
  { numbers, commands }: CommandFile,
  dryRun: boolean,
): Promise<E.Either<Failure, Output>> => {
  const progress = progressLine(context)
  const counts = { done: 0, repeated: 0, refused: 0, conflicts: 0 }
  const left = new Set(numbers)
  let fatal: Failure | undefined
  let interrupted = false
  let finishing: ReturnType<typeof setTimeout> | undefined
  const listening = context.terminal.onInterrupt(() => {
    interrupted = true
    finishing = setTimeout(() => context.terminal.err(`${say(context, finishingText)}\n`), patience)
  })

  const submitLine = async ({ number, request }: Line): Promise<void> => {
    if (fatal !== undefined || interrupted) return
    const answer = await session.handle(request)
    // The store or the vault failed, which says nothing about the command: it remains for the next run.
    if (E.isLeft(answer) && !isRefusal(answer.left)) {
      fatal ??= serviceFailure(answer.left, session.regulation)
      return
    }
    left.delete(number)
    progress.at(numbers.length - left.size, numbers.length)
    if (E.isRight(answer)) counts[answer.right.repeated ? "repeated" : "done"]++
    else {
      counts.refused++
      if (isConflict(answer.left)) counts.conflicts++
    }
    if (!context.settings.quiet)
      context.terminal.out(
        jsonLine({ ...verdictOf(context, session, number, request, answer), ...(dryRun ? { dryRun } : {}) }),
      )
  }

  const queue = keyedQueue(maxStreams, maxHeld)
  const turn = turns(slice)
  for await (const line of commands()) {
    await turn()
    if (E.isLeft(line)) fatal ??= line.left
    if (fatal !== undefined || interrupted || E.isLeft(line)) break
    const { target } = line.right.request
    const task = (): Promise<void> => submitLine(line.right)
    // Every designation is decided under the law, so changes to the law must keep their order relative to all other
    // commands. The same holds for decisions that read the streams of other units.
    if (target.aggregate === "designation" && !readsOthers(target))
      await queue.add(streamOfTarget(session.division, target), task)
    else await queue.addExclusive(task)
  }
  await queue.drain()
  clearTimeout(finishing)
  progress.done()
  listening.stop()
  if (fatal !== undefined) return E.left(stopped(fatal, counts, [...left], dryRun))
  if (left.size > 0) return E.left(interruption(counts, [...left], dryRun))
  return E.right(submitOutput(context, numbers.length, counts, dryRun))
}

/** Gives the event loop a turn if it had none for this long. */
const turns = (milliseconds: number): (() => Promise<void>) => {
  let since: number | undefined
  return async () => {
    if (since === undefined) {
      since = performance.now()
      void setImmediate().then(() => {
        since = undefined
      })
    }
    if (performance.now() - since >= milliseconds) await setImmediate()
  }
}

const readsOthers = ({ aggregate, command }: Target): boolean => {
  const types: ReadonlyArray<string> = aggregates[aggregate].readsOthers ?? []
  return types.includes(command.type)
}

const isConflict = ({ _tag }: ServiceError): boolean => _tag === "Conflict" || _tag === "CommandIdReused"

/** A fault of the command itself, which would recur; the following commands can continue. */
const isRefusal = (error: ServiceError): boolean =>
  error._tag === "Refused" ||
  error._tag === "Malformed" ||
  isConflict(error) ||
  (error._tag === "StoreFailed" && error.error._tag === "TooLarge")
