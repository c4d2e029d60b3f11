/** Reads the environment, opens what it names, listens, and stops when it is asked to. */
import { serve } from "@hono/node-server"
import { appOf } from "./app.js"
import { environmentOf } from "./environment.js"
import { identitiesIn } from "./identities.js"
import { openOffice } from "./office.js"

const environment = environmentOf(process.env)
const office = await openOffice(environment)
const app = appOf(office, identitiesIn(environment.identities))

const server = serve({ fetch: app.fetch, hostname: environment.host, port: environment.port }, ({ address, port }) =>
  console.log(`http://${address}:${port}/openapi.json`),
)

/** Takes no more requests, ends the streams of events, answers what is under way, and closes the files. */
const stop = (): void => {
  office.stopping.abort()
  server.close(() => void office.close())
  // A connection whose stream has just ended would be kept open for another request.
  setInterval(() => "closeIdleConnections" in server && server.closeIdleConnections(), 100).unref()
}

process.once("SIGINT", stop)
process.once("SIGTERM", stop)
