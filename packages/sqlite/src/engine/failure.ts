/** What SQLite throws, as the port's errors. Codes: sqlite.org/rescode.html; the low byte is the primary one. */
import type { Corrupt, FileObstacle, OutcomeUnknown, Unavailable } from "@shifan/event-store"

const code = { busy: 5, locked: 6, readOnly: 8, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 }

/** Want of memory, an interrupted call, a failed read or write. */
const otherFaults = [7, 9, 10]

const codeOf = (thrown: unknown): number =>
  typeof thrown === "object" && thrown !== null && "errcode" in thrown && typeof thrown.errcode === "number"
    ? thrown.errcode & 0xff
    : -1

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

export const isBusy = (thrown: unknown): boolean => codeOf(thrown) === code.busy || codeOf(thrown) === code.locked

/** Whether the engine failed, as opposed to a statement or a value that no engine would take. */
export const isOfTheEngine = (thrown: unknown): boolean =>
  [...Object.values(code), ...otherFaults].includes(codeOf(thrown))

const reasons: { readonly [K in FileObstacle["kind"]]: (file: string) => string } = {
  locked: (file) => `${file} is locked by another process`,
  readOnly: (file) => `${file} is read-only`,
  folderReadOnly: (file) => `nothing can be written beside ${file}, where its readers share a lock`,
  full: (file) => `no room left for ${file}`,
  cannotOpen: (file) => `${file} cannot be opened`,
}

export const unavailable = (obstacle: FileObstacle): Unavailable => ({
  _tag: "Unavailable",
  reason: reasons[obstacle.kind](obstacle.file),
  obstacle,
})

/** Of anything but a COMMIT: whatever it was, nothing was done. */
export const failureOf = (thrown: unknown, file: string): Unavailable | Corrupt => {
  switch (codeOf(thrown)) {
    case code.corrupt:
    case code.notADatabase:
      return { _tag: "Corrupt", where: file, reason: messageOf(thrown) }
    case code.busy:
    case code.locked:
      return unavailable({ kind: "locked", file })
    case code.readOnly:
      return unavailable({ kind: "readOnly", file })
    case code.full:
      return unavailable({ kind: "full", file })
    case code.cannotOpen:
      return unavailable({ kind: "cannotOpen", file })
    default:
      return { _tag: "Unavailable", reason: `${file}: ${messageOf(thrown)}` }
  }
}

/**
 * Of a COMMIT. `open`: SQLite kept the transaction, so it was not made, and will be rolled back. For want of room its
 * last frame was not written either. After any other failure, such as that of the sync behind the last frame, the
 * transaction is undone here but may be found in the log after a crash.
 */
export const commitFailureOf = (thrown: unknown, file: string, open: boolean): Unavailable | Corrupt | OutcomeUnknown =>
  open || codeOf(thrown) === code.full
    ? failureOf(thrown, file)
    : { _tag: "OutcomeUnknown", reason: `${file}: ${messageOf(thrown)}` }
