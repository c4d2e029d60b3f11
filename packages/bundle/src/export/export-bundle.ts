/** What an export is made of. */
import type { CivilDate } from "@shifan/core"
import type { Events } from "@shifan/event-store"
import {
  acceptCheckpoint,
  type Checkpoint,
  parsePolicy,
  printTlogProof,
  proveInclusion,
  rfc6962,
  tilePath,
  tileHashReader,
  type TreeHasher,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import type { NewFolder } from "../folder.js"
import { names, tileLimit } from "../format.js"
import { type Audience, openingsFile, openingsFor } from "../openings.js"
import { projection, rosterFile, type RosterLine, type RosterUnder } from "../projection.js"
import { readme } from "../readme.js"
import type { ExportFault } from "./export-fault.js"
import { writeLog } from "./write-log.js"

export interface ExportOptions {
  /** In the order of the log; read as far as the checkpoint goes. */
  readonly events: Events
  /** A signed note (C2SP tlog-checkpoint), with its signature lines; cosigned or not. */
  readonly checkpoint: Uint8Array
  /** C2SP tlog-policy: whom a reader may trust. It has to accept the checkpoint. */
  readonly policy: Uint8Array
  readonly rosterUnder: RosterUnder
  /** The day of the roster. */
  readonly asOf: CivilDate
  readonly audience: Audience
  readonly folder: NewFolder
  readonly hasher?: TreeHasher
  /** Called after each leaf. */
  readonly progress?: (leaves: number, size: number) => void
}

/** Makes a bundle of a log up to a signed checkpoint: streaming, and all of it or nothing. */

export interface Exported {
  readonly origin: string
  /** In leaves. */
  readonly size: number
  readonly rows: number
  readonly openings: number
}

export const exportBundle =
  (options: ExportOptions): TE.TaskEither<ExportFault, Exported> =>
  async () => {
    const made = await make(options)
    if (E.isLeft(made)) {
      await options.folder.discard()
      return made
    }
    const published = await options.folder.publish()
    return E.isLeft(published) ? published : made
  }

const make = async (options: ExportOptions): Promise<E.Either<ExportFault, Exported>> => {
  const { audience, folder, asOf } = options
  const accepted = await acceptedBy(options)()
  if (E.isLeft(accepted)) return accepted
  const checkpoint = accepted.right
  const { origin, size } = checkpoint
  const told = projection(options.rosterUnder, asOf)
  const written = await writeLog(options, checkpoint, told)
  if (E.isLeft(written)) return written
  const lines = told.lines()
  const proved = await writeProofs(options, size, lines)
  if (E.isLeft(proved)) return proved
  const openings = openingsFor(audience)
  const files: ReadonlyArray<readonly [string, Uint8Array]> = [
    [names.roster, rosterFile(asOf, size, lines)],
    [names.instrument, told.instrument(size)],
    ...(audience._tag === "public"
      ? []
      : [[names.openings, openingsFile({ audience: audience._tag, openings })] as const]),
    [names.readme, new TextEncoder().encode(readme({ origin, size, asOf, audience: audience._tag }))],
    [names.policy, options.policy],
    [names.checkpoint, options.checkpoint],
  ]
  for (const [path, bytes] of files) {
    const done = await folder.write(path, bytes)()
    if (E.isLeft(done)) return done
  }
  return E.right({ origin, size, rows: lines.length, openings: openings.length })
}

const acceptedBy = ({ policy, checkpoint }: ExportOptions): TE.TaskEither<ExportFault, Checkpoint> =>
  pipe(
    TE.fromEither(parsePolicy(policy)),
    TE.mapLeft((reason): ExportFault => ({ _tag: "PolicyRefused", reason })),
    TE.chain((parsed) =>
      pipe(
        acceptCheckpoint(parsed, checkpoint),
        TE.mapLeft((reason): ExportFault => ({ _tag: "CheckpointRefused", reason })),
      ),
    ),
    TE.map((accepted) => accepted.checkpoint),
  )

/** The proofs of the roster's rows. */

/** One proof a row, from the tiles just written. */
export const writeProofs = async (
  { folder, checkpoint, hasher = rfc6962 }: ExportOptions,
  size: number,
  lines: ReadonlyArray<RosterLine>,
): Promise<E.Either<ExportFault, void>> => {
  const read = tileHashReader((name) => folder.read(tilePath(name), tileLimit(name)), size, hasher)
  for (const { row, title, proof: path } of lines) {
    if (title === undefined) return E.left({ _tag: "TitleUnfounded", uscc: row.uscc })
    const { index } = title
    const proof = await proveInclusion(read, { index, size }, hasher)()
    // The tiles are those just written, so that a proof can fail for want of the disk only.
    if (E.isLeft(proof))
      return E.left(
        "path" in proof.left && proof.left._tag !== "WrongTileLength"
          ? proof.left
          : { _tag: "TitleUnfounded", uscc: row.uscc },
      )
    const written = await folder.write(
      path,
      printTlogProof({ extra: undefined, index, proof: proof.right, checkpoint }),
    )()
    if (E.isLeft(written)) return written
  }
  return E.right(undefined)
}
