/** The list to confirm, and afterwards its results. */
import { unitNames } from "@shifan/casework"
import { bilingual, type Bilingual } from "@shifan/core"
import { html, notice, table, type Content } from "@shifan/html"
import { fieldName } from "../acts/answers.js"
import type { Values } from "@shifan/forms"
import type { Visit } from "../http/visit.js"
import { actTitle } from "../parts/act-title.js"
import type { Page } from "../parts/page.js"
import type { BatchForm } from "./batch-form.js"
import type { OneOfMany } from "./many.js"

export interface ListedAct {
  readonly one: Pick<OneOfMany, "unit" | "state">
  /** All values for this unit. */
  readonly values: Values
  /** The sentences that would be or were recorded, or all faults. */
  readonly says: ReadonlyArray<Bilingual>
  /** `unanswered`: a server or file behind the desk did not answer. */
  readonly outcome: "stands" | "refused" | "unanswered"
}

export const batchListPage = (visit: Visit, batch: BatchForm, listed: ReadonlyArray<ListedAct>): Page => {
  const ready = listed.filter(({ outcome }) => outcome === "stands")
  return {
    ...pageOf(batch),
    body: html`${summary(visit, ready.length, listed.length)}
${listTable(visit, listed, bilingual("可办理", "can be recorded"))}
<form method="post" enctype="multipart/form-data" action="${visit.link(`/batch/${batch.act}`)}">
<input type="hidden" name="token" value="${visit.session.token}"><input type="hidden" name="as" value="${batch.by}">
<input type="hidden" name="officer" value="${batch.officer}"><input type="hidden" name="on" value="${batch.on}">
${[...batch.values].map(([path, text]) => text !== "" && html`<input type="hidden" name="${fieldName.value(path)}" value="${text}">\n`)}
${batch.many.map(({ unit }) => html`<input type="hidden" name="listed" value="${unit}"><input type="hidden" name="id:${unit}" value="${batch.ids.get(unit) ?? ""}">${[...(batch.own.get(unit) ?? [])].map(([path, text]) => html`<input type="hidden" name="u:${unit}:${path}" value="${text}">`)}\n`)}
${[...batch.chosen].map((unit) => html`<input type="hidden" name="unit" value="${unit}">`)}
${ready.map(({ one: { unit }, values }) => html`<input type="hidden" name="agreed" value="${unit}">${[...values].map(([path, text]) => text !== "" && html`<input type="hidden" name="f:${unit}:${path}" value="${text}">`)}\n`)}
<p class="buttons">${ready.length > 0 && html`<button class="primary" name="do" value="record">${visit.say(bilingual(`确认办理清单所列${ready.length}家`, `Record the list of ${ready.length}`))}</button>`} <button name="do" value="edit">${visit.say(bilingual("返回修改", "Change it"))}</button></p>
</form>`,
  }
}

const pageOf = ({ act }: Pick<BatchForm, "act">): Omit<Page, "body"> => ({
  title: actTitle(act, bilingual("批量办理", "in a batch")),
  section: "/batch",
  dated: false,
})

const summary = (visit: Visit, ready: number, all: number): Content =>
  notice(
    ready === all ? "plain" : "warning",
    visit.say(
      bilingual(
        `预览，未写入：${all}家中${ready}家可办理${ready < all ? "，其余不办理" : ""}`,
        `A preview, nothing was written: ${ready} of ${all} can be recorded${ready < all ? ", the others will not be" : ""}`,
      ),
    ),
  )

const failed = {
  refused: bilingual("不能办理", "refused"),
  unanswered: bilingual("未获确认", "not confirmed"),
} as const

const listTable = (visit: Visit, listed: ReadonlyArray<ListedAct>, good: Bilingual): Content =>
  table({
    columns: [
      { head: visit.say(bilingual("平台", "Platform")) },
      { head: visit.say(bilingual("结果", "Result")), kind: "fixed" },
      { head: visit.say(bilingual("内容", "What")) },
    ],
    rows: listed.map(({ one: { unit, state }, says, outcome }) => [
      html`<a href="${visit.link(`/units/${unit}`)}">${unitNames(state)?.platform ?? unit}</a>`,
      outcome === "stands"
        ? html`<span class="good">✓ ${visit.say(good)}</span>`
        : html`<span class="bad">✗ ${visit.say(failed[outcome])}</span>`,
      html`<ul>${says.map((text) => html`<li>${visit.say(text)}</li>`)}</ul>`,
    ]),
  })

/** The results after recording. */
export const batchDonePage = (visit: Visit, batch: Pick<BatchForm, "act">, listed: ReadonlyArray<ListedAct>): Page => {
  const count = (wanted: ListedAct["outcome"]): number => listed.filter(({ outcome }) => outcome === wanted).length
  const [done, refused, unanswered] = [count("stands"), count("refused"), count("unanswered")]
  const says = bilingual(
    `已办理${done}家${refused > 0 ? `，${refused}家未办理` : ""}${unanswered > 0 ? `，${unanswered}家未获确认` : ""}`,
    `${done} recorded${refused > 0 ? `, ${refused} not` : ""}${unanswered > 0 ? `, ${unanswered} not confirmed` : ""}`,
  )
  return {
    ...pageOf(batch),
    body: html`${notice(done === listed.length ? "good" : "warning", visit.say(says))}
${listTable(visit, listed, bilingual("已办理", "recorded"))}
<p><a href="${visit.link("/")}">${visit.say(bilingual("返回待办", "Back to what waits"))}</a></p>`,
  }
}
