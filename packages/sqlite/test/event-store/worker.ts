/** Opens the file in another process. */
import { must } from "@shifan/testkit/events"
import { openSqliteStore, type SqliteStore } from "../../src/event-store/index.js"

export const open = (file: string): Promise<SqliteStore> => must(openSqliteStore({ file }))
