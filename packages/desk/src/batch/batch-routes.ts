/** Routes for an act on many units: one form, a preview of each, one list to confirm, and each recorded separately. */
import {
  actSentence,
  selectEntries,
  subjectOf,
  worklistOn,
  type OfficeState,
  type WorklistEntry,
} from "@shifan/casework"
import { acts, bilingual, countyOf, isUscc, type CivilDate, type Regulation, type State, type Uscc } from "@shifan/core"
import type { Values } from "@shifan/forms"
import * as E from "fp-ts/lib/Either.js"
import type { Hono } from "hono"
import { withRow } from "../acts/asked-fields.js"
import { carryOut } from "../acts/carry-out.js"
import { filledActIn, type FilledAct } from "../acts/filled-act.js"
import { actingFor, mayRecord } from "../acts/possible-acts.js"
import type { Desk, DeskEnv, DeskRequest } from "../desk-environment.js"
import { batchFormPage, batchStartPage, type BatchForm } from "./batch-form.js"
import { batchDonePage, batchListPage, type ListedAct } from "./batch-list.js"
import { manyFor, openRows, valuesOfOne } from "./many.js"

export const batchRoutes = (app: Hono<DeskEnv>, desk: Desk): void => {
  app.get("/batch", async (c) => {
    const read = await readOffice(desk, c)
    if (E.isLeft(read)) return read.left
    const { entries, regulation } = read.right
    return desk.show(c, batchStartPage(c.get("visit"), entries, regulation))
  })
  app.get("/batch/:act", (c) => showForm(desk, c))
  app.post("/batch/:act", (c) => takeForm(desk, c))
}

/** Excludes acts that are not for units: a call is opened once for all, and a list is computed. */
const isActOfUnits = (act: string): boolean => Object.hasOwn(acts, act)

interface OfficeRead {
  readonly state: OfficeState
  /** The entries that the officer may deal with. */
  readonly entries: ReadonlyArray<WorklistEntry>
  readonly regulation: Regulation
}

const readOffice = async (desk: Desk, c: DeskRequest): Promise<E.Either<Response, OfficeRead>> => {
  const visit = c.get("visit")
  const state = await desk.office.state(visit)
  if (E.isLeft(state)) return E.left(await desk.failed(c, state.left))
  const { officer } = visit.session
  const all = selectEntries(worklistOn(state.right, visit.on), visit.on, {})
  const entries = all.filter(({ owedBy: role, unit, county }) => mayRecord(officer, { role, unit, county }))
  return E.right({ state: state.right, entries, regulation: desk.office.regulationOn(state.right, visit) })
}

const showForm = async (desk: Desk, c: DeskRequest): Promise<Response> => {
  const visit = c.get("visit")
  const act = c.req.param("act") ?? ""
  if (!isActOfUnits(act)) return desk.notFound(c)
  if (visit.readOnly) return desk.forbidden(c)
  const read = await readOffice(desk, c)
  if (E.isLeft(read)) return read.left
  const { state, entries, regulation } = read.right
  const many = manyFor(state, entries, act, visit.on)
  const by = entries.find((one) => one.act === act)?.owedBy ?? "bureau"
  const { officer } = visit.session
  const values = openRows(many)
  const page = batchFormPage(visit, {
    act,
    by,
    officer: by === officer.role ? officer.officer : "",
    on: visit.today,
    values,
    preset: new Set(values.keys()),
    many,
    chosen: new Set(many.map(({ unit }) => unit)),
    own: new Map(),
    ids: new Map(many.map(({ unit }) => [unit, desk.dependencies.newId()])),
    regulation,
  })
  return desk.show(c, page)
}

const takeForm = async (desk: Desk, c: DeskRequest): Promise<Response> => {
  const visit = c.get("visit")
  const act = c.req.param("act") ?? ""
  if (!isActOfUnits(act)) return desk.notFound(c)
  const read = await readOffice(desk, c)
  if (E.isLeft(read)) return read.left
  const form = c.get("form")
  const head = await filledActIn(act, form)
  if (visit.readOnly || !mayRecord(visit.session.officer, { role: head.by })) return desk.forbidden(c)
  const batch = batchIn(form, head, read.right, visit.today)
  if (form.get("do") === "record") return recordList(desk, c, form, batch)
  if (form.get("do") === "edit" || form.has("more"))
    return desk.show(c, batchFormPage(visit, withMore(batch, form.get("more"))))
  const chosen = batch.many.filter(({ unit }) => batch.chosen.has(unit))
  if (chosen.length === 0)
    return desk.show(c, batchFormPage(visit, batch, bilingual("请至少选择一家", "choose at least one")), 422)
  const listed = await listedActs(
    desk,
    c,
    batch,
    chosen.map((one) => ({ ...one, values: valuesOfOne(batch.values, batch.own.get(one.unit) ?? new Map(), one) })),
    true,
  )
  return desk.show(c, batchListPage(visit, batch, listed))
}

