/** The routes. `openapi.ts` describes their requests and responses, from the same codecs. */
import { Hono, type Context } from "hono"
import { bodyLimit } from "hono/body-limit"
import type { Actor } from "@shifan/core"
import { errorCatalogue } from "@shifan/schema"
import { actHandler } from "./acts.js"
import type { Identify } from "./identities.js"
import { observed } from "./observed.js"
import type { Office } from "./office.js"
import { openApi } from "./openapi.js"
import { httpErrors, problemsOf } from "./problems.js"
import { rosterChangesHandler, rosterHandler } from "./roster.js"
import { selfCheckHandler } from "./self-check.js"
import { unitHandler } from "./units.js"

/** In bytes. An application with all its texts takes about thirty thousand. */
const largestBody = 1_000_000

export const appOf = (office: Office, identify: Identify): Hono => {
  const problems = problemsOf(office)
  const document = openApi()

  /** Requires a signed-in person. */
  const signedIn =
    (handler: (c: Context, actor: Actor) => Promise<Response>) =>
    (c: Context): Response | Promise<Response> => {
      const [, token] = /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "") ?? []
      const actor = token === undefined ? undefined : identify(token)
      return actor === undefined ? problems.http(c, "Unauthenticated") : handler(c, actor)
    }

  const app = new Hono()
  app.use(observed)
  app.use(bodyLimit({ maxSize: largestBody, onError: problems.tooLarge }))
  app.get("/openapi.json", (c) => c.json(document))
  app.get("/health", (c) => (office.roster() === undefined ? problems.notReady(c) : c.json({ status: "ok" })))
  app.get("/roster", rosterHandler(office, problems))
  app.get("/roster/changes", rosterChangesHandler(office, problems))
  app.post("/self-check", selfCheckHandler(office, problems))
  app.get("/units/:unit", signedIn(unitHandler(office, problems)))
  app.post("/acts/:type", signedIn(actHandler(office, problems)))
  app.get("/errors/:code", (c) => {
    const entry = [...errorCatalogue, ...httpErrors].find(({ code }) => code === c.req.param("code"))
    return entry === undefined ? problems.http(c, "NotFound") : c.json(entry)
  })
  const routes = Map.groupBy(
    app.routes.filter(({ path }) => path !== "/*"),
    ({ path }) => path,
  )
  for (const [path, ofPath] of routes) {
    const methods = ofPath.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]))
    app.all(path, (c) => problems.method(c, methods.join(", ")))
  }
  app.notFound((c) => problems.http(c, "NotFound"))
  app.onError((error, c) => {
    // A client that went away, or was cut off at the end, is no defect, and nobody reads the answer.
    if (!c.req.raw.signal.aborted) console.error(error)
    return problems.http(c, "Defect")
  })
  return app
}
