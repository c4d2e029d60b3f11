/** One line of a timeline: day, what happened, who, under which provisions. */
import { bilingual, cite, eventNames, isInstant, roleNames, shanghaiDate, type Bilingual } from "@shifan/core"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import { paint, say, type CommandContext } from "../command-context.js"

const names: Readonly<Record<string, Bilingual>> = eventNames

export const eventName = (type: string): Bilingual => names[type] ?? bilingual(type, type)

export const eventLine = (context: CommandContext, envelope: Envelope): string => {
  const { revision, effectiveOn, type, actor, provisions, recordedAt } = envelope
  const cited = provisions.map((id) => say(context, cite(id))).join(say(context, bilingual("、", ", ")))
  const recordedOn = isInstant(recordedAt) ? shanghaiDate(recordedAt) : effectiveOn
  const late =
    recordedOn > effectiveOn
      ? ` ${paint(context, "dim", say(context, bilingual(`（${recordedOn}登记）`, `(recorded ${recordedOn})`)))}`
      : ""
  const who = `${say(context, roleNames[actor.role])} ${actor.officer}`
  return `${String(revision).padStart(3)}  ${effectiveOn}  ${paint(context, colourOf(type), say(context, eventName(type)))}${detail(context, envelope)}  ${paint(context, "dim", who)}  ${cited}${late}`
}

const colourOf = (type: string): "green" | "red" | "cyan" =>
  ["Certified", "Recommended", "TitleImported"].includes(type)
    ? "green"
    : ["Revoked", "CertificationDeclined", "RecommendationDeclined"].includes(type)
      ? "red"
      : "cyan"

const detail = (context: CommandContext, envelope: Envelope): string => {
  const text = detailOf(envelope)
  return text === undefined ? "" : say(context, bilingual(`：${text.zh}`, `: ${text.en}`))
}

const detailOf = (event: Envelope): Bilingual | undefined => {
  if (!isDesignationEvent(event)) return undefined
  switch (event.type) {
    case "Applied":
      return bilingual(`${event.data.callYear}年度`, `call of ${event.data.callYear}`)
    case "Certified":
      return bilingual(event.data.certificateNumber, event.data.certificateNumber)
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
    case "Revoked":
      return bilingual(
        `${event.data.word}，公告${event.data.announcement.number}${event.data.textualGap === true ? "（尚未授牌，依解读办理）" : ""}`,
        `announcement ${event.data.announcement.number}${event.data.textualGap === true ? " (no plaque yet: by a reading)" : ""}`,
      )
    case "TitleImported":
      return bilingual(
        `${event.data.grantingDocument}，${event.data.grantedOn}`,
        `${event.data.grantingDocument}, ${event.data.grantedOn}`,
      )
    case "SupportGranted":
      return bilingual(event.data.kind, event.data.kind)
    case "NoticePublished": {
      const { number, opensOn, closesOn } = event.data
      return bilingual(`${number}，${opensOn}至${closesOn}`, `${number}, ${opensOn} to ${closesOn}`)
    }
    case "RectificationOrdered":
      return bilingual(`限${event.data.until}前`, `until ${event.data.until}`)
    case "PersonalDataErased":
      return bilingual(event.data.basis, event.data.basis)
    case "PersonalDataOpened":
      return bilingual(
        `向${event.data.openedTo}，用于${event.data.purpose}`,
        `to ${event.data.openedTo}, for ${event.data.purpose}`,
      )
    default:
      return undefined
  }
}
