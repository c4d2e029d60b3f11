/** The cosigned checkpoints next to the store: the newest that meets the quorum, and one still collecting signatures. */
import { existsSync, rmSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { acceptCheckpoint, parseNote, type Policy } from "@shifan/tlog"
import { replaceFile } from "../files.js"
import { readBytes } from "../input/read-file.js"
import { exits, failure, type Failure } from "../result.js"
import { headIn } from "./known-heads.js"
import { signatureFailure } from "./log-failures.js"
import type { LogFiles } from "./log-files.js"

type CosignedFiles = Pick<LogFiles, "witnessed" | "pending">

export interface PlaceOfCosigned {
  readonly file: string
  readonly size: number
  /** What the policy still requires; `undefined` if it is satisfied. */
  readonly wanting: Bilingual | undefined
}

/** Chooses the file. A checkpoint that meets the quorum is never replaced by one that does not, or by an older one. */
export const placeOfCosigned = async (
  { witnessed, pending }: CosignedFiles,
  policy: Policy,
  from: string,
  note: Uint8Array,
): Promise<E.Either<Failure, PlaceOfCosigned>> => {
  const size = sizeOf(note)
  const older = olderThan(witnessed, from, size)
  if (older !== undefined) return E.left(older)
  const accepted = await acceptCheckpoint(policy, note)()
  if (E.isRight(accepted)) return E.right({ file: witnessed, size, wanting: undefined })
  if (accepted.left._tag !== "QuorumNotMet") return E.left(signatureFailure(accepted.left))
  const behind = olderThan(pending, from, size)
  return behind === undefined
    ? E.right({ file: pending, size, wanting: wantingText(accepted.left.witnessed, policy) })
    : E.left(behind)
}

/** Deletes the pending checkpoint once one of its size or larger meets the quorum. */
export const writeCosigned = (
  { pending }: CosignedFiles,
  { file, size, wanting }: PlaceOfCosigned,
  note: Uint8Array,
): E.Either<Failure, void> => {
  const written = replaceFile(file, note)
  if (E.isRight(written) && wanting === undefined && sizeIn(pending) <= size) rmSync(pending, { force: true })
  return written
}

/** The checkpoint with all its cosignatures so far: from the note itself and from files of the same checkpoint. */
export const cosignedSoFar = ({ witnessed, pending }: CosignedFiles, note: Uint8Array): Uint8Array => {
  const text = textOf(note)
  const same = [pending, witnessed].flatMap((file) => {
    const bytes = existsSync(file) ? readBytes(file) : undefined
    return bytes !== undefined && E.isRight(bytes) && textOf(bytes.right) === text ? [bytes.right] : []
  })
  return same[0] ?? note
}

const textOf = (note: Uint8Array): string | undefined => {
  const parsed = parseNote(note)
  return E.isRight(parsed) ? parsed.right.text : undefined
}

/** Number of leaves in a checkpoint; 0 if it is not one. */
const sizeOf = (note: Uint8Array): number => headIn(note)?.size ?? 0

const sizeIn = (file: string): number => {
  const bytes = existsSync(file) ? readBytes(file) : undefined
  return bytes !== undefined && E.isRight(bytes) ? sizeOf(bytes.right) : 0
}

const olderThan = (file: string, from: string, size: number): Failure | undefined => {
  const before = sizeIn(file)
  return size >= before
    ? undefined
    : failure(
        exits.conflict,
        "OlderCheckpoint",
        `${from}仅至${size}条，${file}已至${before}条`,
        `${from} covers ${size} leaves, but ${file} already covers ${before}`,
      )
}

const wantingText = (names: ReadonlyArray<string>, { quorum }: Policy): Bilingual => {
  const asked = quorum._tag === "Group" ? quorum.members.map(({ name }) => name) : []
  const threshold = quorum._tag === "Group" ? quorum.threshold : 1
  const of = quorum._tag === "Witness" ? [quorum.name] : asked
  return bilingual(
    `策略要求${of.join("、")}中${threshold}家，现有${names.join("、")}`,
    `the policy requires ${threshold} of ${of.join(", ")}, but has ${names.join(", ")}`,
  )
}
