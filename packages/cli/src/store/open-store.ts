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
import { storeFailure } from "../failures.js"
import { exits, failure, notFound, type Failure } from "../result.js"
import { withoutPassword, type StoreAddress } from "./store-address.js"

export interface OpenedStore {
  readonly store: EventStore
  /** The same store, if it is a file. */
  readonly file: SqliteStore | undefined
  readonly log: LeafLog
  /** Waits until every stored event has its index in the log; returns the log's size. */
  readonly settledLog: TaskEither<ReadError, number>
}

export interface OpenMode {
  /** Create a missing file. No effect on a cluster. */
  readonly create?: boolean
  readonly readOnly?: boolean
  /** For a file: whether a commit waits for the disk. */
  readonly synchronous?: Synchronous
  /** For a cluster: called every two seconds while an operation waits for its servers. */
  readonly onSilence?: (servers: string) => void
}

export const openStore = async (address: StoreAddress, mode: OpenMode): Promise<E.Either<Failure, OpenedStore>> => {
  switch (address._tag) {
    case "Memory": {
      const store = memoryStore()
      return E.right({ store, file: undefined, log: store.log, settledLog: store.log.size })
    }
    case "Sqlite": {
      const store = await openFile(address.file, mode)
      if (E.isLeft(store)) return store
      const { log } = store.right
      return E.right({ store: store.right, file: store.right, log, settledLog: log.size })
    }
    case "EventStoreDb": {
      // Imported only for a cluster: the gRPC client is slow to load.
      const { openEventStoreDb } = await import("@shifan/eventstoredb")
      const opened = await openEventStoreDb(address.url, mode.onSilence)()
      if (E.isLeft(opened)) return E.left(clusterFailure(opened.left, withoutPassword(address)))
      const { log, sequencer } = opened.right
      return E.right({ store: opened.right, file: undefined, log, settledLog: sequencer.catchUp })
    }
  }
}

/** Opens, works, and closes whether the work succeeds or not. */
export const withStore = async <A>(
  address: StoreAddress,
  mode: OpenMode,
  work: (store: EventStore, opened: OpenedStore) => Promise<E.Either<Failure, A>>,
): Promise<E.Either<Failure, A>> => {
  const opened = await openStore(address, mode)
  if (E.isLeft(opened)) return opened
  try {
    return await work(opened.right.store, opened.right)
  } finally {
    await opened.right.store.close()
  }
}

export const openFile = async (file: string, mode: OpenMode): Promise<E.Either<Failure, SqliteStore>> => {
  // Sound because no command opens a file twice at once: see `logBelongs`.
  if (!logBelongs(file)) return E.left(staleWal(file))
  const opened = await openSqliteStore({ file, ...mode, alongside: leafLog })()
  return E.isLeft(opened) ? E.left(fileFailure(opened.left, file)) : opened
}

/** Opens a file read-only, works, and closes it whether the work succeeds or not. */
export const withStoreFile = async <A>(
  file: string,
  work: (store: SqliteStore) => Promise<E.Either<Failure, A>>,
): Promise<E.Either<Failure, A>> => {
  const opened = await openFile(file, { readOnly: true })
  if (E.isLeft(opened)) return opened
  try {
    return await work(opened.right)
  } finally {
    await opened.right.close()
  }
}

export const fileFailure = (error: OpenError, file: string): Failure => {
  switch (error._tag) {
    case "FileMissing":
      return {
        ...notFound(`没有存储文件${file}`, `there is no store at ${file}`),
        hint: bilingual("先运行shifan init", "run shifan init first"),
      }
    case "NotOurs":
      return failure(exits.failure, error._tag, `${file}不是本程序的存储`, `${file} is not a store of this program`)
    case "OtherVersion":
      return {
        ...failure(
          exits.failure,
          error._tag,
          `${file}的格式版本为${error.version}，本程序所用为${error.known}`,
          `${file} has format version ${error.version}; this program reads ${error.known}`,
        ),
        figures: error,
      }
    default:
      return storeFailure(error)
  }
}

/** A write-ahead log of another database, for example after a backup replaced a file that was not closed. */
const staleWal = (file: string): Failure => ({
  ...failure(exits.failure, "LogOfAnother", `${file}-wal不是${file}的日志`, `${file}-wal does not belong to ${file}`),
  hint: bilingual("先将其移开，再核对哪一份文件应予保留", "move it away and find out which of the two to keep"),
})

/** A bad address is a usage error; a server that does not answer is not. */
const clusterFailure = (error: Cluster.OpenError, cluster: string): Failure => {
  switch (error._tag) {
    case "BadAddress":
      return {
        ...failure(
          exits.usage,
          error._tag,
          `存储地址有误：${error.message.zh}`,
          `the store's address: ${error.message.en}`,
        ),
        figures: { fault: error.fault },
      }
    case "CaUnreadable":
      return { exit: exits.usage, code: error._tag, message: error.message, figures: { file: error.file } }
    case "Unavailable": {
      const { reason, says = bilingual("", reason) } = error
      const why = says.zh === "" ? "" : `：${says.zh}`
      return failure(exits.failure, error._tag, `无法使用${cluster}${why}`, `cannot use ${cluster}: ${says.en}`, {
        reason,
      })
    }
  }
}
