/** A record and, if it is a decision, everything it rests on. */
import { bilingual, findRegulation, type Event, type Regulation } from "@shifan/core"
import { assessmentOf } from "@shifan/core/registry"
import { isInstant, isReadingId, shanghaiTime } from "@shifan/core/law"
import { describe, enumerate, eventDetail, eventName, optionClause, reasonsIn, waiversIn } from "@shifan/core/messages"
import { detailInWords, isChangeOf, typistOf, typistText, unitNames } from "@shifan/casework"
import { isDesignationEvent, parseStream, type Envelope } from "@shifan/event-store"
import { capitalized, definitionList, html, type Content, type Markup } from "@shifan/html"
import { laneName } from "../drawings/lanes.js"
import { stateOn } from "../log/known-on.js"
import { historyName, type History, type LogRecord } from "../log/log-records.js"
import { stepKindNames } from "../lanes/step-kinds.js"
import { assessmentSection } from "./assessment.js"
import { faultItems } from "./faults.js"
import { frame } from "./frame.js"
import { documentSection, documentsIn, materialSection } from "./materials.js"
import { waiverSection } from "./waivers.js"
import { code, regulationOf, written, type Place } from "./view.js"

export const recordPage = (place: Place, record: LogRecord): Markup => {
  const { event } = record
  const name = event === null ? stepKindNames.damaged : eventName(event.type, regulationOf(place, event))
  const history = historyOf(place, record)
  return frame(place, {
    title: bilingual(name.zh, capitalized(name.en)),
    body: [
      subject(place, record, history),
      faultItems(place, place.view.faults.get(record.index) ?? []),
      event !== null && facts(place, event),
      event !== null && isDesignationEvent(event) && content(place, record, event, history),
      chainFacts(place, record, history),
    ],
  })
}

const historyOf = ({ view }: Place, { stream }: LogRecord): History | undefined => {
  const name = parseStream(stream)
  return name?.aggregate === "designation" ? view.log.histories.get(historyName(name.division, name.key)) : undefined
}

/** The unit of the record, under its name at that time. */
const subject = (place: Place, { event, revision }: LogRecord, history: History | undefined): Content => {
  const { href, say } = place
  const detail = event === null ? undefined : detailInWords(event, regulationOf(place, event))
  if (history === undefined) return detail && html`<p class="lead">${written(say(detail))}</p>\n`
  const state = event === null ? undefined : stateOn(history.records, event.effectiveOn)
  const platform = state && unitNames(state)?.platform
  const name = historyName(history.division, history.unit)
  return html`<p class="lead">${detail !== undefined && html`${written(say(detail))}<br>`}<a href="${href({ view: "unit", name, page: 1 })}">${platform === undefined ? history.unit : written(platform)}</a> <span class="fixed">${history.unit}</span> · ${say(bilingual(`第${revision}号`, `number ${revision}`))}</p>
`
}

const facts = (place: Place, event: Envelope): Markup => {
  const { say } = place
  const { effectiveOn, recordedAt, actor, provisions, rule, readings } = event
  const regulation = regulationOf(place, event)
  const typist = typistOf(event, place.view.log.actors)
  const options = Object.entries(readings).map(([id, option]) =>
    isReadingId(id) ? optionClause(id, option, regulation) : bilingual(`${id}=${option}`, `${id}=${option}`),
  )
  return definitionList([
    [say(bilingual("生效日", "takes effect")), effectiveOn],
    [
      say(bilingual("登记时间", "recorded")),
      isInstant(recordedAt) ? say(bilingual(shanghaiTime(recordedAt), `${shanghaiTime(recordedAt)} (Shanghai)`)) : "—",
    ],
    [
      say(bilingual("办理人", "by")),
      html`${say(laneName(actor.role, regulation))} ${written(actor.code)} ${written(actor.officer)}${typist !== undefined && html`${say(bilingual("，", ", "))}${say(typistText(typist))}`}`,
    ],
    ...(provisions.length === 0
      ? []
      : [[say(bilingual("依据", "under")), say(enumerate(provisions.map((id) => describe(regulation, id))))] as const]),
    ...(rule === null
      ? []
      : [
          [
            say(bilingual("适用的规定", "rule applied")),
            html`${written(textOfRule(place, rule.regulation))}${say(bilingual(`，第${rule.version}版`, `, version ${rule.version}`))}`,
          ] as const,
        ]),
    ...(options.length === 0
      ? []
      : [
          [
            say(bilingual("所依据的解读", "readings relied on")),
            html`<ul>${options.map((one) => html`<li>${say(one)}</li>`)}</ul>`,
          ] as const,
        ]),
  ])
}

