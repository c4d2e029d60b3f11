/** `audit checkpoint`: signs the current log, and writes requests to a time-stamping authority and a witness. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { headOfSize, signCheckpoint, witnessRequest, type SignedCheckpoint } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import type { HeadStore, Keyring } from "@shifan/tlog"
import { fileHeadStore, nodeHasher } from "@shifan/tlog/node"
import { say, type CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { checkNew, replaceFile, writeNew } from "../files.js"
import { progressLine } from "../progress.js"
import { usage, type Failure, type Output } from "../result.js"
import { publishedHeads } from "../store/published-heads.js"
import { inSession, type Session } from "../store/session.js"
import { soundness, unsoundFailure } from "../store/soundness.js"
import { withPlan, type Plan, type WriteOptions } from "../writing.js"
import { askWitnesses, haveCosigned } from "./ask-witnesses.js"
import { headsBeside } from "./known-heads.js"
import { forkedFailure, neverSigned, signingFailure } from "./log-failures.js"
import { requestFailure } from "./witness-failures.js"
import { recoverHeads } from "./recover-heads.js"
import { logFilesOf, readKeys, vkeyOf, type LogFiles } from "./log-files.js"

export interface CheckpointOptions extends RequestOptions, WriteOptions {
  /** Folder of heads; by default next to the store. */
  readonly kept?: string
  /** Hash every leaf again instead of continuing from the last head. */
  readonly whole?: boolean
  /** Ask the policy's witnesses what they cosigned last, before signing, and have them cosign the result. */
  readonly askWitnesses?: boolean
  /** If the stored heads are lost for good, continue from the newest head known from elsewhere. */
  readonly recover?: boolean
}

interface RequestOptions {
  readonly requestTimestamp?: string
  readonly requestWitness?: string
  /** Number of leaves in the checkpoint that the witness cosigned last. */
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
  return inSession(context, { readOnly: true }, async (session) => {
    // Events of a cluster first have to get their index in the log.
    const settled = session.file === undefined ? await session.settledLog() : E.right(0)
    if (E.isLeft(settled)) return E.left(storeFailure(settled.left))
    const placed = { ...files.right, heads: options.kept ?? files.right.heads }
    const unsound = await checkSound(context, session, placed, options)
    if (unsound !== undefined) return E.left(unsound)
    const planned = await planOf(session, placed, options)
    if (E.isLeft(planned)) return planned
    return withPlan(context, options, planned.right, () => signAndWrite(context, session, placed, keys.right, options))
  })
}

const planOf = async (
  { log }: Session,
  { heads, checkpoint, witnessed }: LogFiles,
  { requestTimestamp, requestWitness, askWitnesses: asks = false }: CheckpointOptions,
): Promise<E.Either<Failure, Plan>> => {
  const size = await log.size()
  if (E.isLeft(size)) return E.left(storeFailure(size.left))
  const requests = [requestTimestamp, requestWitness].filter((file) => file !== undefined)
  const taken = requests.map(checkNew).find(E.isLeft)
  if (taken !== undefined) return taken
  return E.right({
    says: bilingual(`将签署${size.right}条的检查点，写入：`, `the log will be signed at ${size.right} leaves, to:`),
    files: [checkpoint, heads, ...(asks ? [witnessed] : []), ...requests],
  })
}

const signAndWrite = async (
  context: CommandContext,
  session: Session,
  placed: LogFiles,
  keys: Keyring,
  options: CheckpointOptions,
): Promise<E.Either<Failure, Output>> => {
  const [{ verifier }] = keys
  const heads = fileHeadStore(placed.heads, placed.headCount)
  const asked =
    options.askWitnesses === true ? await askWitnesses(context, { files: placed, heads, keys }) : E.right([])
  if (E.isLeft(asked)) return asked
  const progress = progressLine(context)
  const signed = await signCheckpoint({
    log: session.log,
    heads,
    keys,
    origin: verifier.name,
    whole: options.whole === true,
    hasher: nodeHasher,
    progress: progress.at,
  })()
  progress.done()
  if (E.isLeft(signed)) return E.left(signingFailure(signed.left))
  const { note } = signed.right
  const written = replaceFile(placed.checkpoint, note)
  if (E.isLeft(written)) return written
  const cosigned = await haveCosigned(context, session.log, placed, asked.right, note)
  if (E.isLeft(cosigned)) return cosigned
  const requested = await writeRequests(context, session, options, { note, heads })
  if (E.isLeft(requested)) return requested
  const by = { keys: keys.map(vkeyOf), cosigned: cosigned.right }
  return E.right(checkpointOutput(context, placed.checkpoint, signed.right, by))
}

