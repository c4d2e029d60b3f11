/** The tree heads that are known of a store's log: those kept beside it, and one that somebody kept elsewhere. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { latestHead } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import { acceptCheckpoint, parseCheckpoint, parseNote, parsePolicy, type TreeHead } from "@shifan/tlog"
import { fileHeadStore } from "@shifan/tlog/node"
import { readBytes } from "../input/read-file.js"
import { exits, failure, usage, type Failure } from "../result.js"
import type { KnownHead } from "../store/soundness.js"
import { signingFailure } from "./log-failures.js"
import { readPolicyBytes, type LogFiles } from "./log-files.js"

/** The newest head that was kept before it was signed, and the checkpoints that lie beside the store. */
export const headsBeside = async ({
  heads,
  checkpoint,
  witnessed,
}: Pick<LogFiles, "heads" | "checkpoint" | "witnessed">): Promise<E.Either<Failure, ReadonlyArray<KnownHead>>> => {
  const known: Array<KnownHead> = []
  let origin: string | undefined
  if (existsSync(heads)) {
    const newest = await latestHead(fileHeadStore(heads))()
    if (E.isLeft(newest)) return E.left(signingFailure(newest.left))
    const { head } = newest.right
    origin = head?.origin
    if (head !== undefined) known.push({ from: heads, head })
  }
  for (const file of [checkpoint, witnessed].filter((name) => existsSync(name))) {
    const bytes = readBytes(file)
    if (E.isLeft(bytes)) return bytes
    const head = headIn(bytes.right)
    // What lies there may be of another log.
    if (head !== undefined && (origin === undefined || head.origin === origin)) known.push({ from: file, head })
  }
  return E.right(known)
}

/** A checkpoint that was kept elsewhere. Under a policy it has to be signed by the log. */
export const keptHead = async (file: string, policyFile: string | undefined): Promise<E.Either<Failure, KnownHead>> => {
  const bytes = readBytes(file)
  if (E.isLeft(bytes)) return bytes
  const head = headIn(bytes.right)
  if (head === undefined) return E.left(usage(`${file}不是检查点`, `${file} is no checkpoint`))
  if (policyFile === undefined) return E.right({ from: file, head })
  const policyBytes = readPolicyBytes(policyFile)
  if (E.isLeft(policyBytes)) return policyBytes
  const policy = parsePolicy(policyBytes.right)
  if (E.isLeft(policy)) return E.left(usage(`策略文件${policyFile}不合格式`, `the policy ${policyFile} is malformed`))
  const accepted = await acceptCheckpoint(policy.right, bytes.right)()
  if (E.isRight(accepted)) return E.right({ from: file, head })
  return E.left({
    ...failure(
      exits.verificationFailed,
      "KeptUnsigned",
      `策略不接受${file}的签名：只能算传闻`,
      `the policy does not accept the signatures of ${file}: it is hearsay`,
    ),
    hint: bilingual("不加--policy则只比较根哈希", "without --policy its root alone is compared"),
  })
}

const headIn = (file: Uint8Array): TreeHead | undefined => {
  const note = parseNote(file)
  const head = E.isLeft(note) ? note : parseCheckpoint(note.right.text)
  return E.isRight(head) ? head.right : undefined
}
