/** Describes in sentences what an act recorded, or would record: whom it concerns, what, with which figures, from when, why. */
import { bilingual, conditions, type Assessment, type Bilingual, type Verdict } from "@shifan/core"
import { assessmentOf } from "@shifan/core/registry"
import {
  cite,
  datesInChinese,
  eventDetail,
  eventName,
  textWords,
  verdictNames,
  type SpeakingText,
} from "@shifan/core/messages"
import { isCallEvent, isDesignationEvent, parseStream, type Envelope } from "@shifan/event-store"

const joined = (texts: ReadonlyArray<Bilingual>, zh: string, en: string): Bilingual =>
  bilingual(texts.map((text) => text.zh).join(zh), texts.map((text) => text.en).join(en))

/** Such as 第五条第（三）项、第九条. */
export const citationsText = (provisions: Envelope["provisions"]): Bilingual => joined(provisions.map(cite), "、", ", ")

/** Number of conditions with a verdict. */
export interface VerdictCount {
  readonly verdict: Verdict
  /** Such as 符合17项. */
  readonly text: Bilingual
}

/** Number of `counted` conditions per verdict; verdicts without conditions are omitted. */
export const verdictCounts = (
  assessment: Assessment,
  counted: (condition: Assessment["id"]) => boolean = () => true,
): ReadonlyArray<VerdictCount> => {
  const all = conditions(assessment).filter(({ id }) => counted(id))
  return (["met", "notMet", "notYetJudged", "waived"] as const).flatMap((verdict) => {
    const count = all.filter((condition) => condition.verdict === verdict).length
    const { zh, en } = verdictNames[verdict]
    return count === 0 ? [] : [{ verdict, text: bilingual(`${zh}${count}项`, `${count} ${en}`) }]
  })
}

/** `text`: the one that names steps, materials and authorities. Such as 将办理“认定”：示例有限公司（91…），证书编号QHD-2020-01，符合20项；自2020年12月29日起生效，依据第九条. */
export const actSentence = (subject: Bilingual, event: Envelope, text: SpeakingText): Bilingual => {
  const name = eventName(event.type, text)
  const detail = isDesignationEvent(event) ? eventDetail(event, text) : undefined
  const assessment = isDesignationEvent(event) ? assessmentOf(event) : null
  const counts = assessment === null ? [] : verdictCounts(assessment).map((count) => count.text)
  const parts = joined([subject, ...(detail === undefined ? [] : [detail]), ...counts], "，", ", ")
  const cited = citationsText(event.provisions)
  const basis = cited.zh === "" ? bilingual("", "") : bilingual(`，依据${cited.zh}`, `, under ${cited.en}`)
  return bilingual(
    datesInChinese(`将办理“${name.zh}”：${parts.zh}；${event.effectiveOn}生效${basis.zh}`),
    `will record “${name.en}”: ${parts.en}; from ${event.effectiveOn}${basis.en}`,
  )
}

/** The subject of a stream: a unit by name and code, a call by year, the list. `events`: the stream's events. */
export const subjectOf = (stream: string, events: ReadonlyArray<Envelope>, text: SpeakingText): Bilingual => {
  const name = parseStream(stream)
  switch (name?.aggregate) {
    case "designation": {
      const unit = unitNameIn(events)
      return unit === undefined ? same(name.key) : bilingual(`${unit}（${name.key}）`, `${unit} (${name.key})`)
    }
    case "call": {
      const window = events.findLast((event) => isCallEvent(event) && event.type === "CallOpened")
      const year = bilingual(`${name.key}年度`, `the call of ${name.key}`)
      if (window === undefined || !isCallEvent(window) || window.type !== "CallOpened") return year
      const { opensOn, closesOn } = window.data
      return bilingual(`${year.zh}（${opensOn}至${closesOn}）`, `${year.en} (${opensOn} to ${closesOn})`)
    }
    case "instrument":
      return bilingual(`办法${name.key}`, name.key)
    case "roster":
      return bilingual(`${textWords(text).platform.zh}名单`, "the list of platforms")
    default:
      return same(stream)
  }
}

const same = (text: string): Bilingual => bilingual(text, text)

/** The unit's latest name. */
const unitNameIn = (events: ReadonlyArray<Envelope>): string | undefined =>
  events.flatMap((event) => nameGivenBy(event) ?? []).at(-1)

const nameGivenBy = (event: Envelope): string | undefined => {
  if (!isDesignationEvent(event)) return undefined
  switch (event.type) {
    case "Applied":
    case "ApplicationSupplemented":
      return event.data.form.applicantUnitName
    case "TitleImported":
    case "TitleInherited":
      return event.data.operatingUnitName
    case "ParticularsChanged":
      return event.data.after.operatingUnitName
    case "RecordCorrected":
      return event.data.field.endsWith("UnitName") && typeof event.data.to === "string" ? event.data.to : undefined
    default:
      return undefined
  }
}
