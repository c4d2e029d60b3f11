/** One measured answer of the server, and what the rows of the table have in common. */
import type { LogPosition } from "../../src/index.js"
import { drained, events, settings, told, withinASecond, type Asked, type Expected } from "./server.js"

/** `needs`: what it takes that an ordinary run on a real server has not. */
export interface Fact {
  readonly id: string
  readonly says: string
  readonly needs?: "a restart" | "a scavenge" | "a broken server" | "a slow server" | "users"
  readonly run: (server: Asked, stream: string) => Promise<unknown>
  readonly answer: unknown
}

/** No id on the server. */
export const nil = "00000000-0000-0000-0000-000000000000"
/** What the server did not foresee. */
export const thrown = "unknown 2"

export const append = ({ client }: Asked, stream: string, expectedRevision: Expected, ...ids: ReadonlyArray<string>) =>
  client.appendToStream(stream, events(...ids), { expectedRevision })

export const read = ({ client }: Asked, stream: string): Promise<string> => told(drained(client.readStream(stream)))

export const set = (server: Asked, stream: string, json: object): Promise<unknown> =>
  server.client.appendToStream(`$$${stream}`, [settings(json)])

/** The positions of a stream's events in the order of everything. */
export const positions = async ({ client }: Asked, stream: string): Promise<ReadonlyArray<LogPosition>> => {
  const found: Array<LogPosition> = []
  for await (const { event } of client.readStream(stream)) if (event?.position !== undefined) found.push(event.position)
  return found
}

export const allFrom = async (
  { client }: Asked,
  fromPosition: LogPosition,
  direction: "forwards" | "backwards" = "forwards",
): Promise<string> => withinASecond(told(drained(client.readAll({ fromPosition, direction, maxCount: 1 }))))

/** The position of the last of everything. */
export const end = async ({ client }: Asked): Promise<bigint> => {
  let last = 0n
  // To its end: a read that is left is not cancelled.
  for await (const { event } of client.readAll({ fromPosition: "end", direction: "backwards", maxCount: 1 }))
    last = event?.position?.commit ?? 0n
  return last
}
