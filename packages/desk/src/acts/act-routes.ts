/** Routes for an act, from its form to the record: filled in, previewed, confirmed, and recorded once. */
import { subjectOf, textOfActIn, type TextOfAct } from "@shifan/casework"
import { bilingual, countyOf, isUscc, type ApplicableLaw, type Bilingual, type Regulation } from "@shifan/core"
import { acts as knownActs, codecOfAct, formFaultText, readForm, sheetOf, valuesOf, writeForm } from "@shifan/forms"
import { html, notice, type Content, type Markup } from "@shifan/html"
import type { Request } from "@shifan/service"
import * as E from "fp-ts/lib/Either.js"
import type { Hono } from "hono"
import type { Desk, DeskEnv, DeskRequest } from "../desk-environment.js"
import type { Visit } from "../http/visit.js"
import type { UnitRecord } from "../office.js"
import { actFormPage } from "./act-form.js"
import { carryOut, type ActUnderWay, type NotCarriedOut } from "./carry-out.js"
import { askedFields, withRow } from "./asked-fields.js"
import { filledActIn, blankAct, type FilledAct } from "./filled-act.js"
import { placeIssues, type PlacedFaults } from "./faults.js"
import { begin, withFindings } from "./preset-values.js"
import { outcomeOf } from "./outcome.js"
import { actingDivision, mayRecord, type Acting } from "./possible-acts.js"
import { previewPage } from "./preview-page.js"

const noFaults: PlacedFaults = { byField: new Map(), all: [] }

export const actRoutes = (app: Hono<DeskEnv>, desk: Desk): void => {
  // A list is computed rather than typed, and has its own page for publishing.
  app.all("/acts/PublishRoster", (c) => c.redirect(c.get("visit").link("/publications"), 303))
  app.all("/acts/PublishRoster/*", (c) => desk.notFound(c))
  app.get("/acts/:act", (c) => showForm(desk, c))
  app.get("/acts/:act/:file{form\\.(?:docx|xlsx)}", (c) => downloadForm(desk, c))
  app.post("/acts/:act", (c) => takeForm(desk, c))
}

const showForm = async (desk: Desk, c: DeskRequest): Promise<Response> => {
  const visit = c.get("visit")
  const act = c.req.param("act") ?? ""
  if (!knownActs.includes(act)) return desk.notFound(c)
  if (visit.readOnly) return desk.forbidden(c)
  const read = await readCase(desk, visit, visit.parameters["unit"])
  if (E.isLeft(read)) return desk.failed(c, read.left)
  const { record, law, regulation } = read.right
  const begun = begin(visit, act, record, { law, regulation })
  const { newId, division } = desk.dependencies
  const filled = blankAct(visit, act, record?.state, begun.values, { commandId: newId(), division })
  if (!mayRecord(visit.session.officer, actingIn(filled, read.right))) return desk.forbidden(c)
  return desk.show(
    c,
    actFormPage(visit, {
      filled,
      preset: begun.preset,
      regulation,
      faults: noFaults,
      subject: subjectFor(read.right),
      record,
      outcome: outcomeOf(visit, filled, read.right),
    }),
  )
}

const downloadForm = async (desk: Desk, c: DeskRequest): Promise<Response> => {
  const visit = c.get("visit")
  const act = c.req.param("act") ?? ""
  if (!knownActs.includes(act)) return desk.notFound(c)
  const read = await readCase(desk, visit, visit.parameters["unit"])
  if (E.isLeft(read)) return desk.failed(c, read.left)
  const { record, law, regulation } = read.right
  const { values } = begin(visit, act, record, { law, regulation })
  const format = c.req.param("file") === "form.xlsx" ? "xlsx" : "docx"
  const sheet = sheetOf(act, values, regulation)
  const name = encodeURIComponent(`${sheet.title}.${format}`)
  return c.body(new Uint8Array(writeForm(format, sheet, values)), 200, {
    "Content-Type": "application/octet-stream",
    "Content-Disposition": `attachment; filename="form.${format}"; filename*=UTF-8''${name}`,
  })
}

/** `do`: the action the form was sent for; `more`: a list for which another row is requested. */
const takeForm = async (desk: Desk, c: DeskRequest): Promise<Response> => {
  const visit = c.get("visit")
  const act = c.req.param("act") ?? ""
  if (!knownActs.includes(act)) return desk.notFound(c)
  const form = c.get("form")
  const filled = await filledActIn(act, form)
  const read = await readCase(desk, visit, filled.unit)
  if (E.isLeft(read)) return desk.failed(c, read.left)
  if (visit.readOnly || !mayRecord(visit.session.officer, actingIn(filled, read.right))) return desk.forbidden(c)
  const at: Step = { desk, c, visit, filled, read: read.right }
  const list = form.get("more")
  if (typeof list === "string") return showAgain(at, { filled: { ...filled, values: withRow(filled.values, list) } })
  switch (form.get("do")) {
    case "record":
      return recordAct(at)
    case "edit":
      return showAgain(at, {})
    case "read":
      return readFilled(at, form.get("form"))
    case "try":
      return c.html(((await previewWhileTyping(at)) ?? "").toString())
    default:
      return preview(at)
  }
}

/** The county comes from the unit's record; for a unit without a record it is not known yet. */
const actingIn = ({ by, unit, code }: FilledAct, { record, regulation }: CaseRead): Acting => {
  const county = record && countyOf(record.state)
  const asFilledIn = by === "county" && code !== "" ? code : undefined
  return {
    role: by,
    unit: unit ?? code,
    county: county === undefined ? asFilledIn : actingDivision(county, code, regulation),
  }
}

