/** Creates a log: keys, policy and the folder of heads. The log itself records every change of its keys. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Actor, CivilDate } from "@shifan/core"
import type { Request, ServiceError } from "@shifan/service"
import { addLogLine, type Keyring, type LogKey } from "@shifan/tlog"
import { createHeadFolder } from "@shifan/tlog/node"
import { confirm } from "../confirm.js"
import { parseActor, parseDay } from "../apply/act.js"
import type { CommandContext } from "../command-context.js"
import { serviceFailure } from "../failures.js"
import { replaceFile } from "../files.js"
import { readOwnText } from "../input/text-encoding.js"
import type { Failure } from "../result.js"
import type { ActorOptions } from "../shared-options.js"
import type { Session } from "../store/session.js"
import { newLogKey, readKeys, vkeyOf, writeKeys, type LogFiles } from "./log-files.js"
import { headsUnavailable } from "./log-failures.js"

/** In both languages, because every bundle includes it. */
const emptyPolicy = [
  "# 信任策略（C2SP tlog-policy）：本日志的公钥和见证人",
  "# Trust policy of this log: its public keys and its witnesses",
  "# 加入见证人：shifan audit policy witness 名称 公钥",
  "# to add a witness: shifan audit policy witness NAME VKEY",
  "quorum none",
  "",
].join("\n")

/**
 * Creates keys, policy and heads if they are missing. The keys are recorded before their file is written. Keys missing in
 * an existing policy are added to it.
 */
export const createLog = async (
  context: CommandContext,
  session: Session,
  files: LogFiles,
  origin: string,
  act: KeyAct,
): Promise<E.Either<Failure, Keyring>> => {
  const isNew = !existsSync(files.key)
  const keys = isNew ? await newKeyring(context, origin) : await readKeys(files.key)
  if (E.isLeft(keys)) return keys
  for (const key of keys.right) {
    const recorded = await recordKeyChange(context, session, "IntroduceLogKey", key, act)
    if (E.isLeft(recorded)) return recorded
  }
  if (isNew) {
    const written = writeKeys(files.key, keys.right)
    if (E.isLeft(written)) return written
  }
  const policy = existsSync(files.policy) ? readOwnText(files.policy) : E.right(emptyPolicy)
  if (E.isLeft(policy)) return policy
  const written = replaceFile(files.policy, keys.right.reduce(withKeyNamed, policy.right))
  if (E.isLeft(written)) return written
  const heads = await createHeadFolder(files.heads, files.headCount)()
  return E.isRight(heads) ? keys : E.left(headsUnavailable(heads.left))
}

const newKeyring = async (context: CommandContext, origin: string): Promise<E.Either<Failure, Keyring>> => {
  const key = await newLogKey(context, "Ed25519", origin)
  return E.isLeft(key) ? key : E.right(RNEA.of(key.right))
}

const withKeyNamed = (policy: string, key: LogKey): string =>
  policy.split(/\s+/).includes(vkeyOf(key)) ? policy : addLogLine(policy, key.verifier)

/** Who introduces or retires a key, and from which day. */
export interface KeyAct {
  readonly actor: Actor
  readonly effectiveOn: CivilDate
  /** Checks the rules but records nothing. */
  readonly dryRun?: boolean
}

export interface KeyActOptions extends ActorOptions {
  readonly dryRun?: boolean
}

export const parseKeyAct = (
  context: CommandContext,
  { by, on, dryRun = false }: KeyActOptions,
): E.Either<Failure, KeyAct> => {
  const actor = parseActor(by)
  if (E.isLeft(actor)) return actor
  const effectiveOn = parseDay(context, on)
  if (E.isLeft(effectiveOn)) return effectiveOn
  return E.right({ actor: actor.right, effectiveOn: effectiveOn.right, dryRun })
}

/**
 * Records which keys sign: under art. 16 anybody may ask whose signature the log had on a day.
 *
 * Call it before changing the key file: a crash in between leaves a record of an unused key, never a signature by an
 * unrecorded key. Accepts a change that is already on record, so that repeating the command repairs the file. The
 * `question` is asked after the rules have accepted the change.
 */
export const recordKeyChange = async (
  context: CommandContext,
  { handle, regulation }: Session,
  change: "IntroduceLogKey" | "RetireLogKey",
  key: LogKey,
  { dryRun = false, ...act }: KeyAct,
  question?: string,
): Promise<E.Either<Failure, void>> => {
  const vkey = vkeyOf(key)
  const request: Request = {
    commandId: context.newId(),
    ...act,
    target: {
      aggregate: "log",
      key: "",
      command:
        change === "IntroduceLogKey"
          ? { type: change, data: { key: vkey, role: "log" } }
          : { type: change, data: { key: vkey } },
    },
  }
  const preview = await handle({ ...request, dryRun: true })
  const alreadyRecorded = E.isLeft(preview) && isAlreadyDecided(preview.left)
  if (E.isLeft(preview) && !alreadyRecorded) return E.left(serviceFailure(preview.left, regulation))
  if (dryRun) return E.right(undefined)
  if (question !== undefined) {
    const agreed = await confirm(context, question)
    if (E.isLeft(agreed)) return agreed
  }
  if (alreadyRecorded) return E.right(undefined)
  const done = await handle(request)
  return E.isLeft(done) ? E.left(serviceFailure(done.left, regulation)) : E.right(undefined)
}

const isAlreadyDecided = (error: ServiceError): boolean =>
  error._tag === "Refused" && error.refusals.every(({ code }) => code === "AlreadyDecided")
