/** The published lists, and the form to publish the next one. */
import {
  bilingual,
  type Bilingual,
  type CivilDate,
  type FormIssue,
  type PublicationEvent,
  type Regulation,
} from "@shifan/core"
import { citedFor, formIssueText, textWords } from "@shifan/core/messages"
import { dateInTable, html, notice, table, type Content, type Markup } from "@shifan/html"
import { mayRecord } from "../acts/possible-acts.js"
import type { AuditState, ErrorText } from "../dependencies.js"
import type { Visit } from "../http/visit.js"
import { defaultButton } from "../parts/default-button.js"
import type { Page } from "../parts/page.js"

export interface PublicationForm {
  readonly commandId: string
  readonly asOf: string
  readonly on: string
  readonly officer: string
  readonly medium: string
}

export interface PublicationsView {
  /** Newest first. */
  readonly published: ReadonlyArray<PublishedList>
  readonly form: PublicationForm
  readonly verdict: AuditState["verdict"]
  /** Faults of the sent form, or its result. */
  readonly says?: Content
  readonly regulation: Regulation
}

export interface PublishedList {
  readonly revision: number
  readonly effectiveOn: CivilDate
  readonly data: Extract<PublicationEvent, { readonly type: "RosterPublished" }>["data"]
}

export const mayPublish = ({ readOnly, session }: Visit): boolean =>
  !readOnly && mayRecord(session.officer, { role: "bureau" })

export const publicationsPage = (
  visit: Visit,
  { published, form, verdict, says, regulation }: PublicationsView,
): Page => ({
  title: bilingual("公布名单", "Published lists"),
  section: "/publications",
  body: html`${says}${mayPublish(visit) && toPublish(visit, form, verdict, regulation)}
<h2>${visit.say(bilingual("历次公布", "Every list that was published"))}</h2>
${published.length === 0 ? html`<p>${visit.say(bilingual("尚未公布过名单。", "No list was published yet."))}</p>` : publishedTable(visit, published)}`,
})

const toPublish = (
  visit: Visit,
  form: PublicationForm,
  verdict: AuditState["verdict"],
  regulation: Regulation,
): Markup =>
  verdict === "unsound"
    ? notice(
        "bad",
        visit.say(bilingual("记录不完好，不能公布名单", "The record is not sound: no list is published from it")),
        html`<p>${visit.say(bilingual("查明原因并恢复记录后再公布；在命令行运行audit verify可查看全部问题。", "Find the cause and bring the record back first; audit verify on the command line tells everything that is wrong."))}</p>`,
      )
    : html`<h2>${visit.say(bilingual("公布一份名单", "Publish a list"))}</h2>
<p class="hint">${visit.say(howToPublish(regulation))}</p>
<form method="post" enctype="multipart/form-data" action="${visit.link("/publications")}">
${defaultButton("preview")}${publicationHead(visit, form)}
${field(visit, "asOf", bilingual("名单截至", "The list as of"), html`type="date" value="${form.asOf}" required`)}
${field(visit, "medium", whereToPublish(regulation), html`value="${form.medium}" maxlength="120" required`)}
${field(visit, "officer", bilingual("经办人代号", "Officer (a pseudonym)"), html`value="${form.officer}" autocomplete="off" required`)}
${field(visit, "on", bilingual("公布日期", "Published on"), html`type="date" value="${form.on}" required`)}
<p class="buttons"><button class="primary" name="do" value="preview">${visit.say(bilingual("预览", "Preview"))}</button></p>
</form>`

const howToPublish = (regulation: Regulation): Bilingual => {
  const cited = citedFor(regulation, "RosterPublished")
  return bilingual(
    `${cited === undefined ? "" : `${cited.zh}。`}名单由记录计算得出，不能手工改动；先预览，确认后公布事项登记在案，并写出名单文件。`,
    `${cited === undefined ? "" : `${cited.en}. `}The list is computed from the record. After a preview and your confirmation, the publication is recorded and the files are written.`,
  )
}

const whereToPublish = (regulation: Regulation): Bilingual => {
  const { zh, en } = textWords(regulation).bureau.short
  return bilingual(`公布处，如${zh}官方网站`, `Where: the ${en}'s website, a gazette`)
}

export const publicationHead = (visit: Visit, { commandId }: PublicationForm): Markup =>
  html`<input type="hidden" name="token" value="${visit.session.token}"><input type="hidden" name="commandId" value="${commandId}">`

const field = (visit: Visit, name: string, label: Bilingual, attributes: Markup): Markup =>
  html`<p class="field"><label for="${name}">${visit.say(label)}</label><input id="${name}" name="${name}" ${attributes}></p>`

const publishedTable = (visit: Visit, published: ReadonlyArray<PublishedList>): Markup =>
  table({
    columns: [
      { head: visit.say(bilingual("编号", "Number")), kind: "number" },
      { head: visit.say(bilingual("公布日期", "Published")), kind: "fixed" },
      { head: visit.say(bilingual("名单截至", "As of")), kind: "fixed" },
      { head: visit.say(bilingual("家数", "Platforms")), kind: "number" },
      { head: visit.say(bilingual("公布处", "Where")) },
      { head: visit.say(bilingual("摘要", "Digest")) },
      ...(mayPublish(visit) ? [{ head: visit.say(bilingual("文件", "Files")), kind: "fixed" as const }] : []),
    ],
    rows: published.map(({ revision, effectiveOn, data: { asOf, rows, medium, digest } }) => [
      revision,
      dateInTable(effectiveOn),
      dateInTable(asOf),
      rows,
      medium,
      html`<span class="code wrap">${digest}</span>`,
      ...(mayPublish(visit) ? [writeAgain(visit, revision)] : []),
    ]),
  })

/** Writes a publication's files again, identically, if they were lost. */
const writeAgain = (visit: Visit, revision: number): Markup =>
  html`<form method="post" enctype="multipart/form-data" action="${visit.link("/publications")}"><input type="hidden" name="token" value="${visit.session.token}"><input type="hidden" name="revision" value="${revision}"><button name="do" value="write">${visit.say(bilingual("重新写出", "Write again"))}</button></form>`

/** Why a list cannot be published, or its files cannot be written. */
export const errorText = (visit: Visit, { message, details = [], hint }: ErrorText): Markup => {
  const more = [...details, ...(hint === undefined ? [] : [hint])]
  return notice("bad", visit.say(message), html`${more.map((one) => html`<p>${visit.say(one)}</p>`)}`)
}

const labels: Readonly<Record<string, Bilingual>> = {
  actor: bilingual("经办人代号", "officer"),
  effectiveOn: bilingual("公布日期", "day of publication"),
  asOf: bilingual("名单截至", "as of"),
  medium: bilingual("公布处", "where"),
}

export const issuesText = (visit: Visit, issues: ReadonlyArray<FormIssue>): Markup => {
  const texts = issues.map((issue) => {
    const [first = ""] = issue.path.replace(/^data\./, "").split(".")
    return visit.say(formIssueText("", { ...issue, path: visit.say(labels[first] ?? bilingual(first, first)) }))
  })
  return notice(
    "bad",
    visit.say(bilingual("未公布", "Nothing was published")),
    html`<ul>${[...new Set(texts)].map((text) => html`<li>${text}</li>`)}</ul>`,
  )
}
