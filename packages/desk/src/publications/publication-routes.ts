/** Routes for publishing a list: previewed, confirmed, recorded once, and written to files. */
import { bilingual, isCivilDate, type Bilingual } from "@shifan/core"
import { isPublicationEvent, rosterStream, type ReadError } from "@shifan/event-store"
import { html, notice, type Content } from "@shifan/html"
import { parseRequest, type CommandResult, type Request, type ServiceError } from "@shifan/service"
import * as E from "fp-ts/lib/Either.js"
import type { Hono } from "hono"
import { placeRefusals } from "../acts/faults.js"
import type { ListToPublish } from "../dependencies.js"
import type { Desk, DeskEnv, DeskRequest } from "../desk-environment.js"
import type { Visit } from "../http/visit.js"
import { explained, isOutage } from "../outage.js"
import {
  errorText,
  issuesText,
  mayPublish,
  publicationsPage,
  type PublicationForm,
  type PublishedList,
} from "./publication-page.js"
import { publicationPreview } from "./publication-preview.js"

export const publicationRoutes = (app: Hono<DeskEnv>, desk: Desk): void => {
  app.get("/publications", async (c) => {
    const visit = c.get("visit")
    const published = await publishedLists(desk, visit)
    if (E.isLeft(published)) return desk.failed(c, published.left)
    const medium = published.right[0]?.data.medium ?? ""
    const { officer } = visit.session
    const commandId = desk.dependencies.newId()
    return showAll(desk, c, { commandId, asOf: visit.today, on: visit.today, officer: officer.officer, medium })
  })
  app.post("/publications", async (c) => {
    if (!mayPublish(c.get("visit"))) return desk.forbidden(c)
    const form = publicationIn(c.get("form"))
    switch (c.get("form").get("do")) {
      case "record":
        return publish(desk, c, form)
      case "edit":
        return showAll(desk, c, form)
      case "write":
        return writeAgain(desk, c, form)
      default:
        return preview(desk, c, form)
    }
  })
}

/** As of the view's day and instant, newest first. */
const publishedLists = async (
  { dependencies: { division }, office }: Desk,
  { asOf, knownAt }: Visit,
): Promise<E.Either<ReadError, ReadonlyArray<PublishedList>>> => {
  const events = await office.stream(rosterStream(division))
  if (E.isLeft(events)) return events
  const seen = events.right.filter(
    ({ effectiveOn, recordedAt }) =>
      (asOf === undefined || effectiveOn <= asOf) && (knownAt === undefined || recordedAt <= knownAt),
  )
  return E.right(seen.filter(isPublicationEvent).toReversed())
}

const publicationIn = (form: FormData): PublicationForm => {
  const text = (name: string): string => {
    const entry = form.get(name)
    return typeof entry === "string" ? entry.trim() : ""
  }
  return {
    commandId: text("commandId"),
    asOf: text("asOf"),
    on: text("on"),
    officer: text("officer"),
    medium: text("medium"),
  }
}

const showAll = async (
  desk: Desk,
  c: DeskRequest,
  form: PublicationForm,
  says?: Content,
  status: 200 | 409 | 422 | 500 | 503 = 200,
): Promise<Response> => {
  const visit = c.get("visit")
  const published = await publishedLists(desk, visit)
  if (E.isLeft(published)) return desk.failed(c, published.left)
  const { verdict } = await desk.dependencies.audit()
  return desk.show(
    c,
    publicationsPage(visit, {
      published: published.right,
      form,
      verdict,
      says,
      regulation: await desk.office.textOn(visit),
    }),
    status,
  )
}

interface Ready {
  readonly list: ListToPublish
  readonly request: Request
  readonly result: CommandResult
}

