/** Reads the environment, opens the store and vault, listens, and stops on request. */
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

/** Milliseconds for requests under way when stopping. */
const grace = 10_000

/** Accepts no more requests, ends event streams, answers pending requests, and closes the files. Cuts what takes too long. */
const stop = (): void => {
  office.stopping.abort()
  server.close(() => void office.close())
  setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), grace).unref()
  // Otherwise a connection whose stream has just ended stays open for further requests.
  setInterval(() => "closeIdleConnections" in server && server.closeIdleConnections(), 100).unref()
}

process.once("SIGINT", stop)
process.once("SIGTERM", stop)
