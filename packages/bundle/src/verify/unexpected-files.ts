/** What else lies in the folder: tiles of earlier sizes are compared, anything no bundle has is named. */
import { bilingual } from "@shifan/core"
import { hashLength, parseBundle, parseTilePath, sameBytes, type TileName, tilePath } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { names, tileLimit, tileOf } from "../format.js"
import { formatFolderFault } from "../messages.js"
import { aFile, type Findings } from "./findings.js"

/** After the tiles were compared: `size` is the checkpoint's, `proofs` the files the roster names. */
export const checkStrays = async (
  folder: Folder,
  size: number,
  proofs: ReadonlySet<string>,
  findings: Findings,
): Promise<void> => {
  const known: ReadonlySet<string> = new Set(Object.values(names))
  for await (const next of folder.paths()) {
    if (E.isLeft(next)) {
      findings.fault("FileRefused", next.left.path, aFile, formatFolderFault(next.left))
      return
    }
    const path = next.right
    if (known.has(path) || proofs.has(path)) continue
    const tile = parseTilePath(path)
    const standing = E.isRight(tile) ? tileOf(tile.right.level, tile.right.index, size) : undefined
    if (E.isLeft(tile) || standing === undefined || tile.right.width > standing.width)
      findings.observe([{ code: "UnexpectedFile", path }])
    else if (tile.right.width < standing.width) await compareEarlier(folder, tile.right, standing, findings)
  }
}

/** A log may serve a partial tile for ever; the full one begins with the same hashes or entries. */
const compareEarlier = async (
  folder: Folder,
  earlier: TileName,
  standing: TileName,
  findings: Findings,
): Promise<void> => {
  const path = tilePath(earlier)
  const [given, whole] = [
    await folder.read(path, tileLimit(earlier))(),
    await folder.read(tilePath(standing), tileLimit(standing))(),
  ]
  if (E.isLeft(given)) findings.fault("FileRefused", path, aFile, formatFolderFault(given.left))
  else if (E.isLeft(whole)) return
  else if (sameBytes(given.right, beginning(whole.right, standing, earlier.width)))
    findings.observe([{ code: "EarlierTile", path }])
  else
    findings.fault(
      "TileForged",
      path,
      bilingual(`${tilePath(standing)}的开头`, `the beginning of ${tilePath(standing)}`),
      bilingual("其他内容", "something else"),
    )
}

const beginning = (content: Uint8Array, { level, width }: TileName, wanted: number): Uint8Array => {
  if (level !== "entries") return content.subarray(0, wanted * hashLength)
  const entries = E.getOrElse((): ReadonlyArray<Uint8Array> => [])(parseBundle(content, width))
  return content.subarray(
    0,
    entries.slice(0, wanted).reduce((length, entry) => length + 2 + entry.length, 0),
  )
}
