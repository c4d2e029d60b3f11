/** Opens a database file: recognises it before touching it, sets it up, and migrates it to this program's version. */
import { accessSync, constants, statSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { pathToFileURL } from "node:url"
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, Unavailable } from "@shifan/event-store"
import { failureOf, unavailable, blockingTimeout, inTransaction, retryWhileBusy } from "./transaction.js"

export interface FileFormat {
  /** Four ASCII letters at byte 68 that identify our files, for the `file` command and for auditors. */
  readonly applicationId: number
  /** SQL that makes the tables of the newest version in an empty file. */
  readonly schema: string
  /** SQL for the step from version 1 to 2, from 2 to 3, and so on. A released step never changes. */
  readonly upgrades: ReadonlyArray<string>
}

/** The `user_version` this program writes, which is also the newest it can read. */
export const newestVersion = ({ upgrades }: FileFormat): number => upgrades.length + 1

/** The file does not exist, and `create` was not set. */
export interface FileMissing {
  readonly _tag: "FileMissing"
  readonly file: string
}

/** Another program's file, a file that is not SQLite, or a folder. It was not changed. */
export interface NotOurs {
  readonly _tag: "NotOurs"
  readonly file: string
}

/** Written by a newer program, or by an older one but opened read-only: only a writer can upgrade it. */
export interface OtherVersion {
  readonly _tag: "OtherVersion"
  readonly file: string
  readonly version: number
  readonly known: number
}

/** Why a file cannot be opened: missing, not ours, another format version, locked or unreadable, or damaged. */
export type OpenError = FileMissing | NotOurs | OtherVersion | Unavailable | Corrupt

export interface OpenFileOptions {
  readonly file: string
  readonly format: FileFormat
  /** `create` also sets up a missing or empty file. */
  readonly access: "read" | "write" | "create"
  /** How long to wait for another process's lock, in milliseconds. */
  readonly busyTimeout: number
  /** Configures a writing connection. Runs before tables are made; may throw. */
  readonly configure?: (db: DatabaseSync) => void
  /** Lets `read` open an older file without an upgrade, for callers that do not query its tables. */
  readonly acceptOlder?: boolean
}

export const openFile = async (options: OpenFileOptions): Promise<E.Either<OpenError, DatabaseSync>> => {
  let db: DatabaseSync | undefined
  try {
    const connection = connect(options)
    if (E.isLeft(connection)) return connection
    db = connection.right
    return await retryWhileBusy(
      options.busyTimeout,
      () => false,
      () => prepare(connection.right, options),
    )
  } catch (thrown) {
    db?.close()
    return E.left(openErrorOf(thrown, options))
  }
}

const connect = ({ file, access }: OpenFileOptions): E.Either<OpenError, DatabaseSync> => {
  const status = statSync(file, { throwIfNoEntry: false })
  if (status === undefined && access !== "create") return E.left({ _tag: "FileMissing", file })
  if (status?.isFile() === false) return E.left({ _tag: "NotOurs", file })
  if (status !== undefined && isSplit(file, status)) return E.left(unavailable({ kind: "hardLinked", file }))
  const target = access === "read" ? toRead(file) : file
  return E.right(new DatabaseSync(target, { readOnly: access === "read", timeout: blockingTimeout }))
}

/**
 * Whether a file has a second name. SQLite names the write-ahead log after the name that was opened, so the users of each name
 * would miss what is in the other log, and each would write the pages of theirs over the other's.
 */
export const isSplit = (file: string, { nlink }: { readonly nlink: number | bigint }): boolean =>
  nlink > 1 && !isImmutable(file)

/** Path or URL for a read-only connection. On a read-only disk, the URL marks the file as immutable. */
export const toRead = (file: string): string | URL => (isImmutable(file) ? immutable(file) : file)

/**
 * Whether the file cannot change: on a read-only disk nobody writes, and readers neither can nor need to lock. Excludes a
 * file with a non-empty write-ahead log, since an immutable connection would not see the content of the log.
 */
