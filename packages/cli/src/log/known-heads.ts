/** Collects the known tree heads of a store's log: those stored next to it, and heads that readers kept elsewhere. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { everyHead, headOfSize } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import {
  acceptCheckpoint,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  parseResumableHead,
  sameBytes,
  type HeadStore,
  type TreeHead,
} from "@shifan/tlog"
import { fileHeadStore } from "@shifan/tlog/node"
import { readBytes } from "../input/read-file.js"
import { exits, failure, usage, type Failure } from "../result.js"
import { publishedHeads } from "../store/published-heads.js"
import type { Session } from "../store/session.js"
import type { KnownHead } from "../store/soundness.js"
import { folderOf } from "../store/store-address.js"
import { forgottenFailure, signingFailure } from "./log-failures.js"
import { logFilesIn, readPolicyBytes, type LogFiles } from "./log-files.js"

/** The heads stored next to a store. */
export interface HeadsBeside {
  /** The newest stored head, and those of the checkpoints. */
  readonly known: ReadonlyArray<KnownHead>
  /** The same and the heads stored before: all that the leaves have to agree with. */
  readonly compared: ReadonlyArray<KnownHead>
  /** Fault of the stored heads: one is lost, or a signed one is missing. */
  readonly memory: Failure | undefined
}

type FilesOfHeads = Pick<LogFiles, "policy" | "heads" | "headCount" | "checkpoint" | "witnessed" | "pending">

/** @param published heads that the log itself records */
export const headsBeside = async (
  files: FilesOfHeads,
  published: ReadonlyArray<KnownHead> = [],
): Promise<E.Either<Failure, HeadsBeside>> => {
  const { heads: folder, headCount, checkpoint, witnessed, pending } = files
  const heads = fileHeadStore(folder, headCount)
  const stored = existsSync(folder) ? await everyHead(heads)() : E.right([])
  const all = E.isRight(stored) ? stored.right : []
  const head = all.at(-1)
  const known: Array<KnownHead> = head === undefined ? [] : [{ from: folder, head }]
  let memory = E.isLeft(stored) ? signingFailure(stored.left) : undefined
  for (const one of published.filter((other) => isOfLog(files, head, other.head))) {
    known.push(one)
    if (existsSync(folder)) memory ??= await forgotten(heads, one)
  }
  for (const file of [checkpoint, witnessed, pending].filter((name) => existsSync(name))) {
    const bytes = readBytes(file)
    if (E.isLeft(bytes)) return bytes
    const signed = headIn(bytes.right)
    // A file here may belong to another log.
    if (signed === undefined || (head !== undefined && signed.origin !== head.origin)) continue
    known.push({ from: file, head: signed })
    if (existsSync(folder)) memory ??= await forgotten(heads, { from: file, head: signed })
  }
  const earlier = all.slice(0, -1).map((one) => ({ from: folder, head: one }))
  return E.right({ known, compared: [...known, ...earlier], memory })
}

/** If no head is stored, the policy identifies the log. Heads of a log begun earlier need not be stored here. */
const isOfLog = ({ policy: file }: FilesOfHeads, kept: TreeHead | undefined, { origin }: TreeHead): boolean => {
  if (kept !== undefined) return kept.origin === origin
  const bytes = existsSync(file) ? readPolicyBytes(file) : undefined
  const policy = bytes === undefined || E.isLeft(bytes) ? undefined : parsePolicy(bytes.right)
  if (policy === undefined || E.isLeft(policy)) return true
  return policy.right.logs.some(({ key }) => key.name === origin)
}

/** Files that the reader has from elsewhere. */
export interface HeadsGiven {
  readonly kept?: ReadonlyArray<string>
  readonly policy?: string
}

/** The heads next to a session's store, and those that the reader kept. */
export const headsOf = async (
  session: Session,
  { kept = [], policy }: HeadsGiven,
): Promise<E.Either<Failure, HeadsBeside>> => {
  const none: HeadsBeside = { known: [], compared: [], memory: undefined }
  const { address, vaultFile } = session
  const published = await publishedHeads(session)
  if (E.isLeft(published)) return published
  const beside =
    vaultFile === undefined
      ? E.right(none)
      : await headsBeside(logFilesIn(folderOf(address, vaultFile)), published.right)
  if (E.isLeft(beside)) return beside
  const { known, compared, memory } = beside.right
  const fromReader: Array<KnownHead> = []
  for (const file of kept) {
    const head = await keptHead(file, policy)
    if (E.isLeft(head)) return head
    fromReader.push(head.right)
  }
  return E.right({ known: [...known, ...fromReader], compared: [...compared, ...fromReader], memory })
}

/** Every signed head was stored before. A missing one was lost, or another signer has the key. */
export const forgotten = async (heads: HeadStore, { from, head }: KnownHead): Promise<Failure | undefined> => {
  const kept = await headOfSize(heads, head.size)()
  if (E.isLeft(kept)) return signingFailure(kept.left)
  if (kept.right !== undefined)
    return sameBytes(kept.right.root, head.root) ? undefined : forgottenFailure(from, head.size)
  const first = await heads.read(1)()
  // After a recovery the stored heads begin with the newest head known from elsewhere.
  const began = E.isRight(first) && first.right !== undefined ? parseResumableHead(first.right.content) : undefined
  const isOlder = began !== undefined && E.isRight(began) && head.size < began.right.size
  return isOlder ? undefined : forgottenFailure(from, head.size)
}

/** A checkpoint kept elsewhere. If there is a policy, the log must have signed it. */
const keptHead = async (file: string, policyFile: string | undefined): Promise<E.Either<Failure, KnownHead>> => {
  const bytes = readBytes(file)
  if (E.isLeft(bytes)) return bytes
  const head = headIn(bytes.right)
  if (head === undefined) return E.left(usage(`${file}不是检查点`, `${file} is not a checkpoint`))
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
    hint: bilingual("不加--policy则只比较根哈希", "without --policy only its root is compared"),
  })
}

export const headIn = (file: Uint8Array): TreeHead | undefined => {
  const note = parseNote(file)
  const head = E.isLeft(note) ? note : parseCheckpoint(note.right.text)
  return E.isRight(head) ? head.right : undefined
}
