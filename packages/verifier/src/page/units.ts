/** The list, and every unit in the log: searchable by name or code, with its history in words. */
import type { Folder } from "@shifan/bundle"
import { bilingual, isInstant, shanghaiDate, type Bilingual } from "@shifan/core"
import { cite, eventDetail, eventName, actorName } from "@shifan/core/messages"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import type { RosterEntry } from "@shifan/roster"
import { texts } from "../messages/page.js"
import type { Outcome } from "../verification/job.js"
import { ownText } from "../verification/own-text.js"
import { type KnownUnit, recordsOf, unitsMatching } from "../verification/units.js"
import { element, inPageLanguage, language, untrusted } from "./element.js"

type Audited = Extract<Outcome, { readonly _tag: "Audited" }>

/** State of the view, kept when the page is redrawn in the other language. */
interface View {
  query: string
  selected: KnownUnit | undefined
}

const views = new WeakMap<Audited, View>()

/** Further matches are only counted. */
const mostShown = 50

/** `folder` opens the verified input again. Nothing is shown for a bundle that is not sound. */
export const unitSections = (
  outcome: Audited,
  folder: () => Promise<Folder | undefined>,
): ReadonlyArray<HTMLElement> => {
  const { report, rows, units } = outcome
  if (!report.sound || report.roster === null || units.length === 0) return []
  const view = views.get(outcome) ?? { query: "", selected: undefined }
  views.set(outcome, view)
  const listed = new Map(rows.map((row) => [String(row.uscc), row]))
  const onList = units.filter(({ code }) => listed.has(code))
  const table = element("div", { class: "units", "aria-live": "polite" })
  const history = element("div", { class: "history", "aria-live": "polite" })

  const showHistory = async (unit: KnownUnit): Promise<void> => {
    view.selected = unit
    history.replaceChildren(element("p", {}, inPageLanguage(texts.working), "…"))
    const opened = await folder()
    const records = opened === undefined ? undefined : await recordsOf(opened, report.size ?? 0, unit)
    if (view.selected === unit) history.replaceChildren(...historyOf(unit, records, listed.has(unit.code)))
  }

  const search = element("input", { type: "search", id: "unit", autocomplete: "off", value: view.query })
  const label = element("label", { for: "unit" }, inPageLanguage(texts.search))
  const draw = (): void => {
    const isWhole = view.query.trim() === ""
    const found = isWhole ? onList : unitsMatching(units, view.query)
    table.replaceChildren(
      ...(isWhole ? [] : [element("p", {}, inPageLanguage(searchHeading(view.query, found.length)))]),
      ...tableOf(found, listed, (unit) => void showHistory(unit)),
    )
  }
  search.addEventListener("input", () => {
    view.query = search.value
    draw()
  })
  draw()
  if (view.selected !== undefined) void showHistory(view.selected)
  const title = bilingual(
    `${texts.list.zh}（截至${report.roster.asOf}，${rows.length}家）`,
    `${texts.list.en} (as of ${report.roster.asOf}: ${rows.length})`,
  )
  return [
    element(
      "section",
      { class: "list" },
      element("h3", {}, inPageLanguage(title)),
      element("p", { class: "search" }, label, " ", search),
      table,
      history,
    ),
  ]
}

/** Heading for search results, which may include units that are not on the list. */
const searchHeading = (query: string, count: number): Bilingual =>
  bilingual(
    `日志中名称或代码含“${query}”的单位：${count}家`,
    `${count} ${count === 1 ? "unit" : "units"} of the log with “${query}” in a name or code`,
  )

const tableOf = (
  units: ReadonlyArray<KnownUnit>,
  listed: ReadonlyMap<string, RosterEntry>,
  choose: (unit: KnownUnit) => void,
): ReadonlyArray<HTMLElement> => {
  if (units.length === 0) return [element("p", {}, inPageLanguage(texts.noUnit))]
  const heads = [texts.unitName, texts.platformName, texts.code, texts.certificate, texts.certifiedOn]
  const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, inPageLanguage(text))))
  const rows = units.slice(0, mostShown).map((unit) => unitRow(unit, listed.get(unit.code), choose))
  const more = units.length - mostShown
  return [
    element(
      "div",
      { class: "wide", tabindex: "0", role: "region", "aria-label": texts.list[language()] },
      element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)),
    ),
    ...(more <= 0
      ? []
      : [
          element(
            "p",
            {},
            inPageLanguage(bilingual(`另有${more}家，请输入名称或代码查找`, `${more} more: type a name or a code`)),
          ),
        ]),
  ]
}

const unitRow = (unit: KnownUnit, row: RosterEntry | undefined, choose: (unit: KnownUnit) => void): HTMLElement => {
  const name = row?.operatingUnitName ?? unit.names[0] ?? unit.code
  const button = element("button", { type: "button", class: "link" }, untrusted(name))
  button.addEventListener("click", () => choose(unit))
  const cells =
    row === undefined
      ? [inPageLanguage(texts.notListed), element("span", {})]
      : [untrusted(row.certificateNumber ?? "—"), untrusted(row.certifiedOn)]
  return element(
    "tr",
    {},
    element("td", {}, button),
    element("td", {}, untrusted(row?.platformName ?? unit.platforms[0] ?? "—")),
    element("td", { class: "fixed" }, untrusted(unit.code)),
    ...cells.map((cell) => element("td", { class: "fixed" }, cell)),
  )
}

const historyOf = (
  { code, names }: KnownUnit,
  records: ReadonlyArray<Envelope> | undefined,
  isListed: boolean,
): ReadonlyArray<HTMLElement> => {
  if (records === undefined) return [element("p", {}, inPageLanguage(texts.unreadable))]
  const standing = isListed ? texts.listed : texts.notListed
  const heads = [texts.day, texts.what, texts.by, texts.under]
  const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, inPageLanguage(text))))
  return [
    element(
      "h4",
      {},
      untrusted(names[0] ?? code),
      " ",
      element("span", { class: "code" }, untrusted(code)),
      " ",
      inPageLanguage(standing),
    ),
    element(
      "div",
      { class: "wide", tabindex: "0", role: "region", "aria-label": texts.what[language()] },
      element("table", {}, element("thead", {}, head), element("tbody", {}, ...records.map(recordRow))),
    ),
  ]
}

const recordRow = (record: Envelope): HTMLElement => {
  const { actor, provisions } = record
  const who = actorName(actor, ownText)
  const cells: ReadonlyArray<Bilingual> = [
    dayOf(record),
    whatHappened(record),
    bilingual(`${who.zh} ${actor.officer}`, `${who.en} ${actor.officer}`),
    bilingual(provisions.map((id) => cite(id).zh).join("、"), provisions.map((id) => cite(id).en).join(", ")),
  ]
  return element("tr", {}, ...cells.map((cell) => element("td", {}, inPageLanguage(cell))))
}

const dayOf = ({ effectiveOn, recordedAt }: Envelope): Bilingual => {
  const recordedOn = isInstant(recordedAt) ? shanghaiDate(recordedAt) : effectiveOn
  return recordedOn > effectiveOn
    ? bilingual(`${effectiveOn}（${recordedOn}登记）`, `${effectiveOn} (recorded ${recordedOn})`)
    : bilingual(effectiveOn, effectiveOn)
}

const whatHappened = (record: Envelope): Bilingual => {
  const name = eventName(record.type, ownText)
  const detail = isDesignationEvent(record) ? eventDetail(record, ownText) : undefined
  return detail === undefined ? name : bilingual(`${name.zh}：${detail.zh}`, `${name.en}: ${detail.en}`)
}
