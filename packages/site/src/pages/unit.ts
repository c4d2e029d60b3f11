/** The permanent page of a unit, and the same as JSON. */
import { isChangeOf, textOfCase } from "@shifan/casework"
import { bilingual, isInstant, shanghaiDate, type Bilingual, type Language, type Regulation } from "@shifan/core"
import {
  asHead,
  cite,
  divisionName,
  platformKindNames,
  textWords,
  actorName,
  serviceCategoryNames,
  enumerate,
} from "@shifan/core/messages"
import type { Envelope } from "@shifan/event-store"
import {
  capitalized,
  dateInTable,
  dateInText,
  definitionList,
  html,
  notice,
  table,
  type Content,
  type Markup,
} from "@shifan/html"
import type { UnitRecord } from "../record/public-record.js"
import { tellingOf, type Telling } from "../record/telling.js"
import { isOnList, titleStatusNames, type TitleStatus } from "../record/title-status.js"
import { inChinese, inText, languages, pageFile, textFile, type File, type Site } from "./site-page.js"
import { reasonLines } from "./reasons.js"

export const unitFiles = (site: Site, unit: UnitRecord): ReadonlyArray<File> => [
  ...languages.map((language) =>
    pageFile(site, language, {
      path: `units/${unit.uscc}.html`,
      title: unit.title.platformName,
      heading: inChinese(unit.title.platformName, language),
      body: html`${standing(site, unit, language)}
${facts(site, unit, language)}
<h2>${texts.history[language]}</h2>
${historyTable(site, unit, language)}
<p class="hint">${texts.twin[language]} <a href="${language === "zh" ? "" : "../../units/"}${unit.uscc}.json">${unit.uscc}.json</a></p>`,
    }),
  ),
  textFile(`units/${unit.uscc}.json`, `${JSON.stringify(unitJson(site, unit), null, 1)}\n`),
]

/** The unit's latest event in a sentence, with reasons. */
const standing = (site: Site, unit: UnitRecord, language: Language): Markup => {
  const { status } = unit
  const event = unit.history.findLast(({ type }) => type === endings[status])
  const text = event && site.record.textOf(event)
  const telling = event && text && tellingOf(event, text)
  const tone = isOnList(status) ? "good" : status === "revoked" || status === "annulled" ? "bad" : "plain"
  const endedOn = event?.effectiveOn ?? (status === "expired" ? unit.title.validUntil : null)
  const day = endedOn && dateInText(endedOn, language)
  const since = day && (language === "zh" ? html`（${day}）` : html` (${day})`)
  const heading = html`${capitalized(titleStatusNames[status][language])}${since}`
  const body = [
    statusSentences[status] && html`<p>${statusSentences[status][language]}</p>\n`,
    // The link below names the successor.
    unit.successor === undefined &&
      telling?.detail &&
      html`<p>${capitalized(telling.what[language])}${texts.colon[language]}${inText(telling.detail, language)}</p>\n`,
    telling && text && reasonLines(telling.reasons, text, language),
    successorLink(site, unit, language),
  ]
  return notice(tone, heading, body)
}

/** The event that gave a title its status. */
const endings: { readonly [S in TitleStatus]: Envelope["type"] | undefined } = {
  inForce: undefined,
  passingOn: "TitleSucceeded",
  expired: undefined,
  revoked: "Revoked",
  surrendered: "TitleSurrendered",
  annulled: "DecisionAnnulled",
  succeeded: "TitleSucceeded",
  unitEnded: "UnitEnded",
}

const statusSentences: { readonly [S in TitleStatus]?: Bilingual } = {
  passingOn: bilingual(
    "称号由他单位承继，承继单位登记前仍在名单上。",
    "The title passes to another unit and stays on the list until that unit has taken it over.",
  ),
  expired: bilingual("有效期已满，未再确认。", "Its term has ended, and it was not confirmed again."),
  revoked: bilingual("称号已被撤销，不在名单上。", "The title was revoked and is not on the list."),
  surrendered: bilingual("单位自行放弃称号，不在名单上。", "The unit surrendered the title; it is not on the list."),
  annulled: bilingual("认定决定已被撤销，不在名单上。", "The certification was annulled; it is not on the list."),
  succeeded: bilingual("称号已由他单位承继。", "Another unit has taken the title over."),
  unitEnded: bilingual(
    "运营单位已终止，称号随之终止。",
    "The operating unit no longer exists, and the title ended with it.",
  ),
}

