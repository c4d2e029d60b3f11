/** Everything correctable in a unit's record: clerical errors by field, and decisions that may be annulled. */
import { unitNames } from "@shifan/casework"
import { bilingual, type Bilingual, type Regulation } from "@shifan/core"
import { eventName } from "@shifan/core/messages"
import { annullableAt, correctableRecords, correctableValues } from "@shifan/core/registry"
import { englishLabel, fieldsOfAct } from "@shifan/forms"
import type { Envelope } from "@shifan/event-store"
import { dateInTable, html, table, type Content } from "@shifan/html"
import { actAddress, actingFor, mayRecord } from "../acts/possible-acts.js"
import type { Visit } from "../http/visit.js"
import type { Page } from "../parts/page.js"
import type { CaseView } from "./case-view.js"

export const correctionsPage = (visit: Visit, view: CaseView): Page => {
  const name = unitNames(view.state)?.platform ?? view.state.unit
  return {
    title: bilingual(`更正与撤销：${name}`, `Corrections: ${name}`),
    section: "/units",
    body: html`<p><a href="${visit.link(`/units/${view.state.unit}`)}">${visit.say(bilingual("返回该单位", "Back to the unit"))}</a></p>
<h2>${visit.say(bilingual("笔误", "Clerical errors"))}</h2>
<p class="hint">${visit.say(
      bilingual(
        "更正须另一人批准，并附证明文件；原记录保留。条件所依据的数字不能更正，只能补正或撤销原决定。",
        "A correction needs a second officer's approval and a document; the old value stays on record. Facts behind an assessment are supplemented or annulled, not corrected.",
      ),
    )}</p>
${fieldsTable(visit, view)}
<h2>${visit.say(bilingual("撤销原决定", "Annul a decision"))}</h2>
${decisionsList(visit, view)}`,
  }
}

/** Labels of the fields, from the form of a correction. */
const fieldNames = (regulation: Regulation): ReadonlyMap<string, string> => {
  const leaf = fieldsOfAct("CorrectRecord", () => 1, regulation).find(({ path }) => path === "field")
  return (leaf?._tag === "Leaf" ? leaf.words : undefined) ?? new Map()
}

const fieldsTable = (visit: Visit, { state, regulation }: CaseView): Content => {
  const names = fieldNames(regulation)
  const rows = correctableRecords(state).flatMap((record) =>
    Object.entries(correctableValues(record)).map(([field, value]) => {
      const isText = typeof value === "string" || typeof value === "number"
      const parameters = {
        unit: state.unit,
        as: record.role,
        "v:revision": String(record.revision),
        "v:field": field,
      }
      return [
        visit.language === "zh" ? (names.get(field) ?? field) : englishName(record.type, field, regulation),
        dateInTable(record.effectiveOn),
        isText ? String(value) : "—",
        !visit.readOnly &&
          mayRecord(visit.session.officer, actingFor(record.role, state)) &&
          html`<a class="act" href="${visit.link(actAddress("CorrectRecord"), parameters)}">${visit.say(bilingual("更正", "Correct"))}</a>`,
      ]
    }),
  )
  return rows.length === 0
    ? html`<p>${visit.say(bilingual("没有可更正的内容。", "There is nothing to correct."))}</p>`
    : table({
        columns: [
          { head: visit.say(bilingual("内容", "Field")) },
          { head: visit.say(bilingual("生效日期", "Day of the act")), kind: "fixed" },
          { head: visit.say(bilingual("现为", "As it stands")) },
          { head: visit.say(bilingual("办理", "Act")), kind: "fixed" },
        ],
        rows,
      })
}

/** The act by its name and the field by the last part of its path: certified: certificate number. */
const englishName = (type: string, field: string, regulation: Regulation): string =>
  [eventName(type, regulation).en, ...field.split(".").map((term) => englishLabel(term, regulation))].join(": ")

interface Annulment {
  readonly by: "county" | "bureau"
  readonly name: Bilingual
}

/** A county annuls only its own decisions, of its own accord; the bureau enters every other annulment. */
const annulmentsOf = (type: Envelope["type"]): ReadonlyArray<Annulment> =>
  type === "Recommended" || type === "RecommendationDeclined"
    ? [
        { by: "county", name: bilingual("原机关自行撤销", "Annul by the authority that decided") },
        { by: "bureau", name: bilingual("依复议、裁判或上级决定撤销", "Annul on the decision of another") },
      ]
    : [{ by: "bureau", name: bilingual("撤销", "Annul") }]

const decisionsList = (visit: Visit, { state, history, textOf }: CaseView): Content =>
  html`<ul>${history
    .filter(({ revision }) => annullableAt(state, revision) !== undefined)
    .map(
      (event) =>
        html`<li>${dateInTable(event.effectiveOn)} ${visit.say(eventName(event.type, textOf(event)))}${
          !visit.readOnly &&
          annulmentsOf(event.type)
            .filter(({ by }) => mayRecord(visit.session.officer, actingFor(by, state)))
            .map(
              ({ by, name }) =>
                html` <a class="act" href="${visit.link(actAddress("AnnulDecision"), { unit: state.unit, as: by, "v:revision": String(event.revision) })}">${visit.say(name)}</a>`,
            )
        }</li>`,
    )}</ul>`