/** The number that a regulation's text bears; its id if the auditor's library does not have it. */
const textOfRule = ({ view }: Place, id: string): string => findRegulation(view.library, id)?.documentNumber ?? id

const content = (place: Place, record: LogRecord, event: Event & Envelope, history: History | undefined): Content => {
  const regulation = regulationOf(place, event)
  const assessment = assessmentOf(event)
  return [
    changedRecord(place, event, history),
    changesSince(place, record, history),
    assessment !== null && assessmentSection(place, assessment, regulation),
    waiverSection(place, waiversIn(event), regulation),
    reasonSection(place, event, regulation),
    documentSection(place, documentsIn(event.data)),
    materialSection(place, event, history, regulation),
  ]
}

/** From a correction or an annulment back to the record it changes. */
const changedRecord = (place: Place, change: Event & Envelope, history: History | undefined): Content =>
  (history?.records ?? [])
    .filter(({ revision }) => isChangeOf(change, revision))
    .map(({ event, index, revision }) => {
      const { href, say } = place
      const name = event === null ? stepKindNames.damaged : eventName(event.type, regulationOf(place, event))
      const text = bilingual(
        `所针对的记录：第${revision}号${name.zh}`,
        `The record it changes: number ${revision}, ${name.en}`,
      )
      return html`<p class="notice"><a href="${href({ view: "record", index })}">${say(text)}</a></p>
`
    })

const changesSince = (place: Place, { revision }: LogRecord, history: History | undefined): Content => {
  const { href, say } = place
  const changes = (history?.records ?? []).flatMap(({ event, index }) =>
    event !== null && isDesignationEvent(event) && isChangeOf(event, revision) ? [{ event, index }] : [],
  )
  return changes.map(({ event, index }) => {
    const regulation = regulationOf(place, event)
    const detail = eventDetail(event, regulation)
    return html`<p class="notice warning"><a href="${href({ view: "record", index })}">${say(bilingual("其后", "Since then"))} ${event.effectiveOn} ${say(eventName(event.type, regulation))}</a>${detail !== undefined && html` ${written(say(detail))}`}</p>
`
  })
}

const reasonSection = ({ say }: Place, event: Event, regulation: Regulation): Content => {
  const reasons = reasonsIn(event)
  if (reasons.length === 0) return undefined
  return html`<h2>${say(bilingual("认定意见与理由", "Findings and reasons"))}</h2>
${definitionList(reasons.map(({ about, text }) => [say(describe(regulation, about)), written(text)] as const))}`
}

/** Position of the record in the log and in its chain. */
const chainFacts = ({ say, href }: Place, record: LogRecord, history: History | undefined): Markup => {
  const { index, stream, revision, hash, previous } = record
  const before = history?.records.find((other) => other.revision === revision - 1)
  return html`<h2>${say(bilingual("在日志中的位置", "Its place in the log"))}</h2>
${definitionList([
  [say(bilingual("叶（从0计）", "leaf, from 0")), index],
  [say(bilingual("流与修订号", "stream and revision")), code(`${stream}@${revision}`)],
  [say(bilingual("本记录的哈希", "hash of this record")), code(hash)],
  [
    say(bilingual("所记前一记录的哈希", "names as the hash before it")),
    previous === null ? say(bilingual("无（第一条）", "none: it is the first")) : code(previous),
  ],
  ...(before === undefined
    ? []
    : [
        [
          say(bilingual("前一记录", "record before it")),
          html`<a href="${href({ view: "record", index: before.index })}">${say(bilingual(`第${before.revision}号`, `number ${before.revision}`))}</a>`,
        ] as const,
      ]),
])}`
}
