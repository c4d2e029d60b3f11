export { applicationId, schemaVersion, type NotOurs, type OpenError, type SqliteReadModelOptions } from "./file.js"
export { openSqliteReadModels, type NotBuilt, type SqliteReadModels } from "./read-models.js"
export type { Query, Row, Tables } from "./tables.js"
