/** A request as seen by the pages: officer, language, and the day and instant of the view. */
import {
  bilingual,
  isCivilDate,
  isInstant,
  shanghaiDate,
  type Bilingual,
  type CivilDate,
  type Instant,
  type Language,
} from "@shifan/core"
import { shanghaiTime } from "@shifan/core/law"
import type { Session } from "./sessions.js"

/** Part of every page's address, so that links preserve it. */
export interface ViewAddress {
  readonly language: Language
  readonly asOf?: CivilDate
  readonly knownAt?: Instant
}

export interface Visit extends ViewAddress {
  readonly session: Session
  readonly today: CivilDate
  /** The day shown: `asOf`, or else today. */
  readonly on: CivilDate
  /** Nothing can be recorded in a past view. */
  readonly readOnly: boolean
  /** Path of the page, without its query. */
  readonly path: string
  /** Query parameters other than the view. */
  readonly parameters: Readonly<Record<string, string>>
  readonly say: (text: Bilingual) => string
  /** An address of the desk that includes the view. */
  readonly link: (path: string, parameters?: Readonly<Record<string, string>>) => string
  /** What is wrong with the requested view. */
  readonly fault?: Bilingual
}

export const visitOf = (url: URL, session: Session, now: Instant): Visit => {
  const { language: wanted, asOf = "", knownAt = "", ...parameters } = Object.fromEntries(url.searchParams)
  const language: Language = wanted === "en" ? "en" : "zh"
  const today = shanghaiDate(now)
  const known = instantIn(knownAt)
  const view: ViewAddress = {
    language,
    ...(isCivilDate(asOf) ? { asOf } : {}),
    ...(known === undefined ? {} : { knownAt: known }),
  }
  const fault = viewFault(asOf, knownAt)
  return {
    ...view,
    session,
    today,
    on: view.asOf ?? today,
    readOnly: view.asOf !== undefined || view.knownAt !== undefined,
    path: url.pathname,
    parameters,
    say: (text) => text[language],
    link: (path, more = {}) => addressOf(path, view, more),
    ...(fault === undefined ? {} : { fault }),
  }
}

/** Parses an instant, or a local time in China from an HTML input: 2020-12-01T08:00. */
const instantIn = (text: string): Instant | undefined => {
  if (isInstant(text)) return text
  const isLocal = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)
  const at = new Date(isLocal ? `${text}:00+08:00` : Number.NaN)
  const instant = Number.isNaN(at.getTime()) ? "" : at.toISOString()
  return isInstant(instant) ? instant : undefined
}

/** The reverse conversion. */
export const localTime = (instant: Instant): string => shanghaiTime(instant).slice(0, 16).replace(" ", "T")

const viewFault = (asOf: string, knownAt: string): Bilingual | undefined => {
  if (asOf !== "" && !isCivilDate(asOf))
    return bilingual("不是日期，应如2020-12-01，已按今日显示", "not a date, as 2020-12-01: shown as of today")
  if (knownAt !== "" && instantIn(knownAt) === undefined)
    return bilingual("不是时刻，已按目前所知显示", "not a time, as 2020-12-01T08:00: shown as known now")
  return undefined
}

export const addressOf = (
  path: string,
  { language, asOf, knownAt }: ViewAddress,
  parameters: Readonly<Record<string, string>> = {},
): string => {
  const query = new URLSearchParams({
    ...parameters,
    ...(language === "en" ? { language } : {}),
    ...(asOf === undefined ? {} : { asOf }),
    ...(knownAt === undefined ? {} : { knownAt }),
  })
  return query.size === 0 ? path : `${path}?${query.toString()}`
}

/** The same page in the other language. */
export const translationOf = (visit: Visit): string =>
  addressOf(visit.path, { ...visit, language: visit.language === "zh" ? "en" : "zh" }, visit.parameters)
