/** The server under test for the facts, used through the bare client: a fake node, or the one named by SHIFAN_EVENTSTOREDB. */
import { binaryEvent, jsonEvent, type AppendExpectedRevision } from "@eventstore/db-client"
import * as E from "fp-ts/lib/Either.js"
import { parseAddress } from "../../src/index.js"
import { Client, type Connection } from "../../src/client-pool.js"
import { connectionOf } from "../../src/open.js"
import { FakeLog } from "../fake/log.js"
import { nodeCredentials } from "../fake/certificates.js"
import { startNode, type FakeNode, type NodeOptions } from "../fake/server.js"
import { connectionTo, secureConnectionTo } from "../store.js"

export interface TestServer {
  readonly client: Client
  /** The log of the fake node, for actions that no client can do. */
  readonly log: FakeLog
  /** Signals to the process of the fake node; `undefined` for a real server. */
  readonly signals: Pick<FakeNode, "pause" | "resume" | "terminate" | "shut" | "reopen"> | undefined
  readonly close: () => Promise<void>
}

export const fakeServer = (): Promise<TestServer> => fake({}, (node) => connectionTo([node]))

/** A fake node with TLS and a user without groups. */
export const fakeServerWithUsers = (): Promise<TestServer> =>
  fake(
    { credentials: nodeCredentials(), users: { plain: { password: "changeit", isAdmin: false } } },
    secureConnectionTo,
  )

const fake = async (options: Partial<NodeOptions>, connection: (node: FakeNode) => Connection): Promise<TestServer> => {
  const log = new FakeLog()
  const node = await startNode({ ...options, log })
  const client = new Client(connection(node))
  return {
    client,
    log,
    signals: node,
    close: async () => {
      await client.close()
      await node.stop()
    },
  }
}

export const realServer = async (url: string): Promise<TestServer> => {
  const address = parseAddress(url)
  if (E.isLeft(address)) throw new Error(address.left.message.en)
  const connection = await connectionOf(address.right, 5000)
  if (E.isLeft(connection)) throw new Error(connection.left.message.en)
  const client = new Client(connection.right)
  return { client, log: new FakeLog(), signals: undefined, close: () => client.close() }
}

export const someId = (): string => crypto.randomUUID()

type BinaryEvent = ReturnType<typeof binaryEvent<{ type: string; data: Uint8Array }>>
type JSONEvent = ReturnType<typeof jsonEvent>

/** Events with these ids. */
export const events = (...ids: ReadonlyArray<string>): Array<BinaryEvent> =>
  ids.map((id) => binaryEvent({ id, type: "T", data: new TextEncoder().encode("{}") }))

export const settings = (json: object): JSONEvent => jsonEvent({ type: "$metadata", data: { ...json } })

export type Expected = AppendExpectedRevision

/** A field of a reply as text. */
export const textOf = (value: unknown): string =>
  (typeof value === "bigint" ? String(value) : (JSON.stringify(value) ?? "none")).replaceAll('"', "")

export const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined

/** An answer as text: its value, or the type, code and details of the error. */
export const answerTo = async (request: Promise<unknown>, ...fields: ReadonlyArray<string>): Promise<string> => {
  try {
    const reply = await request
    if (Array.isArray(reply)) return reply.map(eventText).join(" ") || "nothing"
    const next = field(reply, "nextExpectedRevision")
    if (next === undefined) return "ok"
    return `ok ${textOf(next)}${field(reply, "position") === undefined ? " without position" : ""}`
  } catch (thrown) {
    const type = textOf(field(thrown, "type"))
    const code = field(thrown, "code")
    const details = fields.map((name) => ` ${textOf(field(thrown, name))}`).join("")
    return `${type}${type === "unknown" || type === "none" ? ` ${textOf(code)}` : ""}${details}`
  }
}

const eventText = (event: unknown): string => textOf(field(event, "revision") ?? event)

/** The revisions that a read returns. */
export const revisionsIn = async (
  read: AsyncIterable<{ readonly event?: { readonly revision: bigint } }>,
): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = []
  for await (const { event } of read) found.push(event === undefined ? "link" : String(event.revision))
  return found
}

/** `"no answer"` if there is none within a second. */
export const withinASecond = <A>(request: Promise<A>): Promise<A | "no answer"> => {
  const limit = Promise.withResolvers<"no answer">()
  const timer = setTimeout(() => limit.resolve("no answer"), 1000)
  return Promise.race([request, limit.promise]).finally(() => clearTimeout(timer))
}
