/** Pending steps by responsible party: the start page of the desk. */
import {
  anyStepName,
  countyName,
  owedByName,
  selectEntries,
  stepNameOfYear,
  worklistOn,
  type OfficeState,
  type WorklistEntry,
  type WorklistFilter,
} from "@shifan/casework"
import { bilingual, regulationNear, type Bilingual, type Regulation } from "@shifan/core"
import { asHead, roleName, textWords } from "@shifan/core/messages"
import { dateInTable, html, table, type Content, type Markup } from "@shifan/html"
import type { Visit } from "../http/visit.js"
import { actAddress, mayRecord } from "../acts/possible-acts.js"
import type { Page } from "../parts/page.js"

const roles = ["unit", "county", "bureau"] as const

/** `mine` shows the signed-in officer's own steps; it is the default. */
const filterIn = (visit: Visit): { readonly whose: string; readonly filter: WorklistFilter; readonly step: string } => {
  const { whose = "mine", county = "", step = "", within = "" } = visit.parameters
  const { officer } = visit.session
  const role = whose === "mine" ? roles.find((one) => one === officer.role) : roles.find((one) => one === whose)
  const isCountys = whose === "mine" && officer.role === "county"
  const days = /^\d{1,4}$/.test(within) ? Number(within) : undefined
  return {
    whose,
    step,
    filter: {
      ...(role === undefined ? {} : { for: role }),
      ...(isCountys ? { owedByDivision: officer.code } : county === "" ? {} : { county }),
      ...(days === undefined ? {} : { withinDays: days }),
    },
  }
}

export const worklistPage = (visit: Visit, office: OfficeState, fallback: Regulation): Page => {
  const regulation = regulationNear(office.law.applicable, visit.on) ?? fallback
  const all = worklistOn(office, visit.on)
  const { filter, step, whose } = filterIn(visit)
  const shown = selectEntries(all, visit.on, filter).filter((one) => step === "" || one.step === step)
  return {
    title: bilingual("待办事项", "What waits"),
    section: "/",
    body: html`${filters(visit, all, regulation, whose)}
<p class="lead">${visit.say(summaryOf(shown))}</p>
${shown.length > 0 && entriesTable(visit, shown, regulation)}`,
  }
}

const summaryOf = (entries: ReadonlyArray<WorklistEntry>): Bilingual => {
  const late = entries.filter(({ overdue }) => overdue).length
  if (entries.length === 0) return bilingual("没有待办事项。", "Nothing waits.")
  return bilingual(
    `共${entries.length}项${late === 0 ? "" : `，其中逾期${late}项`}，最紧急的在前。`,
    `${entries.length} in all${late === 0 ? "" : `, ${late} of them overdue`}, the most urgent first.`,
  )
}

const filters = (visit: Visit, all: ReadonlyArray<WorklistEntry>, regulation: Regulation, whose: string): Markup => {
  const { territory } = regulation
  const { county = "", step = "", within = "" } = visit.parameters
  const steps = [...new Set(all.map((one) => one.step))]
  const whoseOptions = [
    ["mine", bilingual("我的", "mine")],
    ["all", bilingual("所有人的", "everybody's")],
    ...roles.map((role) => [role, roleName(role, regulation)] as const),
  ] as const
  return html`<form class="filters" method="get" action="/">
${keptView(visit)}
${choice(
  "whose",
  visit.say(bilingual("办理人", "Who acts")),
  whose,
  whoseOptions.map(([value, text]) => [value, visit.say(text)]),
)}
${choice("county", visit.say(asHead(textWords(regulation).division)), county, [["", visit.say(bilingual("全部", "all"))], ...territory.counties.map(({ code, name }) => [code, name] as const)])}
${choice("step", visit.say(bilingual("环节", "Step")), step, [["", visit.say(bilingual("全部", "all"))], ...steps.map((one) => [one, visit.say(anyStepName(one, regulation))] as const)])}
${choice("within", visit.say(bilingual("期限", "Due")), within, [
  ["", visit.say(bilingual("现在可办的", "what can be done now"))],
  ...["7", "30", "90", "365"].map(
    (days) => [days, visit.say(bilingual(`${days}日内到期或已逾期`, `due in ${days} days, or overdue`))] as const,
  ),
])}
<button>${visit.say(bilingual("筛选", "Filter"))}</button>
</form>`
}

