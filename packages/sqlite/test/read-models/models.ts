import { must } from "@shifan/testkit"
import { onTestFinished } from "vitest"
import { openSqliteReadModels, type SqliteReadModels } from "../../src/read-models/index.js"

/** Open read models, closed after the test. */
export const modelsAt = async (file: string, busyTimeout = 2000): Promise<SqliteReadModels> => {
  const models = await must(openSqliteReadModels({ file, busyTimeout }))
  onTestFinished(() => models.close())
  return models
}
