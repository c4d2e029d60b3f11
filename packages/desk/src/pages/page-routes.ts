/** Routes of the read-only pages. */
import { selectEntries, textOfActIn, textOfCall, worklistOn } from "@shifan/casework"
import { isUscc, ruleStatusOn } from "@shifan/core"
import * as E from "fp-ts/lib/Either.js"
import type { Hono } from "hono"
import type { Desk, DeskEnv, DeskRequest } from "../desk-environment.js"
import { callPage, callsPage } from "./calls-page.js"
import { correctionsPage } from "./corrections-page.js"
import { casePage } from "./case-page.js"
import type { CaseView } from "./case-view.js"
import { unitsPage } from "./units-page.js"
import { whyPage } from "./why-page.js"
import { worklistPage } from "./worklist-page.js"

export const pageRoutes = (app: Hono<DeskEnv>, desk: Desk): void => {
  app.get("/", async (c) => {
    const visit = c.get("visit")
    const state = await desk.office.state(visit)
    if (E.isLeft(state)) return desk.failed(c, state.left)
    return desk.show(c, worklistPage(visit, state.right, desk.dependencies.regulation))
  })
  app.get("/units", async (c) => {
    const visit = c.get("visit")
    const state = await desk.office.state(visit)
    if (E.isLeft(state)) return desk.failed(c, state.left)
    return desk.show(c, unitsPage(visit, state.right, desk.dependencies.regulation))
  })
  app.get("/calls", async (c) => {
    const visit = c.get("visit")
    const state = await desk.office.state(visit)
    if (E.isLeft(state)) return desk.failed(c, state.left)
    return desk.show(c, callsPage(visit, state.right, desk.office.regulationOn(state.right, visit)))
  })
  app.get("/calls/:year{[0-9]{4}}", async (c) => {
    const visit = c.get("visit")
    const state = await desk.office.state(visit)
    if (E.isLeft(state)) return desk.failed(c, state.left)
    const year = Number(c.req.param("year"))
    const { applicable } = state.right.law
    const regulation = textOfCall(applicable, year, desk.office.regulationOn(state.right, visit))
    const page = callPage(visit, state.right, regulation, year)
    return page === undefined ? desk.notFound(c) : desk.show(c, page)
  })
  app.get("/units/:unit/corrections", (c) =>
    withCase(desk, c, c.req.param("unit"), (view) => desk.show(c, correctionsPage(c.get("visit"), view))),
  )
  app.get("/units/:unit", (c) =>
    withCase(desk, c, c.req.param("unit"), (view) => desk.show(c, casePage(c.get("visit"), view))),
  )
  app.get("/units/:unit/events/:revision{[0-9]+}", (c) =>
    withCase(desk, c, c.req.param("unit"), (view) => {
      const event = view.history.find(({ revision }) => revision === Number(c.req.param("revision")))
      return event === undefined ? desk.notFound(c) : desk.show(c, whyPage(c.get("visit"), view, event))
    }),
  )
}

const withCase = async (
  desk: Desk,
  c: DeskRequest,
  unit: string,
  work: (view: CaseView) => Promise<Response>,
): Promise<Response> => {
  const visit = c.get("visit")
  if (!isUscc(unit)) return desk.notFound(c)
  const state = await desk.office.state(visit)
  if (E.isLeft(state)) return desk.failed(c, state.left)
  const record = await desk.office.unit(visit, unit)
  if (E.isLeft(record)) return desk.failed(c, record.left)
  if (record.right.history.length === 0) return desk.notFound(c)
  const waiting = worklistOn(state.right, visit.on).filter((one) => one.unit === unit)
  const status = ruleStatusOn(state.right.law.applicable, visit.on)
  return work({
    ...record.right,
    waiting: selectEntries(waiting, visit.on, {}),
    regulation: desk.office.regulationOn(state.right, visit),
    textOf: textOfActIn(state.right.law.applicable, desk.dependencies.regulation),
    readings: status._tag === "NoRule" ? undefined : status.rule.readings,
    others: state.right.units,
    typedBy: desk.office.typedBy,
  })
}
