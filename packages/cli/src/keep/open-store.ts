/** An address becomes an open store. The client of a cluster is loaded only for a cluster. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { bilingual } from "@shifan/core"
import { memoryStore, type EventStore, type LeafLog, type ReadError } from "@shifan/event-store"
import type * as Cluster from "@shifan/eventstoredb"
import {
  leafLog,
  logBelongs,
  openSqliteStore,
  type OpenError,
  type SqliteStore,
  type Synchronous,
} from "@shifan/sqlite/event-store"
import { withoutPassword, type StoreAddress } from "./store-address.js"
import { storeFailure } from "../failures.js"
import { exits, notFound, type Failure } from "../result.js"

export interface OpenedStore {
  readonly store: EventStore
  /** The same store, where it is a file. */
  readonly file: SqliteStore | undefined
  readonly log: LeafLog
  /** Settles when every event stored by now has its place in the log, with the size of that. */
  readonly placed: TaskEither<ReadError, number>
}

export interface OpenMode {
  /** A missing file is made. A cluster is there or not. */
  readonly create?: boolean
  readonly readOnly?: boolean
  /** Of a file. */
  readonly synchronous?: Synchronous
}

export const openStore = async (address: StoreAddress, how: OpenMode): Promise<E.Either<Failure, OpenedStore>> => {
  switch (address._tag) {
    case "Memory":
      return E.right(placingAtOnce(memoryStore(), undefined))
    case "Sqlite":
      return E.map((store: SqliteStore) => placingAtOnce(store, store))(await openFile(address.file, how))
    case "EventStoreDb": {
      const { openEventStoreDb } = await import("@shifan/eventstoredb")
      const opened = await openEventStoreDb(address.url)()
      if (E.isLeft(opened)) return E.left(clusterFailure(opened.left, withoutPassword(address)))
      const { log, sequencer } = opened.right
      return E.right({ store: opened.right, file: undefined, log, placed: sequencer.catchUp })
    }
  }
}

const placingAtOnce = (store: EventStore & { readonly log: LeafLog }, file: SqliteStore | undefined): OpenedStore => {
  const { log } = store
  return { store, file, log, placed: log.size }
}

/** No command opens a file twice at once, which is what `logBelongs` asks for. */
export const openFile = async (file: string, how: OpenMode): Promise<E.Either<Failure, SqliteStore>> =>
  logBelongs(file)
    ? E.mapLeft((error: OpenError) => fileFailure(error, file))(
        await openSqliteStore({ file, ...how, alongside: leafLog })(),
      )
    : E.left(logOfAnother(file))

export const fileFailure = (error: OpenError, file: string): Failure => {
  switch (error._tag) {
    case "FileMissing":
      return {
        ...notFound(`没有存储文件${file}`, `there is no store at ${file}`),
        hint: bilingual("先运行shifan init", "run shifan init first"),
      }
    case "NotOurs":
      return {
        exit: exits.failure,
        code: error._tag,
        message: bilingual(`${file}不是本程序的存储`, `${file} is not a store of this program`),
      }
    case "OtherVersion":
      return {
        exit: exits.failure,
        code: error._tag,
        message: bilingual(
          `${file}的格式版本为${error.version}，本程序所用为${error.known}`,
          `${file} is of version ${error.version}; this program knows ${error.known}`,
        ),
        figures: error,
      }
    default:
      return storeFailure(error)
  }
}

/** As when a backup is put in the place of a file that was not closed. */
const logOfAnother = (file: string): Failure => ({
  exit: exits.failure,
  code: "LogOfAnother",
  message: bilingual(`${file}-wal不是${file}的日志`, `${file}-wal is not the log of ${file}`),
  hint: bilingual("先将其移开，再核对哪一份文件应予保留", "move it away, and find out which of the two is to be kept"),
})

/** What is wrong with the address is a fault of usage; a server that does not answer is none. */
const clusterFailure = (error: Cluster.OpenError, where: string): Failure => {
  switch (error._tag) {
    case "BadAddress":
      return {
        exit: exits.usage,
        code: error._tag,
        message: bilingual(`存储地址有误：${error.message.zh}`, `the store's address: ${error.message.en}`),
        figures: { fault: error.fault },
      }
    case "CaUnreadable":
      return { exit: exits.usage, code: error._tag, message: error.message, figures: { file: error.file } }
    case "Unavailable":
      return {
        exit: exits.failure,
        code: error._tag,
        message: bilingual(`无法使用${where}：${error.reason}`, `cannot use ${where}: ${error.reason}`),
      }
  }
}
