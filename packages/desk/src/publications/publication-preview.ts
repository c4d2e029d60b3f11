/** Previews a publication for confirmation: the list, its differences from the last one, and the files. */
import { actSentence, subjectOf } from "@shifan/casework"
import { bilingual, type Bilingual, type Regulation } from "@shifan/core"
import { datesInChinese } from "@shifan/core/messages"
import { html, notice, table, type Content, type Markup } from "@shifan/html"
import type { CommandResult } from "@shifan/service"
import type { ListedPlatform, ListToPublish } from "../dependencies.js"
import type { Visit } from "../http/visit.js"
import type { Page } from "../parts/page.js"
import { publicationHead, type PublicationForm } from "./publication-page.js"

export interface PublicationPreview {
  readonly form: PublicationForm
  readonly list: ListToPublish
  readonly result: CommandResult
  readonly regulation: Regulation
  /** Why it is shown again. */
  readonly says?: Bilingual
}

export const publicationPreview = (
  visit: Visit,
  { form, list, result, says, regulation }: PublicationPreview,
): Page => {
  const { data, files, notes, platforms } = list
  const { events, stream, repeated } = result
  const sentences = events.map((event) =>
    visit.say(actSentence(subjectOf(stream, events, regulation), event, regulation)),
  )
  const end = repeated
    ? bilingual("此前已公布，不会重复登记", "published before; nothing will be added")
    : bilingual("预览，未公布", "A preview: nothing was published")
  const hidden = { asOf: form.asOf, on: form.on, officer: form.officer, medium: form.medium, digest: data.digest }
  return {
    title: bilingual(datesInChinese(`公布名单：截至${data.asOf}`), `Publish the list as of ${data.asOf}`),
    section: "/publications",
    dated: false,
    body: html`${says !== undefined && notice("warning", visit.say(says))}
${notice("plain", visit.say(end), html`<ul class="sentences">${sentences.map((sentence) => html`<li>${sentence}</li>`)}<li>${visit.say(bilingual(`名单共${data.rows}家，由记录的前${data.logSize}条得出，摘要`, `${data.rows} platforms, from the first ${data.logSize} records, digest`))} <span class="code wrap">${data.digest}</span></li>${notes.map((note) => html`<li>${visit.say(note)}</li>`)}</ul>`)}
<h2>${visit.say(bilingual("将写出的文件", "The files that will be written"))}</h2>
<ul>${files.map((path) => html`<li><span class="code wrap">${path}</span></li>`)}</ul>
${differences(visit, list)}
<form method="post" enctype="multipart/form-data" action="${visit.link("/publications")}">
${publicationHead(visit, form)}${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p class="buttons"><button class="primary" name="do" value="record">${visit.say(bilingual("确认公布", "Publish it"))}</button> <button name="do" value="edit">${visit.say(bilingual("返回修改", "Change it"))}</button></p>
</form>
<h2>${visit.say(bilingual("名单", "The list"))}</h2>
${listTable(visit, platforms)}`,
  }
}

const differences = (visit: Visit, { platforms, before }: ListToPublish): Markup => {
  const heading = html`<h2>${visit.say(bilingual("与上次公布相比", "Since the list that was published last"))}</h2>`
  if (before === null)
    return html`${heading}<p>${visit.say(bilingual("此前未公布过名单。", "No list was published before."))}</p>`
  const earlier = new Map(before.platforms.map((one) => [one.uscc, one]))
  const now = new Set(platforms.map(({ uscc }) => uscc))
  const added = platforms.filter(({ uscc }) => !earlier.has(uscc))
  const changed = platforms.filter(({ uscc, row }) => earlier.has(uscc) && earlier.get(uscc)?.row !== row)
  const removed = before.platforms.filter(({ uscc }) => !now.has(uscc))
  const parts = [
    named(visit, bilingual("新列入", "New on it"), added),
    named(visit, bilingual("不再列入", "No longer on it"), removed),
    named(visit, bilingual("登记内容有变化", "Changed"), changed),
  ]
  const none = bilingual(
    datesInChinese(`与截至${before.asOf}的名单相同。`),
    `The same as the list as of ${before.asOf}.`,
  )
  return html`${heading}${added.length + changed.length + removed.length === 0 ? html`<p>${visit.say(none)}</p>` : parts}`
}

const named = (visit: Visit, heading: Bilingual, platforms: ReadonlyArray<ListedPlatform>): Content =>
  platforms.length > 0 &&
  html`<h3>${visit.say(heading)} (${platforms.length})</h3><ul>${platforms.map(({ uscc, platformName }) => html`<li><a href="${visit.link(`/units/${uscc}`)}">${platformName}</a></li>`)}</ul>`

const listTable = (visit: Visit, platforms: ReadonlyArray<ListedPlatform>): Markup =>
  table({
    columns: [
      { head: visit.say(bilingual("平台", "Platform")) },
      { head: visit.say(bilingual("单位", "Unit")) },
      { head: visit.say(bilingual("代码", "Code")), kind: "fixed" },
    ],
    rows: platforms.map(({ uscc, platformName, operatingUnitName }) => [
      platformName,
      operatingUnitName,
      html`<span class="code">${uscc}</span>`,
    ]),
  })
