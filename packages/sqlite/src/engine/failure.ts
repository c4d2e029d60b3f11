/** Turns what SQLite throws into the port's errors, by primary result code: the low byte (sqlite.org/rescode.html). */
import type { Corrupt, FileObstacle, OutcomeUnknown, Unavailable } from "@shifan/event-store"

const code = { busy: 5, locked: 6, readOnly: 8, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 }

/** SQLITE_NOMEM, SQLITE_INTERRUPT, SQLITE_IOERR. */
const otherEngineFailures = [7, 9, 10]

const codeOf = (thrown: unknown): number =>
  typeof thrown === "object" && thrown !== null && "errcode" in thrown && typeof thrown.errcode === "number"
    ? thrown.errcode & 0xff
    : -1

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

export const isBusy = (thrown: unknown): boolean => codeOf(thrown) === code.busy || codeOf(thrown) === code.locked

/** Whether SQLite itself failed, rather than refuse a statement or a value. */
export const isEngineFailure = (thrown: unknown): boolean =>
  [...Object.values(code), ...otherEngineFailures].includes(codeOf(thrown))

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

/** For a failure of anything but a COMMIT, which did nothing. */
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
 * For a failed COMMIT. If the transaction is still open it was certainly not committed. On SQLITE_FULL the commit frame is
 * not written either. After any other failure, such as that of the sync after the commit frame, the transaction is undone
 * here but a recovery may still find it in the write-ahead log.
 */
export const commitFailureOf = (
  thrown: unknown,
  file: string,
  stillOpen: boolean,
): Unavailable | Corrupt | OutcomeUnknown =>
  stillOpen || codeOf(thrown) === code.full
    ? failureOf(thrown, file)
    : { _tag: "OutcomeUnknown", reason: `${file}: ${messageOf(thrown)}` }
