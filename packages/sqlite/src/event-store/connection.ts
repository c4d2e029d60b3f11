/** Connections to a file: one that writes, others that read, each set up in one place. */
import { statSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, Unavailable } from "@shifan/event-store"
import { failureOf, unavailable } from "../engine/failure.js"
import { briefly, patiently } from "../engine/busy-retry.js"
import { applicationId, markOf, migrate, schemaVersion, type Mark } from "./schema.js"

export interface FileMissing {
  readonly _tag: "FileMissing"
  readonly file: string
}

/** A file of another program, no SQLite file, or no file at all but a folder. It was not touched. */
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
    tryWriting(db)
    const mode = Object.values(db.prepare("PRAGMA journal_mode = WAL").get() ?? {})[0]
    if (mode !== "wal") return noLog(settings)
    // Where fsync does not reach the disk, fullfsync does; elsewhere it changes nothing.
    db.exec(`PRAGMA synchronous = ${settings.synchronous}; PRAGMA fullfsync = ON`)
    migrate(db)
    return E.right(db)
  })

/** SQLite opens to be read what it may not write to, and would say so at the first append only. */
const tryWriting = (db: DatabaseSync): void => {
  db.exec("BEGIN IMMEDIATE")
  try {
    db.exec(`PRAGMA user_version = ${schemaVersion}`)
  } finally {
    db.exec("ROLLBACK")
  }
}

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
  let db: DatabaseSync | undefined
  try {
    const there = statSync(file, { throwIfNoEntry: false })
    if (there === undefined && (readOnly || !create)) return E.left({ _tag: "FileMissing", file })
    if (there?.isFile() === false) return E.left({ _tag: "NotOurs", file })
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
    return E.left(openingFailureOf(thrown, file, readOnly))
  }
}

/** A reader writes nothing to the file: what it finds read-only is the folder. */
const openingFailureOf = (thrown: unknown, file: string, readOnly: boolean): OpenError => {
  const failure = failureOf(thrown, file)
  if (failure.reason === "file is not a database") return { _tag: "NotOurs", file }
  const isFolder = readOnly && failure._tag === "Unavailable" && failure.obstacle?.kind === "readOnly"
  return isFolder ? unavailable({ kind: "folderReadOnly", file }) : failure
}

const isBlank = ({ blank, applicationId: id, version }: Mark): boolean => blank && id === 0 && version === 0

const notOurs = ({ file }: Settings): Examined => E.left({ _tag: "NotOurs", file })

const otherVersion = ({ file }: Settings, { version }: Mark): Examined =>
  E.left({ _tag: "OtherVersion", file, version, known: schemaVersion })

const noLog = ({ file }: Settings): Examined =>
  E.left({ _tag: "Unavailable", reason: `${file}: this file system does not take a write-ahead log` })
