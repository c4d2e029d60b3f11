/** The log's keys: shown, made, joined by another, retired. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { type Keyring, type LogKey, printKeyId, addLogLine, removeLogLine } from "@shifan/tlog"
import { logFilesOf, replaceFile, type LogFiles } from "./log-files.js"
import { createLog } from "./create-log.js"
import { defaultOrigin, newLogKey, originOf, readKeys, vkeyOf, writeKeys } from "./key-file.js"
import { parseKeyAct, recordKeyChange, type KeyActFlags } from "./key-record.js"
import { division, inSession } from "../session.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { say, type CommandContext } from "../command-context.js"
import { confirm } from "../apply/act.js"
import { readText } from "../files.js"

export const keyList = async (context: CommandContext): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  return E.map(shown)(await readKeys(files.right.key))
}

const shown = (keys: Keyring): Output => ({
  json: { origin: keys[0].verifier.name, keys: keys.map(described) },
  text: keys.map(vkeyOf).join("\n"),
})

const described = (key: LogKey) => ({
  id: printKeyId(key.verifier.id),
  type: key.verifier.type,
  vkey: vkeyOf(key),
})

export interface NewKeyFlags extends KeyActFlags {
  readonly origin?: string
}

/** For a store whose key was never made, or lost: nothing is put in the place of one that is there. */
export const keyNew = async (
  context: CommandContext,
  { origin, ...flags }: NewKeyFlags,
): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  if (existsSync(files.right.key))
    return E.left({
      ...usage(`${files.right.key}已存在`, `${files.right.key} is there already`),
      hint: bilingual("更换密钥用key add和key retire", "to replace it: key add, then key retire"),
    })
  const [named, by] = [originOf(origin ?? defaultOrigin(division)), parseKeyAct(context, flags)]
  if (E.isLeft(named)) return named
  if (E.isLeft(by)) return by
  const question = bilingual(`将为${named.right}生成密钥`, `a key will be made for ${named.right}`)
  const sure = await confirm(context, say(context, question))
  if (E.isLeft(sure)) return sure
  return inSession(context, {}, async (session) =>
    E.map(shown)(await createLog(context, session, files.right, named.right, by.right)),
  )
}

export interface AddKeyFlags extends KeyActFlags {
  readonly sm2?: boolean
}

/** From now on both sign; verifiers with either accept. */
export const keyAdd = async (
  context: CommandContext,
  { sm2, ...flags }: AddKeyFlags,
): Promise<E.Either<Failure, Output>> => {
  const [log, by] = [await logAsKept(context), parseKeyAct(context, flags)]
  if (E.isLeft(log)) return log
  if (E.isLeft(by)) return by
  const { files, keys, policy } = log.right
  const key = await newLogKey(context, sm2 === true ? "Sm2" : "Ed25519", keys[0].verifier.name)
  if (E.isLeft(key)) return key
  const question = asking(context, key.right, bilingual("将与原密钥一并签署", "will sign beside those there are"))
  return inSession(context, {}, async (session) => {
    const recorded = await recordKeyChange(context, session, "IntroduceLogKey", key.right, by.right, question)
    if (E.isLeft(recorded)) return recorded
    const all: Keyring = RNEA.concat([key.right])(keys)
    const written = writeKeys(files.key, all)
    if (E.isLeft(written)) return written
    const told = replaceFile(files.policy, addLogLine(policy, key.right.verifier))
    return E.isLeft(told) ? told : E.right(shown(all))
  })
}

/** By its id. The last key that is not SM2 stays: others would have nothing to verify. */
export const keyRetire = async (
  context: CommandContext,
  id: string,
  flags: KeyActFlags,
): Promise<E.Either<Failure, Output>> => {
  const [log, by] = [await logAsKept(context), parseKeyAct(context, flags)]
  if (E.isLeft(log)) return log
  if (E.isLeft(by)) return by
  const { files, keys, policy } = log.right
  const { left: staying, right: going } = RA.partition(hasId(id))(keys)
  const [key] = going
  if (key === undefined) return E.left(notFound(`没有密钥${id}`, `there is no key ${id}`))
  if (!RA.isNonEmpty(staying) || staying.every(({ verifier }) => verifier.type === "Sm2"))
    return E.left({
      ...usage("不能注销唯一的Ed25519密钥", "the only Ed25519 key cannot be retired"),
      hint: bilingual("先用key add增加一个", "first add another: key add"),
    })
  const question = asking(context, key, bilingual("将被注销并删除", "will be retired and deleted"))
  return inSession(context, {}, async (session) => {
    const recorded = await recordKeyChange(context, session, "RetireLogKey", key, by.right, question)
    if (E.isLeft(recorded)) return recorded
    const told = replaceFile(files.policy, removeLogLine(policy, key.verifier))
    if (E.isLeft(told)) return told
    const written = writeKeys(files.key, staying)
    return E.isLeft(written) ? written : E.right(shown(staying))
  })
}

interface LogAsKept {
  readonly files: LogFiles
  readonly keys: Keyring
  readonly policy: string
}

const logAsKept = async ({ settings }: CommandContext): Promise<E.Either<Failure, LogAsKept>> => {
  const files = logFilesOf(settings)
  if (E.isLeft(files)) return files
  const [keys, policy] = [await readKeys(files.right.key), readText(files.right.policy)]
  if (E.isLeft(keys)) return keys
  return E.map((text: string): LogAsKept => ({ files: files.right, keys: keys.right, policy: text }))(policy)
}

const asking = (context: CommandContext, key: LogKey, what: Bilingual): string =>
  `${vkeyOf(key)}\n${say(context, what)}`

const hasId =
  (id: string) =>
  ({ verifier }: LogKey): boolean =>
    printKeyId(verifier.id) === id
