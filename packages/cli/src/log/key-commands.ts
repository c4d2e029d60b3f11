/** `audit key list`, `new`, `add` and `retire`. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { addLogLine, printKeyId, removeLogLine, type Keyring, type LogKey } from "@shifan/tlog"
import { confirm } from "../confirm.js"
import { say, type CommandContext } from "../command-context.js"
import { replaceFile } from "../files.js"
import { noSuchName } from "../known-names.js"
import { readOwnText } from "../input/text-encoding.js"
import { usage, type Failure, type Output } from "../result.js"
import { division, inSession } from "../store/session.js"
import { createLog, parseKeyAct, recordKeyChange, type KeyActOptions } from "./create-log.js"
import {
  defaultOrigin,
  logFilesOf,
  newLogKey,
  parseOrigin,
  readKeys,
  vkeyOf,
  writeKeys,
  type LogFiles,
} from "./log-files.js"

export const keyList = async (context: CommandContext): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  const keys = await readKeys(files.right.key)
  return E.isLeft(keys) ? keys : E.right(keysOutput(keys.right))
}

const keysOutput = (keys: Keyring): Output => ({
  json: {
    origin: keys[0].verifier.name,
    keys: keys.map((key) => ({ id: idOf(key), type: key.verifier.type, vkey: vkeyOf(key) })),
  },
  text: keys.map(vkeyOf).join("\n"),
})

/** Output of a dry run that the rules accept. */
const preview = (text: string): Output => ({ json: { dryRun: true }, text })

const idOf = ({ verifier }: LogKey): string => printKeyId(verifier.id)

export interface NewKeyOptions extends KeyActOptions {
  readonly origin?: string
}

/** For a store whose key was never made or was lost. Does not replace an existing key. */
export const keyNew = async (
  context: CommandContext,
  { origin: name, ...options }: NewKeyOptions,
): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  if (existsSync(files.right.key))
    return E.left({
      ...usage(`${files.right.key}已存在`, `${files.right.key} already exists`),
      hint: bilingual("更换密钥用key add和key retire", "replace it with key add, then key retire"),
    })
  const origin = parseOrigin(name ?? defaultOrigin(division))
  if (E.isLeft(origin)) return origin
  const act = parseKeyAct(context, options)
  if (E.isLeft(act)) return act
  const question = bilingual(`将为${origin.right}生成密钥`, `a key will be created for ${origin.right}`)
  if (options.dryRun === true) {
    const key = await newLogKey(context, "Ed25519", origin.right)
    if (E.isLeft(key)) return key
    return inSession(context, {}, async (session) => {
      const checked = await recordKeyChange(context, session, "IntroduceLogKey", key.right, act.right)
      return E.isLeft(checked) ? checked : E.right(preview(say(context, question)))
    })
  }
  const agreed = await confirm(context, say(context, question))
  if (E.isLeft(agreed)) return agreed
  return inSession(context, {}, async (session) => {
    const keys = await createLog(context, session, files.right, origin.right, act.right)
    return E.isLeft(keys) ? keys : E.right(keysOutput(keys.right))
  })
}

export interface AddKeyOptions extends KeyActOptions {
  readonly sm2?: boolean
}

/** All keys sign from now on, and a verifier that knows one of them accepts. */
export const keyAdd = async (
  context: CommandContext,
  { sm2, ...options }: AddKeyOptions,
): Promise<E.Either<Failure, Output>> => {
  const log = await readLog(context)
  if (E.isLeft(log)) return log
  const act = parseKeyAct(context, options)
  if (E.isLeft(act)) return act
  const { files, keys, policy } = log.right
  const key = await newLogKey(context, sm2 === true ? "Sm2" : "Ed25519", keys[0].verifier.name)
  if (E.isLeft(key)) return key
  const question = questionAbout(
    context,
    key.right,
    bilingual("将与原密钥一并签署", "will sign together with the existing keys"),
  )
  return inSession(context, {}, async (session) => {
    const recorded = await recordKeyChange(context, session, "IntroduceLogKey", key.right, act.right, question)
    if (E.isLeft(recorded)) return recorded
    if (options.dryRun === true) return E.right(preview(question))
    const all: Keyring = RNEA.concat([key.right])(keys)
    const written = writeKeys(files.key, all)
    if (E.isLeft(written)) return written
    const policyWritten = replaceFile(files.policy, addLogLine(policy, key.right.verifier))
    return E.isLeft(policyWritten) ? policyWritten : E.right(keysOutput(all))
  })
}

/** An Ed25519 key must remain: other verifiers do not know SM2 and would have nothing to verify. */
export const keyRetire = async (
  context: CommandContext,
  id: string,
  options: KeyActOptions,
): Promise<E.Either<Failure, Output>> => {
  const log = await readLog(context)
  if (E.isLeft(log)) return log
  const act = parseKeyAct(context, options)
  if (E.isLeft(act)) return act
  const { files, keys, policy } = log.right
  const key = keys.find((candidate) => idOf(candidate) === id)
  if (key === undefined) return E.left(noSuchName(`没有密钥${id}`, `there is no key ${id}`, id, keys.map(idOf)))
  const remaining = keys.filter((other) => idOf(other) !== id)
  if (!RA.isNonEmpty(remaining) || remaining.every(({ verifier }) => verifier.type === "Sm2"))
    return E.left({
      ...usage("不能注销唯一的Ed25519密钥", "the only Ed25519 key cannot be retired"),
      hint: bilingual("先用key add增加一个", "add another first: key add"),
    })
  const question = questionAbout(context, key, bilingual("将被注销并删除", "will be retired and deleted"))
  return inSession(context, {}, async (session) => {
    const recorded = await recordKeyChange(context, session, "RetireLogKey", key, act.right, question)
    if (E.isLeft(recorded)) return recorded
    if (options.dryRun === true) return E.right(preview(question))
    const policyWritten = replaceFile(files.policy, removeLogLine(policy, key.verifier))
    if (E.isLeft(policyWritten)) return policyWritten
    const written = writeKeys(files.key, remaining)
    return E.isLeft(written) ? written : E.right(keysOutput(remaining))
  })
}

interface Log {
  readonly files: LogFiles
  readonly keys: Keyring
  readonly policy: string
}

const readLog = async ({ settings }: CommandContext): Promise<E.Either<Failure, Log>> => {
  const files = logFilesOf(settings)
  if (E.isLeft(files)) return files
  const keys = await readKeys(files.right.key)
  if (E.isLeft(keys)) return keys
  const policy = readOwnText(files.right.policy)
  return E.isLeft(policy) ? policy : E.right({ files: files.right, keys: keys.right, policy: policy.right })
}

const questionAbout = (context: CommandContext, key: LogKey, what: Bilingual): string =>
  `${vkeyOf(key)}\n${say(context, what)}`
