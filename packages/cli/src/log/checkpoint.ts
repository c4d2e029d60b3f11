/** `audit checkpoint`: signs the log as it stands, and writes requests to a time-stamping authority and a witness. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { signCheckpoint, witnessRequest, type SignedCheckpoint } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import { fileHeadStore, nodeHasher } from "@shifan/tlog/node"
import { say, type CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { replaceFile, writeNew } from "../files.js"
import { progressLine } from "../progress.js"
import { exits, failure, usage, type Failure, type Output } from "../result.js"
import { inSession, type Session } from "../store/session.js"
import { soundness, unsoundFailure } from "../store/soundness.js"
import { headsBeside } from "./known-heads.js"
import { forkedFailure, leafFailure, signingFailure } from "./log-failures.js"
import { logFilesOf, readKeys, vkeyOf, type LogFiles } from "./log-files.js"

export interface CheckpointOptions extends RequestOptions {
  /** The folder of heads; beside the store by default. */
  readonly kept?: string
  /** Hash every leaf again instead of going on from the last head. */
  readonly whole?: boolean
}

interface RequestOptions {
  readonly requestTimestamp?: string
  readonly requestWitness?: string
  /** How many leaves the witness has cosigned before. */
  readonly since: string
}

export const auditCheckpoint = async (
  context: CommandContext,
  options: CheckpointOptions,
): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  const keys = await readKeys(files.right.key)
  if (E.isLeft(keys)) return keys
  const [{ verifier }] = keys.right
  return inSession(context, { readOnly: true }, async (session) => {
    // Events of a cluster have to get their place in the log first.
    const settled = session.file === undefined ? await session.settledLog() : E.right(0)
    if (E.isLeft(settled)) return E.left(storeFailure(settled.left))
    const unsound = await checkSound(session, files.right, options.kept)
    if (unsound !== undefined) return E.left(unsound)
    const progress = progressLine(context)
    const signed = await signCheckpoint({
      log: session.log,
      heads: fileHeadStore(options.kept ?? files.right.heads),
      keys: keys.right,
      origin: verifier.name,
      whole: options.whole === true,
      hasher: nodeHasher,
      progress: progress.at,
    })()
    progress.done()
    if (E.isLeft(signed)) return E.left(signingFailure(signed.left))
    const { note } = signed.right
    const written = replaceFile(files.right.checkpoint, note)
    if (E.isLeft(written)) return written
    const requested = await writeRequests(context, session, options, note)
    if (E.isLeft(requested)) return requested
    return E.right(checkpointOutput(context, files.right.checkpoint, signed.right, keys.right.map(vkeyOf)))
  })
}

/** What was signed once stands for ever, so nothing is signed of a store that is not sound. */
const checkSound = async (
  { store, log, file, vaultFile }: Session,
  files: LogFiles,
  heads: string | undefined,
): Promise<Failure | undefined> => {
  const known = await headsBeside({ ...files, heads: heads ?? files.heads })
  if (E.isLeft(known)) return known.left
  const vault = vaultFile !== undefined && existsSync(vaultFile) ? vaultFile : undefined
  const found = await soundness({ store, log, file, heads: known.right, vaultFile: vault })
  if (E.isLeft(found)) return found.left
  const forked = found.right.find(({ about }) => about === "head")
  // That the store went back is told when it comes to signing, with both sizes.
  const others = found.right.filter(({ about }) => about !== "rollback" && about !== "head")
  return unsoundFailure(others) ?? (forked && forkedFailure(forked.size ?? 0))
}

/** The text is the checkpoint itself, so that it can be piped. */
const checkpointOutput = (
  context: CommandContext,
  file: string,
  { checkpoint: { origin, size, root }, note, previousSize: before }: SignedCheckpoint,
  keys: ReadonlyArray<string>,
): Output => {
  const { terminal, settings } = context
  const summary = bilingual(
    `已签署${size}条（此前${before}条），写入${file}`,
    `signed at ${size} leaves (${before} before), written to ${file}`,
  )
  if (!settings.quiet && settings.json === false) terminal.err(`${say(context, summary)}\n`)
  return {
    json: { checkpoint: file, origin, size, before, root: Buffer.from(root).toString("base64"), keys },
    text: Buffer.from(note).toString(),
  }
}

/** Fails where a file of that name exists. */
const writeRequests = async (
  { random }: CommandContext,
  session: Session,
  { requestTimestamp, requestWitness, since }: RequestOptions,
  note: Uint8Array,
): Promise<E.Either<Failure, void>> => {
  if (requestTimestamp !== undefined) {
    const { timestampRequest } = await import("@shifan/tlog/timestamp")
    const written = writeNew(requestTimestamp, timestampRequest(note, random(8)))
    if (E.isLeft(written)) return written
  }
  return requestWitness === undefined ? E.right(undefined) : writeWitnessRequest(session, requestWitness, since, note)
}

const writeWitnessRequest = async (
  { log }: Session,
  file: string,
  since: string,
  note: Uint8Array,
): Promise<E.Either<Failure, void>> => {
  if (!/^\d{1,15}$/.test(since))
    return E.left(usage(`--since应为条数：${since}`, `--since wants a number of leaves, got ${since}`))
  const request = await witnessRequest({ log, note, old: Number(since), hasher: nodeHasher })()
  if (E.isRight(request)) return writeNew(file, request.right)
  const fault = request.left
  switch (fault._tag) {
    case "SizesReversed":
      return E.left(
        usage(`--since大于日志的${fault.second}条`, `--since is beyond the log, which has ${fault.second} leaves`),
      )
    case "StreamNotFound":
    case "Unavailable":
    case "Corrupt":
    case "Closed":
    case "LeafDiffers":
    case "LogBroken":
      return E.left(leafFailure(fault))
    default:
      return E.left(failure(exits.failure, fault._tag, "无法生成见证申请", "no request to a witness could be made"))
  }
}
