/** Parses the address of a store, and locates its vault. */
import { existsSync, realpathSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { isOtherName, scheme as clusterScheme } from "@shifan/eventstoredb/address"
import { usage, type Failure } from "../result.js"

export type StoreAddress =
  | { readonly _tag: "Sqlite"; readonly file: string }
  | { readonly _tag: "EventStoreDb"; readonly url: string }
  | { readonly _tag: "Memory" }

/** `sqlite:PATH`, `eventstoredb://…` or `memory:`. A path is always a file name, even if it looks like something else. */
export const parseAddress = (url: string): E.Either<Failure, StoreAddress> => {
  if (url === "memory:") return E.right({ _tag: "Memory" })
  const [scheme = "", ...rest] = url.split(":")
  const path = rest.join(":")
  if (scheme === "sqlite" && path === ":memory:")
    return E.left(usage("内存中的存储写作memory:", "a store in memory is written memory:"))
  if (scheme === "sqlite" && path !== "") return E.right({ _tag: "Sqlite", file: resolvedPath(path) })
  if (`${scheme}:` === clusterScheme) return E.right({ _tag: "EventStoreDb", url })
  if (isOtherName(scheme))
    return E.left(
      usage(
        `${scheme}://在本程序中写作eventstoredb://`,
        `use eventstoredb:// instead of ${scheme}://`,
        bilingual("eventstoredb://用户:密码@主机:端口", "eventstoredb://USER:PASSWORD@HOST:PORT"),
      ),
    )
  // The text after an unknown scheme is not repeated: it may contain a password.
  const quoted = rest.length === 0 ? url : `${scheme}:`
  return E.left(
    usage(
      `无法识别的存储地址：${quoted}`,
      `not a store: ${quoted}`,
      bilingual("应为sqlite:路径、eventstoredb://主机或memory:", "sqlite:PATH, eventstoredb://HOST or memory:"),
    ),
  )
}

/**
 * Resolves links once, here: the vault, the log's keys and the write-ahead log are next to the real file, under whichever
 * name it is opened.
 */
const resolvedPath = (path: string): string => {
  const absolute = resolve(path)
  try {
    return realpathSync(absolute)
  } catch {
    return existsSync(dirname(absolute)) ? join(realpathSync(dirname(absolute)), basename(absolute)) : absolute
  }
}

/** An address for printing: without user and password. */
export const withoutPassword = (address: StoreAddress): string => {
  switch (address._tag) {
    case "Memory":
      return "memory:"
    case "Sqlite":
      return address.file
    case "EventStoreDb":
      return address.url.replace(/^(eventstoredb:\/\/)[^/?#]*@/, "$1")
  }
}

/** The vault `named`, else a file next to a SQLite store or in the working directory; `undefined` in memory. */
export const vaultFileOf = (address: StoreAddress, named: string | undefined): string | undefined => {
  if (named !== undefined) return resolve(named)
  switch (address._tag) {
    case "Memory":
      return undefined
    case "Sqlite":
      return vaultBeside(address.file)
    case "EventStoreDb":
      return resolve("shifan.vault.db")
  }
}

/** The vault of a SQLite store, or of a backup of one. */
export const vaultBeside = (storeFile: string): string => `${storeFile.replace(/\.db$/, "")}.vault.db`

/** The folder of the log's key and the config: next to the store, or next to the vault of a cluster. */
export const folderOf = (address: StoreAddress, vault: string | undefined): string =>
  dirname(address._tag === "Sqlite" ? address.file : (vault ?? "."))
