/** A measured answer of the server, and helpers for the tables of facts. */
import type { LogPosition } from "../../src/index.js"
import { revisionsIn, events, settings, answerTo, withinASecond, type TestServer, type Expected } from "./server.js"

/** `needs`: a condition that an ordinary run on a real server does not meet. */
export interface Fact {
  readonly id: string
  readonly says: string
  readonly needs?: "a restart" | "a scavenge" | "a broken server" | "a slow server" | "signals" | "users"
  readonly run: (server: TestServer, stream: string) => Promise<unknown>
  readonly answer: unknown
}

/** The nil UUID, which the server does not accept as an id. */
export const nil = "00000000-0000-0000-0000-000000000000"
/** The answer to an unexpected exception on the server: gRPC status 2. */
export const thrown = "unknown 2"

export const append = (
  { client }: TestServer,
  stream: string,
  expectedRevision: Expected,
  ...ids: ReadonlyArray<string>
) => client.appendToStream(stream, events(...ids), { expectedRevision })

export const read = ({ client }: TestServer, stream: string): Promise<string> =>
  answerTo(revisionsIn(client.readStream(stream)))

export const set = (server: TestServer, stream: string, json: object): Promise<unknown> =>
  server.client.appendToStream(`$$${stream}`, [settings(json)])

/** Positions of a stream's events in `$all`. */
export const positions = async ({ client }: TestServer, stream: string): Promise<ReadonlyArray<LogPosition>> => {
  const found: Array<LogPosition> = []
  for await (const { event } of client.readStream(stream)) if (event?.position !== undefined) found.push(event.position)
  return found
}

export const allFrom = async (
  { client }: TestServer,
  fromPosition: LogPosition,
  direction: "forwards" | "backwards" = "forwards",
): Promise<string> => withinASecond(answerTo(revisionsIn(client.readAll({ fromPosition, direction, maxCount: 1 }))))

/** Position of the last record in `$all`. */
export const end = async ({ client }: TestServer): Promise<bigint> => {
  let last = 0n
  // Read to the end: leaving the loop early does not cancel the read.
  for await (const { event } of client.readAll({ fromPosition: "end", direction: "backwards", maxCount: 1 }))
    last = event?.position?.commit ?? 0n
  return last
}
