/** The page with the form of an act for many units. */
import { unitNames, type WorklistEntry } from "@shifan/casework"
import { bilingual, type Bilingual, type Regulation, type Role } from "@shifan/core"
import { actNames, roleName } from "@shifan/core/messages"
import type { Values } from "@shifan/forms"
import { html, notice, table, type Content, type Markup } from "@shifan/html"
import { askedFields } from "../acts/asked-fields.js"
import { documentsIn, fieldsMarkup } from "../acts/fields-markup.js"
import type { Visit } from "../http/visit.js"
import { actTitle } from "../parts/act-title.js"
import { defaultButton } from "../parts/default-button.js"
import type { Page } from "../parts/page.js"
import { ownFields, type OneOfMany } from "./many.js"

export interface BatchForm {
  readonly act: string
  readonly by: Role
  readonly officer: string
  readonly on: string
  /** Values for all units. */
  readonly values: Values
  readonly preset: ReadonlySet<string>
  readonly many: ReadonlyArray<OneOfMany>
  readonly chosen: ReadonlySet<string>
  /** Individual values, by unit. */
  readonly own: ReadonlyMap<string, Values>
  /** Command ids by unit; they stay the same if the list is sent again. */
  readonly ids: ReadonlyMap<string, string>
  readonly regulation: Regulation
}

const names: Readonly<Record<string, Bilingual>> = actNames

/** The acts that wait for at least one unit, with the number of units. */
export const batchStartPage = (visit: Visit, entries: ReadonlyArray<WorklistEntry>, regulation: Regulation): Page => {
  const counts = new Map<string, { readonly by: Role; readonly units: Set<string> }>()
  for (const { act, owedBy, recordedOf } of entries) {
    if (act === null || recordedOf === null || act === "OpenCall") continue
    const known = counts.get(act) ?? { by: owedBy, units: new Set() }
    counts.set(act, { ...known, units: known.units.add(recordedOf) })
  }
  return {
    title: bilingual("批量办理", "Batches"),
    section: "/batch",
    body: html`<p class="lead">${visit.say(bilingual("选择一个事项，一次填写，逐家预览，确认一份清单，逐家登记。", "Choose an act: fill it in once, preview it for each unit, confirm the list, and each is recorded separately."))}</p>
${counts.size === 0 && html`<p>${visit.say(bilingual("没有待办事项。", "Nothing waits."))}</p>`}
<ul class="acts">${[...counts].map(
      ([act, { by, units }]) =>
        html`<li><a class="act" href="${visit.link(`/batch/${act}`)}">${visit.say(names[act] ?? bilingual(act, act))}</a> <span class="hint">${visit.say(bilingual(`${roleName(by, regulation).zh}，${units.size}家`, `${roleName(by, regulation).en}, ${units.size} units`))}</span></li>`,
    )}</ul>`,
  }
}

export const batchFormPage = (visit: Visit, batch: BatchForm, fault?: Bilingual): Page => {
  const { act, values, preset, many, regulation } = batch
  const fields = askedFields(act, values, regulation).filter(({ path }) => !ownFields(act).includes(path))
  return {
    title: actTitle(act, bilingual("批量办理", "in a batch")),
    section: "/batch",
    dated: false,
    body: html`${fault !== undefined && notice("bad", visit.say(fault))}
${many.length === 0 && html`<p>${visit.say(bilingual("没有单位等待这一事项。", "No unit is waiting for this."))}</p>`}
<form method="post" enctype="multipart/form-data" action="${visit.link(`/batch/${act}`)}">
${defaultButton("preview")}<input type="hidden" name="token" value="${visit.session.token}"><input type="hidden" name="as" value="${batch.by}">
${unitsTable(visit, batch)}
<div class="asked">${head(visit, batch)}<div class="fields">${fieldsMarkup(visit, { act, values, faults: new Map(), preset, documents: documentsIn(fields), regulation }, fields)}</div></div>
<p class="buttons"><button class="primary" name="do" value="preview">${visit.say(bilingual("逐家预览", "Preview each"))}</button></p>
</form>`,
  }
}

const head = (visit: Visit, { by, officer, on, regulation }: BatchForm): Markup =>
  html`<fieldset><legend>${visit.say(bilingual("办理人与日期", "Who and when"))}</legend>
<p class="field"><label for="officer">${visit.say(bilingual(`${roleName(by, regulation).zh}经办人代号`, `Officer of the ${roleName(by, regulation).en} (a pseudonym)`))}</label><input id="officer" name="officer" value="${officer}" autocomplete="off"></p>
<p class="field"><label for="on">${visit.say(bilingual("生效日期", "In effect from"))}</label><input id="on" name="on" type="date" value="${on}"></p></fieldset>
`

const unitsTable = (visit: Visit, batch: BatchForm): Markup => {
  const { act, many, chosen, own, ids } = batch
  const fields = askedFields(act, new Map(), batch.regulation).filter(({ path }) => ownFields(act).includes(path))
  return table({
    rowHead: 1,
    columns: [
      { head: visit.say(bilingual("办理", "Include")), kind: "fixed" },
      { head: visit.say(bilingual("平台、单位", "Platform, unit")) },
      ...fields.map(({ label }) => ({ head: label })),
    ],
    rows: many.map(({ unit, state }): ReadonlyArray<Content> => {
      const name = unitNames(state)
      const platform = name?.platform ?? unit
      return [
        html`<input type="hidden" name="listed" value="${unit}"><input type="hidden" name="id:${unit}" value="${ids.get(unit) ?? ""}"><input type="checkbox" name="unit" value="${unit}" aria-label="${platform}"${chosen.has(unit) && html` checked`}>`,
        html`<a href="${visit.link(`/units/${unit}`)}">${platform}</a><br><span class="hint">${name?.unit} <span class="code">${unit}</span></span>`,
        ...fields.map(
          ({ path, label }) =>
            html`<input name="u:${unit}:${path}" value="${own.get(unit)?.get(path) ?? ""}" aria-label="${label}，${platform}" autocomplete="off">`,
        ),
      ]
    }),
  })
}
