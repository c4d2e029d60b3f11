import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { must, storeConformance } from "@shifan/testkit"
import { openSqliteStore } from "../../src/event-store/index.js"

let folder = ""
const file = (): string => join(folder, "events.db")

storeConformance("SQLite", {
  open: () => {
    folder = mkdtempSync(join(tmpdir(), "shifan-"))
    return must(openSqliteStore({ file: file(), create: true }))
  },
  reopen: () => must(openSqliteStore({ file: file(), pollInterval: 10 })),
  workers: () => ({ module: new URL("worker.ts", import.meta.url), argument: file() }),
  destroy: async () => rmSync(folder, { recursive: true }),
})
