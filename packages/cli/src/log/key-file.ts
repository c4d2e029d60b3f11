/** The keys that sign a log: made, read and written. */
import { existsSync, readFileSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import {
  isKeyName,
  parseKeyring,
  printKeyring,
  printVerifierKey,
  signerKey,
  type Keyring,
  type KeyringFault,
  type LogKey,
} from "@shifan/tlog"
import type { CommandContext } from "../command-context.js"
import { replaceFile } from "../files.js"
import { exits, failure, notFound, usage, type Failure } from "../result.js"

/** A log's name where none was given; no domain vouches for it. */
export const defaultOrigin = (division: string): string => `gov.cn/${division}/shifan`

export const parseOrigin = (name: string): E.Either<Failure, string> =>
  isKeyName(name)
    ? E.right(name)
    : E.left(
        usage(
          `不能作为日志名称：${name}`,
          `not a name for a log: ${name}`,
          bilingual(
            "不含空格和加号，如gxj.example.gov.cn/shifan",
            "without spaces and pluses, such as gxj.example.gov.cn/shifan",
          ),
        ),
      )

export const newLogKey = async (
  { random }: Pick<CommandContext, "random">,
  type: LogKey["verifier"]["type"],
  origin: string,
): Promise<E.Either<Failure, LogKey>> => {
  const key =
    type === "Sm2" ? await signerKey("Sm2", origin, random(32))() : await signerKey("Ed25519", origin, random(32))()
  return E.isLeft(key) ? E.left(noKeyMade(key.left)) : key
}

export const noKeyMade = ({ _tag }: { readonly _tag: string }): Failure =>
  failure(exits.failure, _tag, "无法生成密钥", "no key could be made")

export const readKeys = async (file: string): Promise<E.Either<Failure, Keyring>> => {
  if (!existsSync(file))
    return E.left({
      ...notFound(`没有日志密钥${file}`, `there is no log key at ${file}`),
      hint: bilingual("用shifan audit key new生成", "make one with shifan audit key new"),
    })
  const keys = await parseKeyring(readFileSync(file, "utf8"))()
  return E.isLeft(keys) ? E.left(keyringFailure(file, keys.left)) : keys
}

/** Repeats nothing of the file, which holds secrets. */
const keyringFailure = (file: string, fault: KeyringFault): Failure => {
  const at = (zh: string, en: string): Failure => failure(exits.failure, fault._tag, `${file}${zh}`, `${file} ${en}`)
  switch (fault._tag) {
    case "MalformedKeyring":
      return at(`第${fault.line}行不是本日志的密钥`, `has no key of this log in line ${fault.line}`)
    case "NoKeys":
      return at("中没有密钥", "has no key in it")
    case "CryptoUnavailable":
      return at(`无法使用：${fault.reason}`, `cannot be used: ${fault.reason}`)
  }
}

export const writeKeys = (file: string, keys: Keyring): E.Either<Failure, void> =>
  replaceFile(file, printKeyring(keys), 0o600)

/** The public key as it stands in policies and in the log's own leaves. */
export const vkeyOf = ({ verifier }: LogKey): string => printVerifierKey(verifier)