const successorLink = (site: Site, { successor }: UnitRecord, language: Language): Content =>
  successor && html`<p>${texts.successor[language]}${unitLink(site, successor, language)}</p>\n`

/** By name, with a link, if the unit has a page: a successor that has not taken the title over yet may have none. */
const unitLink = ({ record }: Site, uscc: string, language: Language): Markup => {
  const found = record.units.find((unit) => unit.uscc === uscc)
  return found === undefined
    ? html`<span class="fixed">${uscc}</span>`
    : html`<a href="${uscc}.html">${inChinese(found.title.operatingUnitName, language)}</a> <span class="fixed">${uscc}</span>`
}

const facts = (site: Site, unit: UnitRecord, language: Language): Markup => {
  const { title, services, uscc, history } = unit
  const regulation = textOfCase(history, site.record.textOf, site.regulation)
  const entries: ReadonlyArray<readonly [Bilingual, Content]> = [
    [bilingual("平台名称", "Platform"), inChinese(title.platformName, language)],
    [bilingual("运营单位", "Operating unit"), inChinese(title.operatingUnitName, language)],
    [bilingual("统一社会信用代码", "Unified social credit code"), html`<span class="fixed">${uscc}</span>`],
    [place(regulation), inChinese(divisionName(regulation.territory, title.countyOrDistrict), language)],
    [bilingual("平台类型", "Kind"), title.platformKind && platformKindNames[title.platformKind][language]],
    [
      bilingual("服务类别", "Services"),
      services.length > 0 && enumerate(services.map((service) => serviceCategoryNames[service]))[language],
    ],
    [bilingual("证书编号", "Certificate"), title.certificateNumber && inChinese(title.certificateNumber, language)],
    [bilingual("认定日期", "Certified"), dateInText(title.certifiedOn, language)],
    [bilingual("最近确认", "Last confirmed"), title.lastConfirmedOn && dateInText(title.lastConfirmedOn, language)],
    [bilingual("授牌日期", "Plaque awarded"), title.plaqueAwardedOn && dateInText(title.plaqueAwardedOn, language)],
    [
      isOnList(unit.status) ? bilingual("有效期至", "Valid until") : bilingual("原有效期至", "Was valid until"),
      title.validUntil && dateInText(title.validUntil, language),
    ],
    [bilingual("承继自", "Taken over from"), title.predecessor && unitLink(site, title.predecessor, language)],
  ]
  return definitionList(entries.flatMap(([term, fact]) => (fact ? [[term[language], fact] as const] : [])))
}

const place = (regulation: Regulation): Bilingual => {
  const { zh, en } = asHead(textWords(regulation).division)
  return bilingual(`所在${zh}`, en)
}

const historyTable = (site: Site, { history }: UnitRecord, language: Language): Markup =>
  table({
    label: texts.history[language],
    rowHead: null,
    columns: [
      { head: texts.number[language], kind: "number" },
      { head: texts.day[language], kind: "fixed" },
      { head: texts.what[language] },
      { head: texts.who[language], kind: "fixed" },
      { head: texts.provisions[language] },
    ],
    rows: history.map((event) => [
      html`<span id="r${event.revision}">${event.revision}</span>`,
      dateInTable(event.effectiveOn),
      whatHappened(site, event, history, language),
      actorName(event.actor, site.record.textOf(event))[language],
      provisionLinks(site, event, language),
    ]),
  })

