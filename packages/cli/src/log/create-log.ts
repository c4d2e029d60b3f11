/** A log begun: its keys on record, the policy that names them, and the folder its heads are kept in. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { bilingual } from "@shifan/core"
import { type Keyring, type LogKey, addLogLine } from "@shifan/tlog"
import { createHeadFolder } from "@shifan/tlog/node"
import { readText } from "../files.js"
import type { Session } from "../session.js"
import { exits, type Failure } from "../result.js"
import type { CommandContext } from "../command-context.js"
import { replaceFile, type LogFiles } from "./log-files.js"
import { newLogKey, readKeys, vkeyOf, writeKeys } from "./key-file.js"
import { recordKeyChange, type KeyAct } from "./key-record.js"

/** In both languages, since it goes to readers of both. */
const newPolicy = [
  "# 信任策略（C2SP tlog-policy）：本日志的公钥和见证人",
  "# Whom to trust of this log: its public keys and its witnesses",
  "# witness 名称/name vkey",
  "quorum none",
  "",
].join("\n")

/**
 * Keys, policy and the folder of heads, each where there is none yet; the keys on record before their file is written. A
 * policy that is there gets those it does not name. Gives the keys.
 */
export const createLog = async (
  context: CommandContext,
  session: Session,
  files: LogFiles,
  origin: string,
  act: KeyAct,
): Promise<E.Either<Failure, Keyring>> => {
  const isNew = !existsSync(files.key)
  const keys = isNew
    ? E.map((key: LogKey): Keyring => RNEA.of(key))(await newLogKey(context, "Ed25519", origin))
    : await readKeys(files.key)
  if (E.isLeft(keys)) return keys
  for (const key of keys.right) {
    const recorded = await recordKeyChange(context, session, "IntroduceLogKey", key, act)
    if (E.isLeft(recorded)) return recorded
  }
  const kept = isNew ? writeKeys(files.key, keys.right) : E.right(undefined)
  if (E.isLeft(kept)) return kept
  const policy = existsSync(files.policy) ? readText(files.policy) : E.right(newPolicy)
  if (E.isLeft(policy)) return policy
  const told = replaceFile(files.policy, keys.right.reduce(naming, policy.right))
  if (E.isLeft(told)) return told
  const heads = await createHeadFolder(files.heads)()
  return E.isLeft(heads)
    ? E.left({ exit: exits.failure, code: heads.left._tag, message: bilingual(heads.left.reason, heads.left.reason) })
    : keys
}

const naming = (policy: string, key: LogKey): string =>
  policy.split(/\s+/).includes(vkeyOf(key)) ? policy : addLogLine(policy, key.verifier)
