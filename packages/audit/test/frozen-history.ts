import { readFileSync } from "node:fs"
import { join } from "node:path"
import { readEnvelope, type StoredEvent } from "@shifan/event-store"
import { right, utf8 } from "@shifan/testkit/basics"

/** Histories as written by released versions of the events. The files never change: newer programs upcast from them. */
export const frozenFolder = join(import.meta.dirname, "../../testkit/fixtures")

/** One leaf per line. */
export const frozenLines = (file: string): ReadonlyArray<string> =>
  readFileSync(join(frozenFolder, file), "utf8").split("\n").slice(0, -1)

export const frozenEvents = (file: string): ReadonlyArray<StoredEvent> =>
  frozenLines(file).map((line, index) => {
    const leaf = utf8(line)
    const { id, type, stream, revision } = right(readEnvelope(leaf))
    return { id, type, stream, revision, position: String(index), leaf }
  })