const withMore = (batch: BatchForm, list: string | File | null): BatchForm =>
  typeof list === "string" ? { ...batch, values: withRow(batch.values, list) } : batch

/** Records each separately: the result of one does not affect the others. */
const recordList = async (desk: Desk, c: DeskRequest, form: FormData, batch: BatchForm): Promise<Response> => {
  const visit = c.get("visit")
  const final = valuesByUnit(form, "f")
  const agreed: Array<OneToList> = []
  for (const unit of new Set(textsOf(form, "agreed").filter(isUscc))) {
    const record = await desk.office.unit(visit, unit)
    if (E.isLeft(record)) return desk.failed(c, record.left)
    agreed.push({ unit, state: record.right.state, values: final.get(unit) ?? new Map() })
  }
  if (!agreed.every(({ state }) => mayRecord(visit.session.officer, actingFor(batch.by, state))))
    return desk.forbidden(c)
  return desk.show(c, batchDonePage(visit, batch, await listedActs(desk, c, batch, agreed, false)))
}

interface OneToList {
  readonly unit: Uscc
  readonly state: State
  readonly values: Values
}

/** After an outage the rest is not tried: each would wait for the server again. */
const listedActs = async (
  desk: Desk,
  c: DeskRequest,
  batch: BatchForm,
  ones: ReadonlyArray<OneToList>,
  dryRun: boolean,
): Promise<ReadonlyArray<ListedAct>> => {
  const listed: Array<ListedAct> = []
  let outage: ListedAct | undefined
  for (const { unit, state, values } of ones) {
    const one = { unit, state }
    const next: ListedAct =
      outage === undefined ? await listedAct(desk, c, batch, { ...one, values }, dryRun) : { ...outage, one, values }
    if (next.outcome === "unanswered") outage = next
    listed.push(next)
  }
  return listed
}

const listedAct = async (
  desk: Desk,
  c: DeskRequest,
  { act, by, officer, on, ids, regulation }: BatchForm,
  { unit, state, values }: OneToList,
  dryRun: boolean,
): Promise<ListedAct> => {
  const codes = { unit, county: countyOf(state) ?? "", bureau: desk.dependencies.division, auditor: "", public: "" }
  const filled: FilledAct = { act, by, code: codes[by], officer, on, unit, commandId: ids.get(unit) ?? "", values }
  const decided = await carryOut({ desk, visit: c.get("visit"), filled, regulation }, dryRun)
  const one = { unit, state }
  if (E.isLeft(decided)) {
    const { faults, isOutage } = decided.left
    return { one, values, says: faults.all.map(({ text }) => text), outcome: isOutage ? "unanswered" : "refused" }
  }
  const { stream, events } = decided.right.result
  const history = await desk.office.stream(stream)
  const subject = subjectOf(stream, [...(E.isRight(history) ? history.right : []), ...events], regulation)
  return { one, values, says: events.map((event) => actSentence(subject, event, regulation)), outcome: "stands" }
}

const batchIn = (
  form: FormData,
  head: FilledAct,
  { state, entries, regulation }: OfficeRead,
  today: CivilDate,
): BatchForm => {
  const listed = new Set(textsOf(form, "listed"))
  const many = manyFor(state, entries, head.act, today).filter(({ unit }) => listed.has(unit))
  const rows = openRows(many)
  return {
    act: head.act,
    by: head.by,
    officer: head.officer,
    on: head.on,
    values: new Map([...rows, ...head.values]),
    preset: new Set(rows.keys()),
    many,
    chosen: new Set(textsOf(form, "unit")),
    own: valuesByUnit(form, "u"),
    ids: new Map([...listed].map((unit) => [unit, textsOf(form, `id:${unit}`)[0] ?? ""])),
    regulation,
  }
}

const textsOf = (form: FormData, name: string): ReadonlyArray<string> =>
  form.getAll(name).filter((entry): entry is string => typeof entry === "string")

/** Fields such as `u:91…:certificateNumber`. */
const valuesByUnit = (form: FormData, kind: "u" | "f"): ReadonlyMap<string, Values> => {
  const byUnit = new Map<string, Map<string, string>>()
  for (const [name, entry] of form) {
    const [, found, unit = "", path = ""] = /^([uf]):(\w+):(.+)$/s.exec(name) ?? []
    if (found !== kind || typeof entry !== "string") continue
    byUnit.set(unit, (byUnit.get(unit) ?? new Map<string, string>()).set(path, entry))
  }
  return byUnit
}