const isImmutable = (file: string): boolean => {
  if (!isOnReadOnlyDisk(file)) return false
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false })
  return log === undefined || log.size === 0
}

const isOnReadOnlyDisk = (file: string): boolean => {
  try {
    accessSync(file, constants.W_OK)
    return false
  } catch (thrown) {
    return thrown instanceof Error && Reflect.get(thrown, "code") === "EROFS"
  }
}

const immutable = (file: string): URL => {
  const url = pathToFileURL(file)
  url.searchParams.set("immutable", "1")
  return url
}

/** Checks and sets up a connection. Closes it if the file cannot be used. */
const prepare = (db: DatabaseSync, options: OpenFileOptions): E.Either<OpenError, DatabaseSync> => {
  db.exec("PRAGMA trusted_schema = OFF")
  const refusal = refusalOf(headerOf(db), options)
  if (refusal !== undefined) {
    db.close()
    return E.left(refusal)
  }
  if (options.access !== "read") {
    options.configure?.(db)
    migrate(db, options.format)
  }
  return E.right(db)
}

const refusalOf = (header: Header, options: OpenFileOptions): OpenError | undefined => {
  const { file, format, access, acceptOlder = false } = options
  const known = newestVersion(format)
  const { applicationId, version } = header
  const isUsable = applicationId === format.applicationId || (access === "create" && isBlank(header))
  if (!isUsable) return { _tag: "NotOurs", file }
  const isReadable = version === known || (version < known && (access !== "read" || acceptOlder))
  return isReadable ? undefined : { _tag: "OtherVersion", file, version, known }
}

/** The header of a file. */
export interface Header {
  readonly applicationId: number
  readonly version: number
  /** No tables: the file is new, or a process was killed before it had made them. */
  readonly empty: boolean
}

/** Reads the header in one transaction, since another process may be making the tables right now. */
export const headerOf = (db: DatabaseSync): Header => {
  const isOurs = db.isTransaction
  if (!isOurs) db.exec("BEGIN")
  try {
    return {
      applicationId: numberOf(db, "PRAGMA application_id"),
      version: numberOf(db, "PRAGMA user_version"),
      empty: numberOf(db, "SELECT count(*) FROM sqlite_schema") === 0,
    }
  } finally {
    if (!isOurs) db.exec("COMMIT")
  }
}

const numberOf = (db: DatabaseSync, query: string): number => Number(Object.values(db.prepare(query).get() ?? {})[0])

const isBlank = ({ empty, applicationId, version }: Header): boolean => empty && applicationId === 0 && version === 0

/** Upgrades an empty file or one of ours to the newest version, with all steps in one transaction. */
export const migrate = (db: DatabaseSync, format: FileFormat): void => {
  const { applicationId, schema, upgrades } = format
  const newest = newestVersion(format)
  if (headerOf(db).version >= newest) return
  inTransaction(db, () => {
    // Check again under the lock: another process may have done it meanwhile.
    const { version } = headerOf(db)
    const steps = version === 0 ? [schema] : upgrades.slice(version - 1)
    for (const step of steps) db.exec(step)
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${newest}`)
  })
}

const openErrorOf = (thrown: unknown, { file, access }: OpenFileOptions): OpenError => {
  const failure = failureOf(thrown, file)
  if (failure.reason === "file is not a database") return { _tag: "NotOurs", file }
  // A writer needs to create files beside it.
  if (access !== "read" && isOnReadOnlyDisk(file)) return unavailable({ kind: "readOnly", file })
  // A reader does not write to the file itself, so it must be the folder, where the shared-memory file goes.
  const isFolder = access === "read" && failure._tag === "Unavailable" && failure.obstacle?.kind === "readOnly"
  return isFolder ? unavailable({ kind: "folderReadOnly", file }) : failure
}
