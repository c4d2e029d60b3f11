/** Renders events as lines of a timeline. */
import { citationsText, typistText } from "@shifan/casework"
import { bilingual, isInstant, shanghaiDate } from "@shifan/core"
import { eventDetail, eventName, actorName } from "@shifan/core/messages"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import { paint, say, type CommandContext, type Style } from "../command-context.js"
import { ownText } from "../own-text.js"

/** Revision, effective date, event, actor, typist if another, provisions, and the recording date if later. */
export const eventLine = (context: CommandContext, envelope: Envelope, typist?: string | null): string => {
  const { revision, effectiveOn, type, actor, provisions, recordedAt } = envelope
  const detail = isDesignationEvent(envelope) ? eventDetail(envelope, ownText) : undefined
  const what = paint(context, styleOf(type), say(context, eventName(type, ownText)))
  const which = detail === undefined ? "" : say(context, bilingual(`：${detail.zh}`, `: ${detail.en}`))
  const who = paint(context, "dim", `${say(context, actorName(actor, ownText))} ${actor.officer}`)
  const typed = typist === undefined ? "" : ` ${paint(context, "dim", say(context, typistText(typist)))}`
  const cited = provisions.length === 0 ? "" : `  ${citations(context, provisions)}`
  const recordedOn = isInstant(recordedAt) ? shanghaiDate(recordedAt) : effectiveOn
  const recordedLater = bilingual(`（${recordedOn}登记）`, `(recorded ${recordedOn})`)
  const when = recordedOn > effectiveOn ? ` ${paint(context, "dim", say(context, recordedLater))}` : ""
  return `${String(revision).padStart(3)}  ${effectiveOn}  ${what}${which}  ${who}${typed}${cited}${when}`
}

export const citations = (context: CommandContext, provisions: Envelope["provisions"]): string =>
  say(context, citationsText(provisions))

const styles: ReadonlyMap<string, Style> = new Map([
  ["Certified", "green"],
  ["Recommended", "green"],
  ["TitleImported", "green"],
  ["Revoked", "red"],
  ["CertificationDeclined", "red"],
  ["RecommendationDeclined", "red"],
])

const styleOf = (type: string): Style => styles.get(type) ?? "cyan"
