/** The files of a log: its keys, whom to trust of it, its newest checkpoint, and the heads kept of it. */
import { renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { parseAddress, folderOf, vaultFileOf } from "../keep/store-address.js"
import { exits, usage, type Failure } from "../result.js"
import type { Settings } from "../command-context.js"

export interface LogFiles {
  /** Signer keys, for their owner alone. */
  readonly key: string
  readonly policy: string
  readonly checkpoint: string
  /** The newest that witnesses cosigned, who may be days behind. */
  readonly witnessed: string
  /** A folder: better a link to one on another disk. */
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

/** All of it, or what was there before. */
export const replaceFile = (file: string, content: string | Uint8Array, mode = 0o644): E.Either<Failure, void> => {
  const draft = `${file}.new`
  try {
    rmSync(draft, { force: true })
    writeFileSync(draft, content, { mode, flag: "wx", flush: true })
    return E.right(renameSync(draft, file))
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return E.left({
      exit: exits.failure,
      code: "NotWritten",
      message: bilingual(`无法写入${file}：${reason}`, `${file} cannot be written: ${reason}`),
    })
  }
}
