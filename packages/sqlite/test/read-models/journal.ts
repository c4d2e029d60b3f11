/** A journal of the log in two tables, which the tests project and read back. */
import * as E from "fp-ts/lib/Either.js"
import type { Filter } from "@shifan/event-store"
import type { Projection } from "@shifan/service"
import { right } from "@shifan/testkit/events"
import { journalOf } from "@shifan/testkit/journal"
import type { Query, SqliteReadModels, Tables } from "../../src/read-models/index.js"

/** No constraint prevents duplicate lines, since the tests look for them. */
const lines = {
  prepare: ({ run }: Tables): void => {
    run("CREATE TABLE {line} (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    run("CREATE INDEX {line_by_text} ON {line} (text)")
    run("CREATE TABLE {total} (n INTEGER NOT NULL) STRICT")
    run("INSERT INTO {total} VALUES (0)")
  },
  write: ({ run }: Tables, text: string): void => {
    run("INSERT INTO {line} (text) VALUES (?)", text)
    run("UPDATE {total} SET n = n + 1")
  },
}

export const { prepare, write } = lines

export const journal = (version = 1, filter: Filter = {}): Projection<Tables> => journalOf(lines, { version, filter })

/** The lines of the journal, once both of its tables agree. */
export const linesIn = ({ all }: Query): ReadonlyArray<string> => {
  const texts = all("SELECT text FROM {line} ORDER BY n").map(({ text }) => String(text))
  const total = Number(all("SELECT n FROM {total}")[0]?.["n"])
  if (texts.length !== total) throw new Error(`${texts.length} lines, ${total} counted`)
  return texts
}

/** The lines of the live journal; `undefined` before one is built. */
export const linesOf = async (
  models: SqliteReadModels,
  name = "journal",
): Promise<ReadonlyArray<string> | undefined> => {
  const answer = await models.read(name, linesIn)()
  return E.isLeft(answer) && answer.left._tag === "NotBuilt" ? undefined : right(answer)
}
