import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import type { Settings } from "../command-context.js"
import { folderOf, parseAddress, vaultFileOf } from "../keep/store-address.js"
import { usage, type Failure } from "../result.js"

/** The files of a log, beside its store. */
export interface LogFiles {
  /** Private keys, readable by their owner alone. */
  readonly key: string
  /** C2SP tlog-policy: whom to trust of this log. */
  readonly policy: string
  /** The newest that was signed. */
  readonly checkpoint: string
  /** The newest that witnesses have cosigned, who may be days behind. */
  readonly witnessed: string
  /** A folder with the heads that were signed; best a link to one on another disk. */
  readonly heads: string
}

export const logFilesIn = (folder: string): LogFiles => ({
  key: join(folder, "shifan.key"),
  policy: join(folder, "policy"),
  checkpoint: join(folder, "checkpoint"),
  witnessed: join(folder, "checkpoint.witnessed"),
  heads: join(folder, "shifan.heads"),
})

export const logFilesOf = ({ store, vault }: Settings): E.Either<Failure, LogFiles> => {
  const address = parseAddress(store)
  if (E.isLeft(address)) return address
  return address.right._tag === "Memory"
    ? E.left(usage("memory:没有日志", "memory: keeps no log"))
    : E.right(logFilesIn(folderOf(address.right, vaultFileOf(address.right, vault))))
}
