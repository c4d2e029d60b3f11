import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { readModelConformance } from "@shifan/testkit/read-models"
import { must } from "@shifan/testkit"
import { openSqliteReadModels, type Tables } from "../../src/read-models/index.js"
import { linesIn } from "./journal.js"

let folder = ""

const opened = async () => {
  const models = await must(openSqliteReadModels({ file: join(folder, "read.db"), busyTimeout: 2000 }))
  const read = async (name: string) => {
    const lines = await models.read(name, linesIn)()
    return E.isLeft(lines) ? undefined : lines.right
  }
  return { models, read }
}

readModelConformance<Tables>("SQLite", {
  open: () => {
    folder = mkdtempSync(join(tmpdir(), "shifan-"))
    return opened()
  },
  reopen: opened,
  destroy: async () => rmSync(folder, { recursive: true }),
  prepare: ({ run }) => run("CREATE TABLE {line} (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"),
  write: ({ run }, line) => run("INSERT INTO {line} (text) VALUES (?)", line),
})