const whatHappened = (site: Site, event: Envelope, history: ReadonlyArray<Envelope>, language: Language): Markup => {
  const text = site.record.textOf(event)
  const { what, detail, reasons } = tellingOf(event, text)
  const changed = history.filter((earlier) => isChangeOf(event, earlier.revision))
  const changes = history.filter((later) => isChangeOf(later, event.revision))
  return html`<strong>${what[language]}</strong>${detail && html`${texts.colon[language]}${inChinese(detail[language], language)}`}${recordedLater(event, language)}
${changed.map(({ revision }) => changedLink(event, revision, language))}${reasonLines(reasons, text, language)}${changes.map((change) => changeLink(change, language))}`
}

const recordedLater = ({ recordedAt, effectiveOn }: Envelope, language: Language): Content => {
  const on = isInstant(recordedAt) ? shanghaiDate(recordedAt) : effectiveOn
  return on > effectiveOn && html` <span class="hint">${texts.recorded(on)[language]}</span>`
}

const changeLink = ({ revision, type }: Envelope, language: Language): Markup => {
  const text = type === "RecordCorrected" ? texts.corrected : texts.annulled
  return html`<p class="warning">${text[language]} <a href="#r${revision}">${texts.see(revision)[language]}</a></p>\n`
}

/** From a correction or an annulment back to what it changes. */
const changedLink = ({ type }: Envelope, revision: number, language: Language): Markup => {
  const text = type === "RecordCorrected" ? texts.corrects : texts.annuls
  return html`<p>${text[language]}<a href="#r${revision}">${texts.numbered(revision)[language]}</a></p>\n`
}

/** Only the site's own text has a page. */
const provisionLinks = ({ record, regulation }: Site, event: Envelope, language: Language): Content => {
  const isOwn = record.textOf(event).id === regulation.id
  return event.provisions.map((id) =>
    isOwn
      ? html`<a class="fixed" href="../regulation.html#${id}">${cite(id)[language]}</a> `
      : html`<span class="fixed">${cite(id)[language]}</span> `,
  )
}

const unitJson = ({ record }: Site, { uscc, title, status, services, successor, history }: UnitRecord) => ({
  uscc,
  operatingUnitName: title.operatingUnitName,
  platformName: title.platformName,
  countyOrDistrict: title.countyOrDistrict,
  platformKind: title.platformKind ?? null,
  services,
  certificateNumber: title.certificateNumber,
  certifiedOn: title.certifiedOn,
  lastConfirmedOn: title.lastConfirmedOn,
  plaqueAwardedOn: title.plaqueAwardedOn,
  validUntil: title.validUntil,
  status,
  listed: isOnList(status),
  predecessor: title.predecessor,
  successor: successor ?? null,
  history: history.map((event) => ({
    revision: event.revision,
    type: event.type,
    effectiveOn: event.effectiveOn,
    recordedAt: event.recordedAt,
    role: event.actor.role,
    provisions: event.provisions,
    ...tellingJson(tellingOf(event, record.textOf(event))),
  })),
})

const tellingJson = ({ what, detail, reasons }: Telling) => ({
  what,
  detail: detail ?? null,
  reasons: reasons.map(({ about, text }) => ({ about: about ?? null, text })),
})

const texts = {
  history: bilingual("历史记录", "History"),
  number: bilingual("序号", "No."),
  day: bilingual("生效日期", "In effect"),
  what: bilingual("事项", "What happened"),
  who: bilingual("办理", "By"),
  provisions: bilingual("依据", "Under"),
  colon: bilingual("：", ": "),
  successor: bilingual("承继单位：", "Successor: "),
  twin: bilingual("本页的数据：", "The same as data:"),
  corrected: bilingual("其后已更正：", "Corrected since then:"),
  annulled: bilingual("其后已被撤销：", "Annulled since then:"),
  corrects: bilingual("所更正的记录：", "The record it corrects: "),
  annuls: bilingual("所撤销的决定：", "The decision it annuls: "),
  numbered: (revision: number): Bilingual => bilingual(`第${revision}号`, `no. ${revision}`),
  see: (revision: number): Bilingual => bilingual(`见第${revision}号`, `see no. ${revision}`),
  recorded: (on: string): Bilingual => bilingual(`（${on}登记）`, `(recorded ${on})`),
}
