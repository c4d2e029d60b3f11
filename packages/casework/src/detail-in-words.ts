/** What an event says beyond its name, for events of every aggregate: a call's window, an extension's end, a list's day. */
import { bilingual, type Bilingual } from "@shifan/core"
import { eventDetail, optionClause, type SpeakingText } from "@shifan/core/messages"
import {
  isCallEvent,
  isDesignationEvent,
  isInstrumentEvent,
  isPublicationEvent,
  type Envelope,
} from "@shifan/event-store"

/**
 * What an event says beyond the name of its type, for a line of a list: a call's window, an extension's last day, the number
 * of platforms on a list. `undefined` if the name says it all. Dates are as in tables, 2020-12-01.
 *
 * @example detailInWords(extended, qinhuangdao2020)?.zh // 秦工信规〔2022〕1号，自2022-11-13至2026-11-12
 */
export const detailInWords = (event: Envelope, text: SpeakingText): Bilingual | undefined => {
  if (isDesignationEvent(event)) return eventDetail(event, text)
  if (isInstrumentEvent(event)) return ofInstrument(event, text)
  if (isPublicationEvent(event)) {
    const { asOf, rows } = event.data
    return bilingual(`截至${asOf}，${rows}家`, `as of ${asOf}, ${rows} platforms`)
  }
  return isCallEvent(event) ? ofCall(event) : undefined
}

const ofInstrument = (event: Envelope, text: SpeakingText): Bilingual | undefined => {
  if (!isInstrumentEvent(event)) return undefined
  switch (event.type) {
    case "Enacted": {
      const { documentNumber, effectiveFrom } = event.data
      return bilingual(`${documentNumber}，自${effectiveFrom}起施行`, `${documentNumber}, from ${effectiveFrom}`)
    }
    case "Extended": {
      const { document, from, until } = event.data
      return bilingual(`${document}，自${from}至${until}`, `${document}, from ${from} to ${until}`)
    }
    case "Superseded": {
      const { by, from } = event.data
      return bilingual(`自${from}起由${by}代替`, `by ${by}, from ${from}`)
    }
    case "Repealed": {
      const { document, from } = event.data
      return bilingual(`${document}，自${from}起废止`, `${document}, from ${from}`)
    }
    case "InterpretationIssued": {
      const { reading, option, document, appliesFrom } = event.data
      const { zh, en } = optionClause(reading, option, text)
      return bilingual(`${zh}；${document}，自${appliesFrom}起适用`, `${en}; ${document}, from ${appliesFrom}`)
    }
    case "InstrumentCorrected":
      return undefined
  }
}

const ofCall = (event: Envelope): Bilingual | undefined => {
  if (!isCallEvent(event)) return undefined
  switch (event.type) {
    case "CallOpened": {
      const { year, opensOn, closesOn, document } = event.data
      return bilingual(
        `${year}年度，${opensOn}至${closesOn}，${document}`,
        `${year}, from ${opensOn} to ${closesOn}, ${document}`,
      )
    }
    case "CallClosed": {
      const { year, closedOn } = event.data
      return bilingual(`${year}年度，${closedOn}截止`, `${year}, on ${closedOn}`)
    }
    case "CallCorrected":
      return undefined
  }
}
