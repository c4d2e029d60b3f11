/** Files for a test, in a folder of their own that goes with it. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { must } from "@shifan/testkit"
import { onTestFinished } from "vitest"
import { openSqliteReadModels, type SqliteReadModels } from "../../src/read-models/index.js"

export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "shifan-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

export const newFile = (): string => join(newFolder(), "read.db")

export const modelsAt = async (file: string): Promise<SqliteReadModels> => {
  const models = await must(openSqliteReadModels({ file, busyTimeout: 2000 }))
  onTestFinished(() => models.close())
  return models
}
