/** The yearly calls, and a board for each with the stage of every application. */
import { callStageName, countyName, type CallCase, type CallStage, type OfficeState } from "@shifan/casework"
import { bilingual, type Bilingual, type Call, type Regulation } from "@shifan/core"
import { textWords } from "@shifan/core/messages"
import { dateInText, html, notice, table, type Content, type Markup } from "@shifan/html"
import { actAddress, mayRecord } from "../acts/possible-acts.js"
import type { Visit } from "../http/visit.js"
import type { Page } from "../parts/page.js"

interface BoardColumn {
  readonly name: Bilingual
  readonly stages: ReadonlyArray<CallStage>
  /** The next act for an application at this stage. */
  readonly next?: { readonly act: string; readonly by: "county" | "bureau"; readonly name: Bilingual }
}

const boardUnder = (regulation: Regulation): ReadonlyArray<BoardColumn> => {
  const { county, bureau } = textWords(regulation)
  const [here, there] = [county.short, bureau.short]
  return [
    {
      name: bilingual(`待${here.zh}测评推荐`, `With the ${here.en}`),
      stages: ["applied"],
      next: { act: "Recommend", by: "county", name: bilingual("推荐", "Recommend") },
    },
    {
      name: bilingual(`待${there.zh}评审认定`, `With the ${there.en}`),
      stages: ["recommended"],
      next: { act: "Certify", by: "bureau", name: bilingual("认定", "Certify") },
    },
    { name: bilingual("已认定", "Certified"), stages: ["certified"] },
    {
      name: bilingual("未认定", "Not certified"),
      stages: ["recommendationDeclined", "certificationDeclined", "withdrawn", "annulled"],
    },
  ]
}

export const callsPage = (visit: Visit, { law, cases }: OfficeState, regulation: Regulation): Page => {
  const calls = law.applicable.calls.toSorted((a, b) => b.year - a.year)
  return {
    title: bilingual("年度申报", "Yearly calls"),
    section: "/calls",
    body: html`${toOpen(visit)}
${calls.length === 0 ? html`<p>${visit.say(bilingual("尚未发布过年度申报通知。", "No call was opened yet."))}</p>` : callsTable(visit, calls, cases, boardUnder(regulation))}`,
  }
}

const toOpen = (visit: Visit): Content =>
  isForBureau(visit) &&
  html`<p><a class="act" href="${visit.link(actAddress("OpenCall"), { as: "bureau" })}">${visit.say(bilingual("发布年度申报通知", "Open a call"))}</a></p>`

const isForBureau = ({ readOnly, session }: Visit): boolean =>
  !readOnly && mayRecord(session.officer, { role: "bureau" })

const callsTable = (
  visit: Visit,
  calls: ReadonlyArray<Call>,
  cases: OfficeState["cases"],
  board: ReadonlyArray<BoardColumn>,
): Markup =>
  table({
    columns: [
      { head: visit.say(bilingual("年度", "Year")), kind: "fixed" },
      { head: visit.say(bilingual("申报期", "Window")) },
      ...board.map(({ name }) => ({ head: visit.say(name), kind: "number" as const })),
    ],
    rows: calls.map((call) => {
      const all = cases.of(call.year)
      return [
        html`<a href="${visit.link(`/calls/${call.year}`)}">${call.year}</a>`,
        windowOf(visit, call),
        ...board.map(({ stages }) => all.filter(({ stage }) => stages.includes(stage)).length),
      ]
    }),
  })

const windowOf = (visit: Visit, { window }: Call): Content =>
  window === null
    ? "—"
    : html`${dateInText(window.opensOn, visit.language)}${visit.say(bilingual("至", " to "))}${dateInText(window.closesOn, visit.language)}`

