import type { CivilDate } from "@shifan/core"
import {
  acceptCheckpoint,
  type Checkpoint,
  parsePolicy,
  printTlogProof,
  proveInclusion,
  readRoot,
  rfc6962,
  sameBytes,
  tilePath,
  tileHashReader,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { writeFiles } from "../folder.js"
import { fileNames, tileLimit, timestampPaths } from "../format.js"
import { openingsFile, openingsFor } from "../openings.js"
import { newProjection, rosterFile, type RosterLine, type RosterUnder } from "../projection.js"
import { readme } from "../readme.js"
import type { TimestampFiles } from "../timestamp/timestamp.js"
import { stampedIn } from "../verify/timestamps.js"
import type { ExportFault } from "./export-fault.js"
import { newKeyFold, policyAt } from "./policy-at.js"
import { corrupt, type LogOptions, writeLog } from "./write-log.js"

/** What to export: the log, its signed head, the policy, timestamps, and the day of the roster. */
export interface ExportOptions extends LogOptions {
  /** A signed note (C2SP tlog-checkpoint) with its signature lines, cosigned or not. */
  readonly checkpoint: Uint8Array
  /** C2SP tlog-policy: the logs and witnesses a reader may trust. It must accept the checkpoint. */
  readonly policy: Uint8Array
  /** Timestamps of the checkpoint file, byte for byte, or of an earlier checkpoint that comes with the timestamp. */
  readonly timestamps?: ReadonlyArray<TimestampFiles>
  readonly rosterUnder: RosterUnder
  /** The day of the roster. */
  readonly asOf: CivilDate
}

/** Summary of the written bundle. */
export interface Exported {
  readonly origin: string
  /** Number of leaves. */
  readonly size: number
  readonly rows: number
  readonly openings: number
}

/** Streams a bundle of the log up to a signed checkpoint. On a fault the folder is removed. */
export const exportBundle =
  (options: ExportOptions): TaskEither<ExportFault, Exported> =>
  async () => {
    const written = await writeBundle(options).catch(async (thrown: unknown) => {
      await options.folder.discard()
      throw thrown
    })
    if (E.isLeft(written)) {
      await options.folder.discard()
      return written
    }
    const published = await options.folder.publish()
    return E.isLeft(published) ? published : written
  }

const writeBundle = async (options: ExportOptions): Promise<E.Either<ExportFault, Exported>> => {
  const { audience, asOf } = options
  const checkpoint = await acceptedCheckpoint(options)
  if (E.isLeft(checkpoint)) return checkpoint
  const { origin, size } = checkpoint.right
  const projection = newProjection(options.rosterUnder, asOf)
  const keys = newKeyFold()
  const log = await writeLog(options, checkpoint.right, { projection, keys })
  if (E.isLeft(log)) return log
  const lines = projection.lines()
  if (E.isLeft(lines)) return corrupt(fileNames.roster, lines.left)
  const proofs = await writeProofs(options, size, lines.right)
  if (E.isLeft(proofs)) return proofs
  const timestamps = await timestampFiles(options, checkpoint.right)
  if (E.isLeft(timestamps)) return timestamps
  const policy = await policyAt(options.policy, options.checkpoint, { origin, keys: keys.keys() })
  const openings = openingsFor(audience)
  const files = await writeFiles(options.folder, [
    [fileNames.roster, rosterFile(asOf, size, lines.right)],
    [fileNames.instrument, projection.instrument(size)],
    ...(audience._tag === "public"
      ? []
      : [[fileNames.openings, openingsFile({ audience: audience._tag, openings })] as const]),
    [fileNames.readme, new TextEncoder().encode(readme({ origin, size, asOf, audience: audience._tag }))],
    [fileNames.policy, policy],
    ...timestamps.right,
    [fileNames.checkpoint, options.checkpoint],
  ])
  if (E.isLeft(files)) return files
  return E.right({ origin, size, rows: lines.right.length, openings: openings.length })
}

type FileList = ReadonlyArray<readonly [path: string, bytes: Uint8Array]>

/** Places the first timestamp of the checkpoint itself next to it, all others in their own folder. */
const timestampFiles = async (
  { timestamps = [], checkpoint: file, folder, hasher = rfc6962 }: ExportOptions,
  checkpoint: Checkpoint,
): Promise<E.Either<ExportFault, FileList>> => {
  const files: Array<FileList[number]> = []
  let isBeside = false
  let number = 0
  for (const timestamp of timestamps) {
    const stamped = stampedIn({ request: undefined, checkpoint: undefined, ...timestamp }, { file, checkpoint })
    if (E.isLeft(stamped)) return E.left({ _tag: "TimestampFails", reason: stamped.left })
    const { size, root } = stamped.right.head
    const readHashes = tileHashReader((name) => folder.read(tilePath(name), tileLimit(name)), checkpoint.size, hasher)
    const found = await readRoot(readHashes, size, hasher)()
    if (E.isLeft(found) || !sameBytes(found.right, root))
      return E.left({ _tag: "TimestampFails", reason: { part: "history" } })
    const { response, request, checkpoint: earlier } = timestamp
    const isOwn: boolean = earlier === undefined && !isBeside
    isBeside ||= isOwn
    const names = isOwn
      ? { response: fileNames.timestamp, request: fileNames.timestampRequest, checkpoint: "" }
      : timestampPaths(++number)
    files.push([names.response, response])
    if (request !== undefined) files.push([names.request, request])
    if (earlier !== undefined) files.push([names.checkpoint, earlier])
  }
  return E.right(files)
}

const acceptedCheckpoint = async (options: ExportOptions): Promise<E.Either<ExportFault, Checkpoint>> => {
  const policy = parsePolicy(options.policy)
  if (E.isLeft(policy)) return E.left({ _tag: "PolicyRefused", reason: policy.left })
  const accepted = await acceptCheckpoint(policy.right, options.checkpoint)()
  if (E.isLeft(accepted)) return E.left({ _tag: "CheckpointRefused", reason: accepted.left })
  return E.right(accepted.right.checkpoint)
}

/** Writes one proof per row, from the tiles just written. */
const writeProofs = async (
  { folder, checkpoint, hasher = rfc6962 }: ExportOptions,
  size: number,
  lines: ReadonlyArray<RosterLine>,
): Promise<E.Either<ExportFault, void>> => {
  const readHashes = tileHashReader((name) => folder.read(tilePath(name), tileLimit(name)), size, hasher)
  for (const { row, title, proof: path } of lines) {
    if (title === undefined) return E.left({ _tag: "TitleUnfounded", uscc: row.uscc })
    const { index } = title
    const proof = await proveInclusion(readHashes, { index, size }, hasher)()
    if (E.isLeft(proof)) {
      // The tiles are our own, so only the disk can fail; a tile of the wrong length means it lost part of one.
      const isFolderFault = "path" in proof.left && proof.left._tag !== "WrongTileLength"
      return E.left(isFolderFault ? proof.left : { _tag: "TitleUnfounded", uscc: row.uscc })
    }
    const file = printTlogProof({ extra: undefined, index, proof: proof.right, checkpoint })
    const written = await folder.write(path, file)()
    if (E.isLeft(written)) return written
  }
  return E.right(undefined)
}