/** Computes the list and decides the command without writing. `Left`: a page with the reasons why not. */
const ready = async (
  desk: Desk,
  c: DeskRequest,
  form: PublicationForm,
): Promise<E.Either<Promise<Response>, Ready>> => {
  const visit = c.get("visit")
  const { publisher, newId, division } = desk.dependencies
  const refuse = (says: Content, status: 409 | 422 | 503): E.Either<Promise<Response>, never> =>
    E.left(showAll(desk, c, form, says, status))
  if (!isCivilDate(form.asOf)) return refuse(wrong(visit, bilingual("名单截至：不是日期", "as of: not a date")), 422)
  const prepared = await publisher.prepare({ asOf: form.asOf, commandId: form.commandId })
  if (E.isLeft(prepared)) return refuse(errorText(visit, prepared.left), 409)
  const list = prepared.right
  const request = parseRequest(
    {
      type: "PublishRoster",
      actor: { role: "bureau", code: division, ...(form.officer === "" ? {} : { officer: form.officer }) },
      ...(form.on === "" ? {} : { effectiveOn: form.on }),
      commandId: form.commandId,
      data: { ...list.data, ...(form.medium === "" ? {} : { medium: form.medium }) },
    },
    newId,
  )
  if (E.isLeft(request)) return refuse(issuesText(visit, request.left), 422)
  const result = await desk.handle(visit.session.officer, { ...request.right, dryRun: true })
  if (E.isLeft(result)) return refuse(await refusalText(desk, visit, result.left), isOutage(result.left) ? 503 : 422)
  return E.right({ list, request: request.right, result: result.right })
}

const wrong = (visit: Visit, text: Bilingual): Content =>
  notice("bad", visit.say(bilingual("未公布", "Nothing was published")), html`<p>${visit.say(text)}</p>`)

const refusalText = async (desk: Desk, visit: Visit, error: ServiceError): Promise<Content> => {
  if (error._tag === "Malformed") return issuesText(visit, error.issues)
  if (error._tag !== "Refused") return errorText(visit, explained(desk.dependencies, error))
  const { all } = placeRefusals([], error.refusals, await desk.office.textOn(visit))
  return html`${all.map(({ text }) => wrong(visit, text))}`
}

const preview = async (desk: Desk, c: DeskRequest, form: PublicationForm): Promise<Response> => {
  const found = await ready(desk, c, form)
  return E.isLeft(found)
    ? found.left
    : desk.show(
        c,
        publicationPreview(c.get("visit"), {
          form,
          ...found.right,
          regulation: await desk.office.textOn(c.get("visit")),
        }),
      )
}

/** Publishes only what was previewed: if the list has changed since, shows a new preview. */
const publish = async (desk: Desk, c: DeskRequest, form: PublicationForm): Promise<Response> => {
  const visit = c.get("visit")
  const found = await ready(desk, c, form)
  if (E.isLeft(found)) return found.left
  const { list, request, result } = found.right
  if (list.data.digest !== c.get("form").get("digest"))
    return desk.show(
      c,
      publicationPreview(visit, {
        form,
        list,
        result,
        says: changedSince,
        regulation: await desk.office.textOn(visit),
      }),
      409,
    )
  const done = await desk.handle(visit.session.officer, request)
  if (E.isLeft(done))
    return showAll(desk, c, form, await refusalText(desk, visit, done.left), isOutage(done.left) ? 503 : 409)
  return written(desk, c, form, done.right.events[0]?.revision ?? 0, true)
}

const changedSince = bilingual(
  "预览之后记录有变化，名单已不同，尚未公布，请重新核对",
  "The record and the list have changed since the preview. Nothing was published: check it again",
)

const writeAgain = (desk: Desk, c: DeskRequest, form: PublicationForm): Promise<Response> => {
  const revision = c.get("form").get("revision")
  if (typeof revision !== "string" || !/^\d{1,9}$/.test(revision)) return desk.notFound(c)
  return written(desk, c, { ...form, commandId: desk.dependencies.newId() }, Number(revision), false)
}

/** A recorded publication remains valid even if its files cannot be written. */
const written = async (
  desk: Desk,
  c: DeskRequest,
  form: PublicationForm,
  revision: number,
  isNew: boolean,
): Promise<Response> => {
  const visit = c.get("visit")
  const files = await desk.dependencies.publisher.write(revision)
  const onRecord = isNew
    ? bilingual(`已公布，记录在案，编号${revision}`, `Published and on record, as number ${revision}`)
    : bilingual(`第${revision}号公布的文件`, `The files of publication ${revision}`)
  const { newId } = desk.dependencies
  const next = { ...form, commandId: newId(), asOf: form.asOf || visit.today, on: form.on || visit.today }
  if (E.isLeft(files))
    return showAll(
      desk,
      c,
      next,
      html`${isNew && notice("good", visit.say(onRecord))}${errorText(visit, files.left)}`,
      500,
    )
  const paths = html`<ul>${files.right.map((path) => html`<li><span class="code wrap">${path}</span></li>`)}</ul>`
  return showAll(desk, c, next, notice("good", visit.say(onRecord), paths))
}