interface Step {
  readonly desk: Desk
  readonly c: DeskRequest
  readonly visit: Visit
  readonly filled: FilledAct
  readonly read: CaseRead
}

interface Again {
  readonly filled?: FilledAct
  readonly faults?: PlacedFaults
  readonly says?: Content
  readonly status?: 200 | 409 | 422 | 503
}

/** The form as filled in, with its faults. */
const showAgain = (
  { desk, c, visit, filled: sent, read }: Step,
  { filled = sent, faults = noFaults, says, status = 200 }: Again,
): Promise<Response> => {
  const { record: unit, law, regulation } = read
  const { values, preset } = withFindings(filled.act, filled.values, unit?.state, law, visit)
  const whole = { ...filled, values }
  const soFar = outcomeOf(visit, whole, read)
  const outcome = says === undefined ? soFar : html`${says}${soFar}`
  const subject = subjectFor(read)
  const page = actFormPage(visit, { filled: whole, preset, regulation, faults, subject, record: unit, outcome })
  return desk.show(c, page, status)
}

const underWay = ({ read, ...step }: Step): ActUnderWay => ({ ...step, regulation: read.regulation })

const notDone = ({ faults, isOutage }: NotCarriedOut, status: 409 | 422): Again => ({
  faults,
  status: isOutage ? 503 : status,
})

const preview = async (at: Step): Promise<Response> => {
  const { desk, c, visit, filled, read } = at
  const decided = await carryOut(underWay(at), true)
  if (E.isLeft(decided)) return showAgain(at, notDone(decided.left, 422))
  const { result } = decided.right
  const history = await desk.office.stream(result.stream)
  if (E.isLeft(history)) return desk.failed(c, history.left)
  const subject = subjectOf(result.stream, [...history.right, ...result.events], read.regulation)
  return desk.show(c, previewPage(visit, { filled, subject, result, regulation: read.regulation }))
}

const recordAct = async (at: Step): Promise<Response> => {
  const { c, visit } = at
  const done = await carryOut(underWay(at), false)
  if (E.isLeft(done)) return showAgain({ ...at, filled: withoutExpectation(at.filled) }, notDone(done.left, 409))
  const { result, request } = done.right
  return c.redirect(visit.link(whereRecorded(request), { recorded: String(result.events[0]?.revision ?? "") }), 303)
}

/** Removes the expected revision, so that the next preview uses the current one. */
const withoutExpectation = ({ expected: _, ...filled }: FilledAct): FilledAct => filled

const whereRecorded = ({ target: { aggregate, key } }: Request): string => {
  if (aggregate === "designation") return `/units/${key}`
  return aggregate === "call" ? `/calls/${key}` : "/"
}

/** Intermediate result while the officer types. */
const previewWhileTyping = async (at: Step): Promise<Markup | null> => {
  const { visit, filled, read } = at
  const decided = await carryOut(underWay(at), true)
  if (E.isRight(decided)) return outcomeOf(visit, filled, read, decided.right.result)
  const { faults, isOutage } = decided.left
  const [first] = faults.all
  const left = faults.all.length
  const says =
    isOutage && first !== undefined
      ? first.text
      : bilingual(`还有${left}处未填或须处理`, `${left} still to be filled in or corrected`)
  return html`<p class="hint">${visit.say(says)}</p>${outcomeOf(visit, filled, read)}`
}

const readFilled = async (at: Step, file: string | File | null): Promise<Response> => {
  const { visit, filled } = at
  if (file === null || typeof file === "string" || file.size === 0)
    return showAgain(at, { faults: faultsOf(bilingual("请先选择文件", "choose a file first")), status: 422 })
  const form = await readForm(new Uint8Array(await file.arrayBuffer()), at.read.regulation, filled.act)
  if (E.isLeft(form)) return showAgain(at, { faults: faultsOf(formFaultText(form.left)), status: 422 })
  const { data, doubts, faults } = form.right
  const values = valuesOf(codecOfAct(filled.act, at.read.regulation), data, at.read.regulation)
  const placedFaults = placeIssues(askedFields(filled.act, values, at.read.regulation), faults, at.read.regulation)
  const all = [...doubts.map(({ sentence }) => ({ text: sentence })), ...placedFaults.all]
  const says = notice("plain", visit.say(bilingual("已读入，请核对各栏", "read: check each field")))
  return showAgain(at, { filled: { ...filled, values }, faults: { ...placedFaults, all }, says })
}

/** Faults of the whole form rather than of a field. */
const faultsOf = (text: Bilingual): PlacedFaults => ({ byField: new Map(), all: [{ text }] })

interface RecordOfCase extends UnitRecord {
  readonly textOf: TextOfAct
}

export interface CaseRead {
  /** `undefined`: the act concerns no unit, or a unit without a record. */
  readonly record: RecordOfCase | undefined
  readonly law: ApplicableLaw
  readonly regulation: Regulation
}

const readCase = async (desk: Desk, visit: Visit, unit: string | undefined) => {
  const state = await desk.office.state(visit)
  if (E.isLeft(state)) return state
  const law = state.right.law.applicable
  const regulation = desk.office.regulationOn(state.right, visit)
  if (unit === undefined || !isUscc(unit)) return E.right({ record: undefined, law, regulation })
  const found = await desk.office.unit(visit, unit)
  return E.isLeft(found)
    ? found
    : E.right({ record: { ...found.right, textOf: textOfActIn(law, regulation) }, law, regulation })
}

const subjectFor = ({ record, regulation }: CaseRead): Bilingual | undefined =>
  record === undefined
    ? undefined
    : subjectOf(record.history[0]?.stream ?? record.state.unit, record.history, regulation)
