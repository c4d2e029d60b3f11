/** Previews what an act would record, for confirmation. */
import { actSentence, warnings } from "@shifan/casework"
import { bilingual, type Bilingual, type Regulation } from "@shifan/core"
import { assessmentOf } from "@shifan/core/registry"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import { html, notice, type Content, type Markup } from "@shifan/html"
import type { CommandResult } from "@shifan/service"
import type { Visit } from "../http/visit.js"
import { actTitle } from "../parts/act-title.js"
import { assessmentSection } from "../parts/assessment-section.js"
import type { Page } from "../parts/page.js"
import { hiddenHead } from "./act-form.js"
import { fieldName } from "./answers.js"
import type { FilledAct } from "./filled-act.js"
import { actAddress } from "./possible-acts.js"

export interface Preview {
  readonly filled: FilledAct
  readonly subject: Bilingual
  readonly result: CommandResult
  readonly regulation: Regulation
}

export const previewPage = (visit: Visit, preview: Preview): Page => {
  const { filled, subject, result } = preview
  return {
    title: actTitle(filled.act, subject),
    dated: false,
    body: html`${previewContent(visit, preview)}
<form method="post" enctype="multipart/form-data" action="${visit.link(actAddress(filled.act))}">
${hiddenHead(visit, filled)}
<input type="hidden" name="officer" value="${filled.officer}"><input type="hidden" name="on" value="${filled.on}">
${!result.repeated && html`<input type="hidden" name="expected" value="${result.events[0] === undefined ? -1 : result.events[0].revision - 1}">`}
${[...filled.values].map(([path, text]) => text !== "" && html`<input type="hidden" name="${fieldName.value(path)}" value="${text}">\n`)}
<p class="buttons"><button class="primary" name="do" value="record">${visit.say(bilingual("确认办理", "Record it"))}</button> <button name="do" value="edit">${visit.say(bilingual("返回修改", "Change it"))}</button></p>
</form>`,
  }
}

/** The sentences, and the assessment they rest on. */
export const previewContent = (visit: Visit, { subject, result, regulation }: Preview): Markup => {
  const { events, repeated } = result
  const warning = warnings.get(events.at(-1)?.type ?? "")
  const end = repeated
    ? bilingual("此前已办理，不会重复写入", "done before; nothing will be added")
    : bilingual("预览，未写入", "A preview: nothing was written")
  return html`${notice("plain", visit.say(end), html`<ul class="sentences">${events.map((event) => html`<li>${visit.say(actSentence(subject, event, regulation))}</li>`)}</ul>`)}
${warning !== undefined && notice("warning", visit.say(warning))}
${events.map((event) => assessmentIn(visit, regulation, event))}`
}

const assessmentIn = (visit: Visit, regulation: Regulation, event: Envelope): Content => {
  const assessment = isDesignationEvent(event) ? assessmentOf(event) : null
  return assessment !== null && assessmentSection(visit, regulation, assessment)
}
