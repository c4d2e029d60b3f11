import { newestVersion } from "../engine/open-file.js"
import { readModelFormat } from "../schema.js"

export type { NotOurs } from "../engine/open-file.js"
export {
  openSqliteReadModels,
  type NotBuilt,
  type OpenError,
  type SqliteReadModelOptions,
  type SqliteReadModels,
} from "./read-models.js"
export type { Query, Row, Tables } from "./tables.js"

/** "SHFR" in ASCII. */
export const { applicationId } = readModelFormat

/** Of the table `standing`; each read model has a version of its own. */
export const schemaVersion = newestVersion(readModelFormat)
