/** The desk as a hono app: a function of its dependencies, so tests only need `app.request()`. */
import { typistId } from "@shifan/casework"
import { bilingual, type Bilingual } from "@shifan/core"
import { html, notice, stylesheet, type Content } from "@shifan/html"
import type { ServiceError } from "@shifan/service"
import { Hono } from "hono"
import { getCookie } from "hono/cookie"
import { actRoutes } from "./acts/act-routes.js"
import { batchRoutes } from "./batch/batch-routes.js"
import type { DeskDependencies, ErrorText } from "./dependencies.js"
import type { Desk, DeskEnv, DeskRequest, PageStatus } from "./desk-environment.js"
import { headers, knownMethod, sameOrigin } from "./http/guard.js"
import { largestBody, sentForm } from "./http/sent-form.js"
import { visitOf } from "./http/visit.js"
import { officeOf } from "./office.js"
import { explained, isOutage } from "./outage.js"
import { defectPage } from "./pages/defect-page.js"
import { pageRoutes } from "./pages/page-routes.js"
import { publicationRoutes } from "./publications/publication-routes.js"
import { renderPage } from "./parts/page.js"
import { deskStyles } from "./parts/styles.js"
import { script } from "./script.js"
import { isSame, sessions, type Sessions } from "./http/sessions.js"
import { cookieName, signInRoutes } from "./pages/sign-in-routes.js"

/** In bytes: documents are read only for their digests. */
const mostBytes = 100_000_000

/**
 * The office's work as web pages, for one host on one machine. Keeps only sessions in memory. The server must check the
 * `Host` header: otherwise a foreign page could pass for one of the desk's under its own host name.
 */
export const desk = (dependencies: DeskDependencies): Hono<DeskEnv> => {
  const open = sessions(dependencies)
  const parts = partsOf(dependencies)
  const app = new Hono<DeskEnv>()
  app.use(headers, knownMethod, sameOrigin, largestBody(mostBytes))
  app.get("/desk.css", (c) => c.body(stylesheet + deskStyles, 200, { "Content-Type": "text/css; charset=utf-8" }))
  app.get("/desk.js", (c) => c.body(script, 200, { "Content-Type": "text/javascript; charset=utf-8" }))
  app.get("/favicon.ico", (c) => c.body(null, 204))
  signInRoutes(app, parts, open)
  signedInOnly(app, dependencies, open)
  pageRoutes(app, parts)
  actRoutes(app, parts)
  batchRoutes(app, parts)
  publicationRoutes(app, parts)
  app.notFound(parts.notFound)
  app.onError(defectPage(dependencies))
  return app
}

/** Everything below requires a session; requests that change something also need the session's token. */
const signedInOnly = (app: Hono<DeskEnv>, { clock }: DeskDependencies, open: Sessions): void => {
  app.use(async (c, next) => {
    const session = open.of(getCookie(c, cookieName) ?? "")
    const url = new URL(c.req.url)
    if (session === undefined)
      return c.redirect(url.searchParams.get("language") === "en" ? "/sign-in?language=en" : "/sign-in", 303)
    c.set("visit", visitOf(url, session, clock()))
    return next()
  })
  app.post("*", sentForm, async (c, next) => {
    const token = c.get("form").get("token")
    const isOurs = typeof token === "string" && isSame(token, c.get("visit").session.token)
    return isOurs ? next() : c.text("403 Forbidden\n", 403)
  })
}

const partsOf = (dependencies: DeskDependencies): Desk => {
  const office = officeOf(dependencies)
  const show: Desk["show"] = async (c, page, status = 200) => {
    const visit = c.get("visit")
    const regulation = office.lastTextOn(visit)
    return c.html(renderPage(visit, { audit: await dependencies.audit(), regulation }, page), status)
  }
  const said = (c: DeskRequest, status: PageStatus, title: Bilingual, body: Content = null): Promise<Response> =>
    show(c, { title, body, dated: false }, status)
  return {
    dependencies,
    office,
    handle: (officer, request) => dependencies.handle({ ...request, correlationId: typistId(officer) }),
    show,
    notFound: (c) =>
      said(
        c,
        404,
        bilingual("没有这一页", "There is no such page"),
        waysOn(
          c,
          bilingual(
            "网址可能有误，或者这一单位、记录在所看的时间尚未登记。",
            "The address may be wrong, or the unit or record was not there yet at the time shown.",
          ),
        ),
      ),
    forbidden: (c) =>
      said(
        c,
        403,
        bilingual("不能在此登记这一事项", "This cannot be recorded here"),
        waysOn(
          c,
          bilingual(
            "所看的是过去的记录，或者这一事项不由登录的经办人登记。",
            "The page shows a past time, or this officer does not record this act.",
          ),
        ),
      ),
    failed: (c, error) => {
      const failure: ServiceError = { _tag: "StoreFailed", error }
      const title = bilingual("未能读取记录", "The record could not be read")
      return said(c, isOutage(failure) ? 503 : 500, title, errorNotice(c, explained(dependencies, failure)))
    },
  }
}

/** What may be the matter, and the pages from which everything is reached. */
const waysOn = (c: DeskRequest, text: Bilingual): Content => {
  const { say, language } = c.get("visit")
  const link = (path: string, name: Bilingual): Content =>
    html`<li><a href="${path}${language === "en" && "?language=en"}">${say(name)}</a></li>`
  return html`<p>${say(text)}</p>
<ul>${link("/", bilingual("待办事项", "What waits"))}${link("/units", bilingual("查找单位", "Find a unit"))}</ul>`
}

const errorNotice = (c: DeskRequest, { message, details = [], hint }: ErrorText): Content => {
  const { say } = c.get("visit")
  const more = [...details, ...(hint === undefined ? [] : [hint])]
  return notice("bad", say(message), html`${more.map((one) => html`<p>${say(one)}</p>`)}`)
}
