/** The log's keys: shown, made, joined by another, retired. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { bilingual, qinhuangdao2020 } from "@shifan/core"
import { printKeyId, withLogKey, withoutLogKey, type Keyring, type LogKey } from "@shifan/audit"
import { logFilesOf, replaceFile } from "../log/files.js"
import { defaultOrigin, foundLog, newLogKey, originOf, readKeys, vkeyOf, writeKeys } from "../log/keys.js"
import { notFound, usage, type Failure, type Output } from "../outcome.js"
import { say, type World } from "../surroundings.js"
import { confirmed } from "./act.js"
import { readGiven } from "./given-file.js"

export const keyList = async (world: World): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(world.settings)
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

/** For a store whose key was never made: nothing is put in the place of one that is there. */
export const keyNew = async (
  world: World,
  { origin: named }: { readonly origin?: string },
): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(world.settings)
  if (E.isLeft(files)) return files
  if (existsSync(files.right.key))
    return E.left({
      ...usage(`${files.right.key}已存在`, `${files.right.key} is there already`),
      hint: bilingual("更换密钥用key add和key retire", "to replace it: key add, then key retire"),
    })
  const origin = originOf(named ?? defaultOrigin(qinhuangdao2020.territory.bureau.code))
  if (E.isLeft(origin)) return origin
  return E.map(shown)(await foundLog(world, files.right, origin.right))
}

/** From now on both sign; verifiers with either accept. */
export const keyAdd = async (world: World, { sm2 }: { readonly sm2?: boolean }): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(world.settings)
  if (E.isLeft(files)) return files
  const [keys, policy] = [await readKeys(files.right.key), readText(files.right.policy)]
  if (E.isLeft(keys)) return keys
  if (E.isLeft(policy)) return policy
  const key = await newLogKey(world, sm2 === true ? "Sm2" : "Ed25519", keys.right[0].verifier.name)
  if (E.isLeft(key)) return key
  const all: Keyring = RNEA.concat([key.right])(keys.right)
  const written = writeKeys(files.right.key, all)
  if (E.isLeft(written)) return written
  const told = replaceFile(files.right.policy, withLogKey(policy.right, key.right.verifier))
  return E.isLeft(told) ? told : E.right(shown(all))
}

/** By its id. The last key that is not SM2 stays: others would have nothing to verify. */
export const keyRetire = async (world: World, id: string): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(world.settings)
  if (E.isLeft(files)) return files
  const [keys, policy] = [await readKeys(files.right.key), readText(files.right.policy)]
  if (E.isLeft(keys)) return keys
  if (E.isLeft(policy)) return policy
  const [going, staying] = [keys.right.filter(hasId(id)), keys.right.filter((key) => !hasId(id)(key))]
  const [key] = going
  if (key === undefined) return E.left(notFound(`没有密钥${id}`, `there is no key ${id}`))
  if (!RA.isNonEmpty(staying) || staying.every(({ verifier }) => verifier.type === "Sm2"))
    return E.left({
      ...usage("不能注销唯一的Ed25519密钥", "the only Ed25519 key cannot be retired"),
      hint: bilingual("先用key add增加一个", "first add another: key add"),
    })
  const sure = await confirmed(
    world,
    `${vkeyOf(key)}\n${say(world, bilingual("将被注销并删除", "will be retired and deleted"))}`,
  )
  if (E.isLeft(sure)) return sure
  const told = replaceFile(files.right.policy, withoutLogKey(policy.right, key.verifier))
  if (E.isLeft(told)) return told
  const written = writeKeys(files.right.key, staying)
  return E.isLeft(written) ? written : E.right(shown(staying))
}

const hasId =
  (id: string) =>
  ({ verifier }: LogKey): boolean =>
    printKeyId(verifier.id) === id

const readText = (file: string): E.Either<Failure, string> =>
  E.map((bytes: Uint8Array) => new TextDecoder().decode(bytes))(readGiven(file))