/** A signature is for ever, so an unsound store is never signed. */
const checkSound = async (
  context: CommandContext,
  session: Session,
  files: LogFiles,
  { recover = false, dryRun = false }: CheckpointOptions,
): Promise<Failure | undefined> => {
  const { store, log, file, vaultFile } = session
  const published = await publishedHeads(session)
  if (E.isLeft(published)) return published.left
  const beside = await headsBeside(files, published.right)
  if (E.isLeft(beside)) return beside.left
  const { compared, memory } = beside.right
  if (memory !== undefined && !recover) return memory
  const vault = vaultFile !== undefined && existsSync(vaultFile) ? vaultFile : undefined
  const found = await soundness({ store, log, file, heads: compared, vaultFile: vault })
  if (E.isLeft(found)) return found.left
  if (recover && dryRun) return unsoundFailure(found.right)
  if (recover) return unsoundFailure(found.right) ?? recoverHeads(context, files, beside.right)
  const forked = found.right.find(({ about }) => about === "head")
  // A rollback is reported when signing, with both sizes.
  const others = found.right.filter(({ about }) => about !== "rollback" && about !== "head")
  return unsoundFailure(others) ?? (forked && forkedFailure(forked.size ?? 0))
}

/** The text is the checkpoint itself, so that it can be piped. */
const checkpointOutput = (
  context: CommandContext,
  file: string,
  { checkpoint: { origin, size, root }, note, previousSize: before }: SignedCheckpoint,
  by: { readonly keys: ReadonlyArray<string>; readonly cosigned: ReadonlyArray<string> },
): Output => {
  const { terminal, settings } = context
  const { cosigned } = by
  const witnesses =
    cosigned.length === 0
      ? bilingual("", "")
      : bilingual(`；${cosigned.join("、")}已见证`, `; cosigned by ${cosigned.join(", ")}`)
  const summary = bilingual(
    `已签署${size}条（此前${before}条），写入${file}${witnesses.zh}`,
    `signed at ${size} leaves (before: ${before}), written to ${file}${witnesses.en}`,
  )
  if (!settings.quiet && settings.json === false) terminal.err(`${say(context, summary)}\n`)
  return {
    json: { checkpoint: file, origin, size, before, root: Buffer.from(root).toString("base64"), ...by },
    text: Buffer.from(note).toString(),
  }
}

/** Fails if the file already exists. */
const writeRequests = async (
  { random }: CommandContext,
  session: Session,
  { requestTimestamp, requestWitness, since }: RequestOptions,
  { note, heads }: { readonly note: Uint8Array; readonly heads: HeadStore },
): Promise<E.Either<Failure, void>> => {
  if (requestTimestamp !== undefined) {
    const { timestampRequest } = await import("@shifan/tlog/timestamp")
    const written = writeNew(requestTimestamp, timestampRequest(note, random(8)))
    if (E.isLeft(written)) return written
  }
  return requestWitness === undefined
    ? E.right(undefined)
    : writeWitnessRequest(session, requestWitness, { since, note, heads })
}

const writeWitnessRequest = async (
  { log }: Session,
  file: string,
  { since, note, heads }: { readonly since: string; readonly note: Uint8Array; readonly heads: HeadStore },
): Promise<E.Either<Failure, void>> => {
  if (!/^\d{1,15}$/.test(since))
    return E.left(usage(`--since应为条数：${since}`, `--since needs a number of leaves, got ${since}`))
  const cosigned = Number(since) === 0 ? E.right({ size: 0 }) : await headOfSize(heads, Number(since))()
  if (E.isLeft(cosigned)) return E.left(signingFailure(cosigned.left))
  if (cosigned.right === undefined) return E.left(neverSigned(Number(since)))
  const request = await witnessRequest({ log, note, old: Number(since), hasher: nodeHasher })()
  return E.isRight(request) ? writeNew(file, request.right) : E.left(requestFailure(request.left))
}
