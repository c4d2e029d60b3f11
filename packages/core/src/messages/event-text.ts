/** Puts events in words for a line of a history. */
import { bilingual, type Bilingual } from "../law/bilingual.js"
import type { CivilDate } from "../law/civil-date.js"
import type { Event, EventOf } from "../aggregates/designation/events.js"
import { correctionText } from "./correction-text.js"
import { eventName } from "./names.js"
import { annulmentEffectNames, annulmentGroundNames } from "./duty-and-ground-names.js"
import { placesText } from "./place-text.js"
import { quantity } from "./rendering.js"
import { stepName, stepOutcomeNames } from "./step-name.js"
import type { SpeakingText } from "./text-words.js"

/** The day on which something happened, unless the act takes effect on that very day. */
const ownDay = ({ effectiveOn }: Event, day: CivilDate, zh: string, en: string): Bilingual | undefined =>
  day === effectiveOn ? undefined : bilingual(`${zh}${day}`, `${en} on ${day}`)

/**
 * The detail after the event's name in a line of a history: a number, a day, an outcome. `undefined` if there is none.
 * `text`: the one whose steps and materials the event may name.
 */
export const eventDetail = (event: Event, text: SpeakingText): Bilingual | undefined => {
  switch (event.type) {
    case "Applied":
      return bilingual(`${event.data.callYear}年度`, `call of ${event.data.callYear}`)
    case "Certified": {
      const { certificateNumber } = event.data
      return bilingual(`证书编号${certificateNumber}`, `certificate ${certificateNumber}`)
    }
    case "PlaqueAwarded":
      return ownDay(event, event.data.awardedOn, "授牌日期", "awarded")
    case "PlaqueReturned":
      return ownDay(event, event.data.returnedOn, "收回日期", "returned")
    case "AnnualSummaryFiled":
      return bilingual(`${event.data.year}年`, String(event.data.year))
    case "SpotChecked":
      return event.data.falsificationFound
        ? bilingual("发现弄虚作假", "falsification found")
        : bilingual("未发现问题", "nothing found")
    case "Reviewed":
      return event.data.outcome === "confirmed"
        ? bilingual("合格，予以确认", "confirmed")
        : bilingual("不合格", "failed")
    case "Revoked": {
      const { word, announcement, textualGap } = event.data
      const gap =
        textualGap === true ? bilingual("（尚未授牌，依解读办理）", " (no plaque yet: by a reading)") : same("")
      const announced =
        announcement === undefined
          ? bilingual("", "no announcement")
          : bilingual(`，公告${announcement.number}`, `announcement ${announcement.number}`)
      return bilingual(`${word}${announced.zh}${gap.zh}`, `${announced.en}${gap.en}`)
    }
    case "TitleImported": {
      const { grantingDocument, grantedOn } = event.data
      return bilingual(`${grantingDocument}，${grantedOn}`, `${grantingDocument}, ${grantedOn}`)
    }
    case "SupportGranted": {
      const { kind, amount } = event.data
      const money = amount === null ? same("") : quantity(amount, "fen")
      return bilingual(`${kind}${money.zh}`, amount === null ? kind : `${kind}, ${money.en}`)
    }
    case "NoticePublished": {
      const { number, opensOn, closesOn } = event.data
      return bilingual(`${number}，${opensOn}至${closesOn}`, `${number}, ${opensOn} to ${closesOn}`)
    }
    case "StepTaken": {
      const name = stepName(event.data.step, text)
      const outcome = stepOutcomeNames[event.data.outcome]
      const day = ownDay(event, event.data.takenOn, "，办理日期", ", taken")
      return bilingual(`${name.zh}${outcome.zh}${day?.zh ?? ""}`, `${name.en}, ${outcome.en}${day?.en ?? ""}`)
    }
    case "SupplementRequested": {
      const { wanting, until } = event.data
      const what = placesText(
        wanting.map(({ at }) => at),
        text,
      )
      const by = until === undefined ? same("") : bilingual(`，限${until}前（含当日）`, `, by ${until}`)
      return bilingual(`${what.zh}${by.zh}`, `${what.en}${by.en}`)
    }
    case "ApplicationSupplemented":
    case "ReviewSupplemented": {
      const { changed } = event.data
      if (changed.length === 0) return bilingual("所列数据无改动", "no figure changed")
      const what = placesText(changed, text)
      return bilingual(`改动${what.zh}`, `changed: ${what.en}`)
    }
    case "RectificationOrdered":
      return bilingual(`限${event.data.until}前`, `until ${event.data.until}`)
    case "TitleSurrendered":
      return same(event.data.reason)
    case "UnitEnded":
      return bilingual(`终止于${event.data.endedOn}`, `on ${event.data.endedOn}`)
    case "TitleSucceeded":
      return bilingual(`由${event.data.successor}承继`, `by ${event.data.successor}`)
    case "TitleInherited":
      return bilingual(`原属${event.data.predecessor}`, `from ${event.data.predecessor}`)
    case "RecordCorrected":
      return correctionText(event.data, text)
    case "DecisionAnnulled":
      return annulmentDetail(event.data, text)
    case "PersonalDataErased":
      return same(event.data.basis)
    case "PersonalDataOpened": {
      const { openedTo, purpose } = event.data
      return bilingual(`向${openedTo}，用于${purpose}`, `to ${openedTo}, for ${purpose}`)
    }
    default:
      return undefined
  }
}

const annulmentDetail = (
  { decision, revision, ground, effect }: EventOf<"DecisionAnnulled">["data"],
  text: SpeakingText,
): Bilingual => {
  const by = annulmentGroundNames[ground]
  const since = annulmentEffectNames[effect]
  const name = eventName(decision, text)
  return bilingual(
    `第${revision}号“${name.zh}”，${by.zh}，${since.zh}`,
    `revision ${revision}, ${name.en}, ${by.en}, ${since.en}`,
  )
}

const same = (text: string): Bilingual => bilingual(text, text)
