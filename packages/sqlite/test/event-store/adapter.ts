/** How the conformance suites open stores in files. */
import { must } from "@shifan/testkit/events"
import { openSqliteStore, type SqliteOptions, type SqliteStore } from "../../src/event-store/index.js"
import { newFile } from "../database.js"

/** `open` makes a file of its own for each case, of which `file` is the path. */
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
