/** A log of small events, and a journal of them in two tables as the projection. */
import { randomUUID } from "node:crypto"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import * as E from "fp-ts/lib/Either.js"
import { civilDate, instantAt } from "@shifan/core"
import { collect, encode, type Envelope, type EventStore, type Filter, type NewEvent } from "@shifan/event-store"
import type { Projection } from "@shifan/service"
import type { Query, SqliteReadModels, Tables } from "../../src/read-models/index.js"

const eventOf = (stream: string, revision: number): NewEvent => {
  const id = randomUUID()
  const envelope: Envelope = {
    id,
    type: "CallOpened",
    schemaVersion: 1,
    stream,
    revision,
    previous: null,
    basis: [],
    data: {},
    commandId: id,
    correlationId: id,
    causationId: null,
    rule: null,
    readings: {},
    provisions: [],
    recordedAt: instantAt(Date.parse("2020-12-01T01:00:00.000Z")),
    effectiveOn: civilDate("2020-12-01"),
    actor: { role: "bureau", code: "130300", officer: "SJ-01" },
  }
  const leaf = encode(envelope)
  if (E.isLeft(leaf)) throw new Error(leaf.left._tag)
  return { id, type: envelope.type, leaf: leaf.right }
}

/** A stream of its own of so many events. */
export const append = async (store: EventStore, stream: string, count: number): Promise<void> => {
  const events = RNEA.map((revision: number) => eventOf(stream, revision))(RNEA.range(0, count - 1))
  const appended = await store.append(stream, "noStream", events)()
  if (E.isLeft(appended)) throw new Error(appended.left._tag)
}

const line = ({ stream, revision }: { readonly stream: string; readonly revision: number }): string =>
  `${stream}@${revision}`

export const expected = async (store: EventStore): Promise<ReadonlyArray<string>> => {
  const events = await collect(store.readAll())
  if (E.isLeft(events)) throw new Error(events.left._tag)
  return events.right.map(line)
}

/** No constraint keeps a line from being written twice: that is what is tested. */
export const journal = (version = 1, filter: Filter = {}): Projection<Tables> => ({
  name: "journal",
  version,
  filter,
  prepare: ({ run }) => {
    run("CREATE TABLE {line} (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    run("CREATE INDEX {line_by_text} ON {line} (text)")
    run("CREATE TABLE {total} (n INTEGER NOT NULL) STRICT")
    run("INSERT INTO {total} VALUES (0)")
  },
  apply: ({ run }, envelope) => {
    run("INSERT INTO {line} (text) VALUES (?)", line(envelope))
    run("UPDATE {total} SET n = n + 1")
  },
})

export const linesIn = ({ all }: Query): ReadonlyArray<string> =>
  all("SELECT text FROM {line} ORDER BY n").map(({ text }) => String(text))

/** The live journal, once both of its tables say the same. */
export const linesOf = async (models: SqliteReadModels): Promise<ReadonlyArray<string> | undefined> => {
  const read = await models.read("journal", (query) => ({
    lines: linesIn(query),
    total: Number(query.all("SELECT n FROM {total}")[0]?.["n"]),
  }))()
  if (E.isLeft(read)) return undefined
  const { lines, total } = read.right
  if (lines.length !== total) throw new Error(`${lines.length} lines, ${total} counted`)
  return lines
}
