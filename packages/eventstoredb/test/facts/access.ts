/** Facts: rights of a user without groups, on a server with TLS and default rights. */
import type { Credentials } from "@eventstore/db-client"
import { revisionsIn, events, someId, answerTo, type TestServer } from "./server.js"
import type { Fact } from "./fact.js"

/** A user known to the fake node. */
const plain: Credentials = { username: "plain", password: "changeit" }

const asking = async ({ client }: TestServer, stream: string, credentials: Credentials | undefined) => [
  await answerTo(client.appendToStream(stream, events(someId()), credentials === undefined ? {} : { credentials })),
  await answerTo(revisionsIn(client.readStream(stream, credentials === undefined ? {} : { credentials }))),
  await answerTo(revisionsIn(client.readAll({ maxCount: 1, ...(credentials === undefined ? {} : { credentials }) }))),
]

const denied = "access-denied"

export const access: ReadonlyArray<Fact> = [
  {
    id: "acl",
    says: "a user without groups may read and write streams but not read $all; an unknown user may do nothing",
    needs: "users",
    run: async (server, stream) => [
      await asking(server, `${stream}-a`, plain),
      await asking(server, `${stream}-b`, { ...plain, password: "wrong" }),
      await asking(server, `${stream}-c`, undefined),
    ],
    answer: [
      ["ok 0", "0", denied],
      [denied, denied, denied],
      [denied, denied, denied],
    ],
  },
]
