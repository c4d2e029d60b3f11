/** Opens stores in files for the conformance suites. */
import { must } from "@shifan/testkit/events"
import { openSqliteStore, type SqliteOptions, type SqliteStore } from "../../src/event-store/index.js"
import { newFile } from "../database.js"

/** `open` creates a new file for each case; `file` is the path of the current one. */
export const adapterOn = (options: Partial<SqliteOptions> = {}) => {
  let file = ""
  const opened = (create: boolean): Promise<SqliteStore> => must(openSqliteStore({ ...options, file, create }))
  return {
    file: () => file,
    open: () => {
      file = newFile()
      return opened(true)
    },
    reopen: () => opened(false),
    workers: () => ({ module: new URL("worker.ts", import.meta.url), argument: file }),
    destroy: () => Promise.resolve(),
  }
}
