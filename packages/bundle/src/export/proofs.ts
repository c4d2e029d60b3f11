/** The proofs of the roster's rows. */
import * as E from "fp-ts/lib/Either.js"
import { printTlogProof, proveInclusion, rfc6962, tilePath, tileReader } from "@shifan/tlog"
import { tileLimit } from "../contents.js"
import type { RosterLine } from "../projection.js"
import type { ExportFault } from "./fault.js"
import type { ExportOptions } from "./options.js"

/** One proof a row, from the tiles just written. */
export const writeProofs = async (
  { folder, checkpoint, hasher = rfc6962 }: ExportOptions,
  size: number,
  lines: ReadonlyArray<RosterLine>,
): Promise<E.Either<ExportFault, void>> => {
  const read = tileReader((name) => folder.read(tilePath(name), tileLimit(name)), size, hasher)
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
