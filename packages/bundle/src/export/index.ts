/** Makes a bundle of a log up to a signed checkpoint: streaming, and all of it or nothing. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { acceptCheckpoint, parsePolicy, type Checkpoint } from "@shifan/tlog"
import { names } from "../contents.js"
import { openingsFile } from "../openings.js"
import { projection, rosterFile } from "../projection.js"
import { readme } from "../readme.js"
import { openingsFor } from "./audience.js"
import type { ExportFault } from "./fault.js"
import { writeLog } from "./log.js"
import type { ExportOptions } from "./options.js"
import { writeProofs } from "./proofs.js"

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
