/** The log as tiles and entry bundles, its events projected and every opening held against its leaf as they go by. */
import * as E from "fp-ts/lib/Either.js"
import { readEnvelope } from "@shifan/event-store"
import { type Checkpoint, rfc6962, sameBytes } from "@shifan/tlog"
import type { Projection } from "../projection.js"
import { judgeOpening, openingsFor, type Opened } from "./audience.js"
import type { ExportFault } from "./fault.js"
import type { ExportOptions } from "./options.js"
import { tileWriter } from "./tiles.js"

export const writeLog = async (
  { events, folder, audience, hasher = rfc6962, progress = () => {} }: ExportOptions,
  { size, root }: Checkpoint,
  told: Projection,
): Promise<E.Either<ExportFault, void>> => {
  const tiles = tileWriter(folder, hasher)
  const waiting = Map.groupBy(openingsFor(audience), ({ index }) => index)
  const judged: Array<{ readonly index: number; readonly path: string; readonly opened: Opened }> = []
  if (size > 0)
    for await (const next of events) {
      if (E.isLeft(next)) return E.left({ _tag: "LogUnreadable", reason: next.left })
      const { leaf } = next.right
      const [index, hash] = [tiles.size(), hasher.leaf(leaf)]
      const added = await tiles.add(leaf, hash)
      if (E.isLeft(added)) return added
      const envelope = readEnvelope(leaf)
      if (E.isRight(envelope) && !taken(told, { index, hash, leaf, envelope: envelope.right }))
        return E.left({
          _tag: "LogUnreadable",
          reason: { _tag: "Corrupt", where: `leaf ${index}`, reason: "data of another shape than their type's" },
        })
      for (const opening of waiting.get(index) ?? [])
        judged.push({
          index,
          path: opening.path,
          opened: E.isRight(envelope) ? judgeOpening(audience, opening, envelope.right) : "fails",
        })
      waiting.delete(index)
      progress(tiles.size(), size)
      if (tiles.size() === size) break
    }
  if (tiles.size() < size) return E.left({ _tag: "LogTooShort", expected: size, found: tiles.size() })
  const ended = await tiles.end()
  if (E.isLeft(ended)) return ended
  if (!sameBytes(tiles.root(), root)) return E.left({ _tag: "OtherRoot", expected: root, found: tiles.root() })
  const astray = judged.filter(({ opened }) => opened === "outOfScope")
  if (astray.length > 0) return E.left({ _tag: "OutOfScope", openings: astray })
  const failing = [...judged.filter(({ opened }) => opened === "fails"), ...[...waiting.values()].flat()]
  return failing.length > 0 ? E.left({ _tag: "OpeningsFail", openings: failing.map(placeIn) }) : E.right(undefined)
}

/** Of data of another shape than their type's a projection makes nothing. */
const taken = (told: Projection, leaf: Parameters<Projection["apply"]>[0]): boolean => {
  try {
    told.apply(leaf)
    return true
  } catch {
    return false
  }
}

const placeIn = ({ index, path }: { readonly index: number; readonly path: string }) => ({ index, path })
