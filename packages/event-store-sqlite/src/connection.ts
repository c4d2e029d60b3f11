/** Connections to a file: one that writes, others that read, each set up in one place. */
import { existsSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, Unavailable } from "@shifan/event-store"
import { failureOf } from "./failure.js"
import { briefly, patiently } from "./patience.js"
import { applicationId, markOf, migrate, schemaVersion, type Mark } from "./schema.js"

export interface FileMissing {
  readonly _tag: "FileMissing"
  readonly file: string
}

/** A file of another program, or no SQLite file. It was not touched. */
export interface NotOurs {
  readonly _tag: "NotOurs"
  readonly file: string
}

/** Written by a newer program, or, opened read-only, by an older one, whose file only a writer can bring forward. */
export interface OtherVersion {
  readonly _tag: "OtherVersion"
  readonly file: string
  readonly version: number
  readonly known: number
}

export type OpenError = FileMissing | NotOurs | OtherVersion | Unavailable | Corrupt

/** `NORMAL` may lose the newest acknowledged appends when the power fails; never half of one, and never by a crash. */
export type Synchronous = "FULL" | "NORMAL"

export interface Settings {
  readonly file: string
  readonly create: boolean
  readonly synchronous: Synchronous
  /** Milliseconds. */
  readonly busyTimeout: number
}

export const openWriter = (settings: Settings): Promise<E.Either<OpenError, DatabaseSync>> =>
  opened(settings, false, (db) => {
    const mark = markOf(db)
    if (!(settings.create && isBlank(mark)) && mark.applicationId !== applicationId) return notOurs(settings)
    if (mark.version > schemaVersion) return otherVersion(settings, mark)
    const mode = Object.values(db.prepare("PRAGMA journal_mode = WAL").get() ?? {})[0]
    if (mode !== "wal") return unavailable(`${settings.file}: this file system does not take a write-ahead log`)
    // Where fsync does not reach the disk, fullfsync does; elsewhere it changes nothing.
    db.exec(`PRAGMA synchronous = ${settings.synchronous}; PRAGMA fullfsync = ON`)
    migrate(db)
    return E.right(db)
  })

export const openReader = (settings: Settings): Promise<E.Either<OpenError, DatabaseSync>> =>
  opened(settings, true, (db) => {
    const mark = markOf(db)
    if (mark.applicationId !== applicationId) return notOurs(settings)
    return mark.version === schemaVersion ? E.right(db) : otherVersion(settings, mark)
  })

type Examined = E.Either<OpenError, DatabaseSync>

const opened = async (
  { file, create, busyTimeout }: Settings,
  readOnly: boolean,
  examine: (db: DatabaseSync) => Examined,
): Promise<Examined> => {
  if (!(create && !readOnly) && !existsSync(file)) return E.left({ _tag: "FileMissing", file })
  let db: DatabaseSync | undefined
  try {
    const connection = new DatabaseSync(file, { readOnly })
    db = connection
    db.exec(`PRAGMA busy_timeout = ${briefly}; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF`)
    const examined = await patiently(
      busyTimeout,
      () => false,
      () => examine(connection),
    )
    if (E.isLeft(examined)) db.close()
    return examined
  } catch (thrown) {
    db?.close()
    return E.left(openingFailureOf(thrown, file))
  }
}

const openingFailureOf = (thrown: unknown, file: string): OpenError => {
  const failure = failureOf(thrown, file)
  return failure.reason === "file is not a database" ? { _tag: "NotOurs", file } : failure
}

const isBlank = ({ blank, applicationId: id, version }: Mark): boolean => blank && id === 0 && version === 0

const notOurs = ({ file }: Settings): Examined => E.left({ _tag: "NotOurs", file })

const otherVersion = ({ file }: Settings, { version }: Mark): Examined =>
  E.left({ _tag: "OtherVersion", file, version, known: schemaVersion })

const unavailable = (reason: string): Examined => E.left({ _tag: "Unavailable", reason })
