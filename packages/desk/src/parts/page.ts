/** The frame of every page of the desk: the audit's state, the sections, the time bar, and the signed-in officer. */
import { bilingual, type Bilingual, type Regulation } from "@shifan/core"
import { textWords } from "@shifan/core/messages"
import { dateInText, documentOf, html, notice, type Content, type Markup } from "@shifan/html"
import type { AuditState } from "../dependencies.js"
import { localTime, translationOf, type Visit } from "../http/visit.js"
import { officerPlace } from "./officer-place.js"

export interface Page {
  readonly title: Bilingual
  readonly body: Content
  /** The section it belongs to. */
  readonly section?: string
  /** Whether to load the script that updates the outcome while the officer types. */
  readonly updatesOutcome?: boolean
  /** Whether the page depends on the time of the view. */
  readonly dated?: boolean
}

/** What the desk is called: by what the text confers. */
export const siteName = (regulation: Regulation): Bilingual => {
  const { zh, en } = textWords(regulation).platform
  return bilingual(`${zh}办理台`, `Desk of ${en}s`)
}

/** The sections with their addresses; the first is the start page. */
export const sections = [
  { path: "/", text: bilingual("待办", "Waiting") },
  { path: "/units", text: bilingual("单位", "Units") },
  { path: "/calls", text: bilingual("年度申报", "Yearly calls") },
  { path: "/publications", text: bilingual("公布名单", "Published lists") },
  { path: "/batch", text: bilingual("批量办理", "Batches") },
] as const

/** The frame around a page's content. `regulation`: gives the signed-in officer's authority its name. */
export const renderPage = (
  visit: Visit,
  { audit, regulation }: { readonly audit: AuditState; readonly regulation: Regulation },
  { title, body, section, updatesOutcome, dated }: Page,
): string =>
  documentOf({
    language: visit.language,
    title: visit.say(title),
    site: { name: visit.say(siteName(regulation)), href: visit.link("/") },
    style: "/desk.css",
    navigation: sections.map(({ path, text }) => ({
      href: visit.link(path),
      text: visit.say(text),
      isCurrent: path === section,
    })),
    translation: translationOf(visit),
    banner: html`${auditBanner(visit, audit)}${signedIn(visit, regulation)}`,
    body: html`${timeBar(visit, dated !== false)}${body}`,
    ...(updatesOutcome === true ? { scripts: ["/desk.js"] } : {}),
  }).toString()

/** Such as 审计：记录完好。23:05核验至第41条；最近检查点至第40条 */
const auditBanner = (visit: Visit, { verdict, at, events, head, faults }: AuditState): Markup => {
  const { word, tone, mark } = verdict === "unknown" && at !== null ? notChecked : verdicts[verdict]
  const when = at === null ? "" : localTime(at).slice(11)
  const details =
    at === null
      ? bilingual("", "")
      : verdict === "unknown"
        ? bilingual(`${when}试行核验`, `tried at ${when}`)
        : bilingual(`${when}核验，共${events}条记录`, `looked at ${when}, ${events} records`)
  const signed =
    head === null
      ? verdict === "unknown"
        ? bilingual("", "")
        : bilingual("尚无签署的检查点", "no head was signed yet")
      : bilingual(`最近签署的检查点至第${head}条`, `the newest signed head has ${head}`)
  return html`<aside class="audit ${tone}" aria-label="${visit.say(bilingual("审计状态", "state of the audit"))}">
<p><strong><span aria-hidden="true">${mark}</span> ${visit.say(word)}</strong> <span>${visit.say(details)}</span> <span>${visit.say(signed)}</span></p>
${faults.length > 0 && html`<ul>${faults.map((fault) => html`<li>${visit.say(fault)}</li>`)}</ul>`}</aside>
`
}

const verdicts = {
  sound: { word: bilingual("审计：记录完好", "Audit: the record is sound"), tone: "good", mark: "✓" },
  unsound: {
    word: bilingual("审计：记录不完好，请停止办理", "Audit: the record is not sound: stop work"),
    tone: "bad",
    mark: "✗",
  },
  unknown: { word: bilingual("审计：尚未核验", "Audit: not checked yet"), tone: "warning", mark: "…" },
} as const

const notChecked = { ...verdicts.unknown, word: bilingual("审计：未能核验", "Audit: it could not be checked") }

const signedIn = (visit: Visit, regulation: Regulation): Markup => {
  const { officer, token } = visit.session
  return html`<form class="officer" method="post" action="${visit.link("/sign-out")}">
<input type="hidden" name="token" value="${token}">
<span>${visit.say(officerPlace(officer, regulation))} <strong>${officer.officer}</strong></span>
<button>${visit.say(bilingual("退出", "Sign out"))}</button>
</form>
`
}

/** The page as of today, with what else was chosen on it. */
const todayOf = ({ path, language, parameters }: Visit): string => {
  const query = new URLSearchParams({ ...parameters, ...(language === "en" ? { language } : {}) }).toString()
  return query === "" ? path : `${path}?${query}`
}

/** Chooses the view: effective by a day, as known at an instant. Both times are part of the address. */
const timeBar = (visit: Visit, isDated: boolean): Content => {
  if (!isDated) return null
  const others = Object.entries(visit.parameters).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form class="time" method="get" action="${visit.path}" aria-label="${visit.say(bilingual("查看的时间", "the time that is shown"))}">
${others}${visit.language === "en" && html`<input type="hidden" name="language" value="en">`}
<label><span>${visit.say(bilingual("以该日生效的为准", "in effect on"))}</span><input type="date" name="asOf" value="${visit.asOf ?? ""}"></label>
<label><span>${visit.say(bilingual("以该时刻已登记的为准", "as known at"))}</span><input type="datetime-local" name="knownAt" value="${visit.knownAt === undefined ? "" : localTime(visit.knownAt)}"></label>
<button>${visit.say(bilingual("查看", "Show"))}</button>
${visit.readOnly && html`<a href="${todayOf(visit)}">${visit.say(bilingual("回到今日", "Back to today"))}</a>`}
</form>
${visit.fault !== undefined && notice("warning", visit.say(visit.fault))}
${visit.readOnly && notice("plain", html`${visit.say(bilingual("只供查阅：以", "Read only: in effect on "))}${dateInText(visit.on, visit.language)}${visit.say(bilingual("生效的为准", ""))}`)}`
}
