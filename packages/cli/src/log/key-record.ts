/** A leaf that says which keys sign: art. 16 lets anybody ask whose signature stood under the log on a day. */
import * as E from "fp-ts/lib/Either.js"
import type { Actor, CivilDate } from "@shifan/core"
import type { Request, ServiceError } from "@shifan/service"
import type { LogKey } from "@shifan/tlog"
import { parseActor, confirm, parseDay } from "../apply/act.js"
import { serviceFailure } from "../failures.js"
import type { Session } from "../session.js"
import type { Failure } from "../result.js"
import type { CommandContext } from "../command-context.js"
import { vkeyOf } from "./key-file.js"

/** Who introduces or retires a key, and from which day. */
export interface KeyAct {
  readonly actor: Actor
  readonly effectiveOn: CivilDate
}

/** The same as it is typed; today unless told. */
export interface KeyActFlags {
  readonly by: string
  readonly on?: string
}

export const parseKeyAct = (context: CommandContext, { by, on }: KeyActFlags): E.Either<Failure, KeyAct> => {
  const [actor, effectiveOn] = [parseActor(by), parseDay(context, on)]
  if (E.isLeft(actor)) return actor
  return E.map((day: CivilDate): KeyAct => ({ actor: actor.right, effectiveOn: day }))(effectiveOn)
}

type Change = "IntroduceLogKey" | "RetireLogKey"

/**
 * Before the key's file is changed: a crash between the two leaves a leaf about a key that nobody uses, never a
 * signature of a key that no leaf knows. What is on record already is not refused, so that the file can be put right.
 * With a `question`, asked once the rules have nothing against it.
 */
export const recordKeyChange = async (
  context: CommandContext,
  { handle, regulation }: Session,
  change: Change,
  key: LogKey,
  act: KeyAct,
  question?: string,
): Promise<E.Either<Failure, void>> => {
  const request: Request = {
    commandId: context.newId(),
    ...act,
    target: { aggregate: "log", command: commandOf(change, key) },
  }
  const preview = await handle({ ...request, dryRun: true })
  const isThere = E.isLeft(preview) && isOnRecord(preview.left)
  if (E.isLeft(preview) && !isThere) return E.left(serviceFailure(preview.left, regulation))
  const agreed = question === undefined ? E.right(undefined) : await confirm(context, question)
  if (E.isLeft(agreed) || isThere) return agreed
  const done = await handle(request)
  return E.isLeft(done) ? E.left(serviceFailure(done.left, regulation)) : E.right(undefined)
}

const commandOf = (change: Change, key: LogKey) =>
  change === "IntroduceLogKey"
    ? ({ type: change, data: { key: vkeyOf(key), role: "log" } } as const)
    : ({ type: change, data: { key: vkeyOf(key) } } as const)

const isOnRecord = (error: ServiceError): boolean =>
  error._tag === "Refused" && error.refusals.every(({ code }) => code === "AlreadyDecided")
