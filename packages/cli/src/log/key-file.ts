/** The keys of a log, made, read and written. */
import { existsSync, readFileSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import {
  isKeyName,
  type Keyring,
  type KeyringFault,
  type LogKey,
  parseKeyring,
  printKeyring,
  printVerifierKey,
  signerKey,
} from "@shifan/tlog"
import { exits, notFound, usage, type Failure } from "../result.js"
import type { CommandContext } from "../command-context.js"
import { replaceFile } from "./log-files.js"

/** A name for a bureau that has not given one: that of its division, under nobody's domain. */
export const defaultOrigin = (division: string): string => `gov.cn/${division}/shifan`

export const originOf = (name: string): E.Either<Failure, string> =>
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
  return E.mapLeft(({ _tag }: { readonly _tag: string }): Failure => ({
    exit: exits.failure,
    code: _tag,
    message: bilingual("无法生成密钥", "no key could be made"),
  }))<LogKey>(key)
}

export const readKeys = async (file: string): Promise<E.Either<Failure, Keyring>> => {
  if (!existsSync(file))
    return E.left({
      ...notFound(`没有日志密钥${file}`, `there is no log key at ${file}`),
      hint: bilingual("用shifan audit key new生成", "make one with shifan audit key new"),
    })
  return E.mapLeft((fault: KeyringFault) => keyringFailure(file, fault))(
    await parseKeyring(readFileSync(file, "utf8"))(),
  )
}

const keyringFailure = (file: string, fault: KeyringFault): Failure => {
  const failure = (zh: string, en: string): Failure => ({
    exit: exits.failure,
    code: fault._tag,
    message: bilingual(`${file}${zh}`, `${file} ${en}`),
  })
  switch (fault._tag) {
    case "MalformedKeyring":
      return failure(`第${fault.line}行不是本日志的密钥`, `has no key of this log in line ${fault.line}`)
    case "NoKeys":
      return failure("中没有密钥", "has no key in it")
    case "CryptoUnavailable":
      return failure(`无法使用：${fault.reason}`, `cannot be used: ${fault.reason}`)
  }
}

export const writeKeys = (file: string, keys: Keyring): E.Either<Failure, void> =>
  replaceFile(file, printKeyring(keys), 0o600)

/** As it stands in policies and in the leaf that tells of a rotation. */
export const vkeyOf = ({ verifier }: LogKey): string => printVerifierKey(verifier)
