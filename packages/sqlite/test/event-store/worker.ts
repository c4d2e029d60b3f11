/** How another process opens the file. */
import * as E from "fp-ts/lib/Either.js"
import { openSqliteStore, type SqliteStore } from "../../src/event-store/index.js"

export const open = async (file: string): Promise<SqliteStore> => {
  const opened = await openSqliteStore({ file })()
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left))
  return opened.right
}