/** Hidden inputs for a GET form, to keep the view. */
export const keptView = (visit: Visit): Content => [
  visit.language === "en" && html`<input type="hidden" name="language" value="en">`,
  visit.asOf !== undefined && html`<input type="hidden" name="asOf" value="${visit.asOf}">`,
  visit.knownAt !== undefined && html`<input type="hidden" name="knownAt" value="${visit.knownAt}">`,
]

/** A choice of a filter: a list with its label. */
export const choice = (
  name: string,
  label: string,
  chosen: string,
  options: ReadonlyArray<readonly [value: string, text: string]>,
): Markup =>
  html`<label><span>${label}</span><select name="${name}">${options.map(
    ([value, text]) => html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`,
  )}</select></label>`

const entriesTable = (visit: Visit, entries: ReadonlyArray<WorklistEntry>, regulation: Regulation): Markup =>
  table({
    columns: [
      { head: visit.say(bilingual("平台、单位", "Platform, unit")) },
      { head: visit.say(asHead(textWords(regulation).division)), kind: "fixed" },
      { head: visit.say(bilingual("环节", "Step")), kind: "short" },
      { head: visit.say(bilingual("办理人", "Acts next")), kind: "fixed" },
      { head: visit.say(bilingual("起始日", "Since")), kind: "fixed" },
      { head: visit.say(bilingual("期限", "Due")), kind: "fixed" },
      { head: visit.say(bilingual("剩余天数", "Days left")), kind: "number" },
      { head: visit.say(bilingual("办理", "Act")), kind: "fixed" },
    ],
    rows: entries.map((entry) => [
      nameOf(visit, entry, regulation),
      countyName(entry.county, regulation),
      visit.say(stepNameOfYear(entry, regulation)),
      visit.say(owedByName(entry, regulation)),
      entry.since !== null && dateInTable(entry.since),
      entry.dueOn !== null && dateInTable(entry.dueOn),
      daysLeft(visit, entry),
      nextAct(visit, entry),
    ]),
  })

const nameOf = (visit: Visit, { unit, platformName, unitName }: WorklistEntry, regulation: Regulation): Content =>
  unit === null
    ? visit.say(bilingual(`全体${textWords(regulation).platform.zh}`, "all platforms"))
    : html`<a href="${visit.link(`/units/${unit}`)}">${platformName ?? unit}</a><br><span class="hint">${unitName} <span class="code">${unit}</span></span>`

export const daysLeft = (
  visit: Visit,
  { daysLeft: days, overdue }: Pick<WorklistEntry, "daysLeft" | "overdue">,
): Content => {
  if (days === null) return "—"
  return overdue
    ? html`<strong class="bad">${visit.say(bilingual(`逾期${-days}日`, `${-days} ${days === -1 ? "day" : "days"} overdue`))}</strong>`
    : days
}

const nextAct = (
  visit: Visit,
  { act, year, owedBy, recordedOf, ownStep, unit, owedByDivision }: WorklistEntry,
): Content => {
  if (act === null) return visit.say(bilingual("承继单位暂不能接续", "cannot be taken over yet"))
  if (visit.readOnly || !mayRecord(visit.session.officer, { role: owedBy, unit, county: owedByDivision })) return null
  // A check of all platforms is recorded with one of them, which is chosen first.
  if (recordedOf === null && act !== "OpenCall")
    return html`<a class="act" href="${visit.link("/units", { phase: "certified" })}">${visit.say(bilingual("选择平台", "Choose a platform"))}</a>`
  const isOfUnit = recordedOf !== null && act !== "OpenCall"
  const parameters = {
    as: owedBy,
    ...(owedByDivision === null ? {} : { code: owedByDivision }),
    ...(isOfUnit ? { unit: recordedOf } : {}),
    ...(ownStep === null ? {} : { "v:step": ownStep }),
    ...(act === "FileAnnualSummary" && year !== null ? { "v:year": String(year) } : {}),
  }
  return html`<a class="act" href="${visit.link(actAddress(act), parameters)}">${visit.say(bilingual("办理", "Do it"))}</a>`
}
