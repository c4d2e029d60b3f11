import { bilingual } from "@shifan/core"
import { hashLength, parseBundle, parseTilePath, sameBytes, type TileName, tilePath } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { fileNames, tileLimit, tileOf } from "../format.js"
import { fileFault, fileRefused, type FindingsCollector, somethingElse } from "./findings.js"

/**
 * Looks at files that nothing refers to. A log may go on serving the partial tiles of earlier sizes, so those are
 * compared with the present ones; any other file is named and not read.
 *
 * @param size of the tree, in leaves; its own tiles must have been compared already.
 * @param proofs the files that the roster names.
 */
export const checkUnexpectedFiles = async (
  folder: Folder,
  size: number,
  proofs: ReadonlySet<string>,
  findings: FindingsCollector,
): Promise<void> => {
  const known: ReadonlySet<string> = new Set(Object.values(fileNames))
  for await (const next of folder.paths()) {
    if (E.isLeft(next)) {
      findings.addFault(fileRefused(next.left.path, next.left))
      return
    }
    const path = next.right
    if (known.has(path) || proofs.has(path)) continue
    const tile = parseTilePath(path)
    const present = E.isRight(tile) ? tileOf(tile.right.level, tile.right.index, size) : undefined
    if (E.isLeft(tile) || present === undefined || tile.right.width > present.width)
      findings.observe([{ code: "UnexpectedFile", path }])
    else if (tile.right.width < present.width) await compareEarlierTile(folder, tile.right, present, findings)
  }
}

/** The present tile begins with the hashes or entries of the earlier one. */
const compareEarlierTile = async (
  folder: Folder,
  earlier: TileName,
  present: TileName,
  findings: FindingsCollector,
): Promise<void> => {
  const path = tilePath(earlier)
  const presentPath = tilePath(present)
  const earlierFile = await folder.read(path, tileLimit(earlier))()
  const presentFile = await folder.read(presentPath, tileLimit(present))()
  if (E.isLeft(earlierFile)) return findings.addFault(fileRefused(path, earlierFile.left))
  // That it cannot be read was reported when the tree was built.
  if (E.isLeft(presentFile)) return
  if (sameBytes(earlierFile.right, startOf(presentFile.right, present, earlier.width)))
    return findings.observe([{ code: "EarlierTile", path }])
  const expected = bilingual(`${presentPath}的开头`, `the beginning of ${presentPath}`)
  findings.addFault(fileFault("TileForged", path, expected, somethingElse))
}

/** The first `count` hashes or entries of a tile. */
const startOf = (content: Uint8Array, { level, width }: TileName, count: number): Uint8Array => {
  if (level !== "entries") return content.subarray(0, count * hashLength)
  const entries = parseBundle(content, width)
  if (E.isLeft(entries)) return new Uint8Array()
  return content.subarray(
    0,
    entries.right.slice(0, count).reduce((length, entry) => length + 2 + entry.length, 0),
  )
}