/** `undefined` for a year without a call. */
export const callPage = (
  visit: Visit,
  { law, cases }: OfficeState,
  regulation: Regulation,
  year: number,
): Page | undefined => {
  const call = law.applicable.calls.find((one) => one.year === year)
  const all = cases.of(year)
  if (call === undefined && all.length === 0) return undefined
  const { county = "" } = visit.parameters
  const shown = county === "" ? all : all.filter((one) => one.county === county)
  return {
    title: bilingual(`${year}年度申报`, `The call of ${year}`),
    section: "/calls",
    body: html`${visit.parameters["recorded"] !== undefined && notice("good", visit.say(bilingual("已办理", "Recorded")))}
${call !== undefined && html`<p class="lead">${visit.say(bilingual("申报期：", "Window: "))}${windowOf(visit, call)}</p>`}
${callActs(visit, year)}
${counties(visit, year, all, regulation)}
<div class="board">${boardUnder(regulation).map((column) => boardColumn(visit, column, shown, regulation))}</div>`,
  }
}

const callActs = (visit: Visit, year: number): Content =>
  isForBureau(visit) &&
  html`<ul class="acts">${(
    [
      ["CloseCall", bilingual("提前截止", "Close it early")],
      ["CorrectCall", bilingual("更正", "Correct its record")],
    ] as const
  ).map(
    ([act, name]) =>
      html`<li><a class="act" href="${visit.link(actAddress(act), { as: "bureau", "v:year": String(year) })}">${visit.say(name)}</a></li>`,
  )}</ul>`

const withCount = (name: string, count: number): Bilingual => bilingual(`${name}（${count}）`, `${name} (${count})`)

/** Each county with its number of applications. */
const counties = (visit: Visit, year: number, all: ReadonlyArray<CallCase>, regulation: Regulation): Content => {
  const codes = [...new Set(all.map(({ county }) => county))]
  const { county = "" } = visit.parameters
  const link = (code: string, text: string): Markup =>
    html`<li><a href="${visit.link(`/calls/${year}`, code === "" ? {} : { county: code })}"${code === county && html` aria-current="true"`}>${text}</a></li>`
  return (
    codes.length > 1 &&
    html`<ul class="choices">${link("", visit.say(bilingual(`全部（${all.length}）`, `all (${all.length})`)))}${codes.map((code) => link(code, visit.say(withCount(countyName(code, regulation), all.filter((one) => one.county === code).length))))}</ul>`
  )
}

/** What an application came to; nothing before its first decision. */
const outcomeOf = (
  visit: Visit,
  { stage, certificateNumber, certifiedOn }: CallCase,
  regulation: Regulation,
): Content => {
  if (stage === "applied") return undefined
  if (certifiedOn === undefined) return visit.say(callStageName(stage, regulation))
  const on = visit.say(bilingual(`${certifiedOn}认定`, `certified ${certifiedOn}`))
  return html`${on}${certificateNumber !== undefined && html` · <span class="fixed">${certificateNumber}</span>`}`
}

const boardColumn = (
  visit: Visit,
  { name, stages, next }: BoardColumn,
  cases: ReadonlyArray<CallCase>,
  regulation: Regulation,
): Markup => {
  const here = cases.filter(({ stage }) => stages.includes(stage))
  return html`<section><h2>${visit.say(name)} <span class="hint">${here.length}</span></h2>
<ul>${here.map(
    (one) => html`<li><a href="${visit.link(`/units/${one.uscc}`)}">${one.platformName}</a>
<span class="hint">${countyName(one.county, regulation)} · ${one.unitName}</span>
<span class="hint">${visit.say(bilingual(`${one.appliedOn}申报`, `applied ${one.appliedOn}`))}</span>
<span class="hint">${outcomeOf(visit, one, regulation)}</span>${
      next !== undefined &&
      !visit.readOnly &&
      mayRecord(visit.session.officer, { role: next.by, unit: one.uscc, county: one.county }) &&
      html`<a class="act" href="${visit.link(actAddress(next.act), { unit: one.uscc, as: next.by })}">${visit.say(next.name)}</a>`
    }</li>`,
  )}</ul></section>
`
}
