/** The hash chain: its first break, then every leaf with its hash and the hash it names. */
import { bilingual, type Regulation } from "@shifan/core"
import { eventName } from "@shifan/core/messages"
import { definitionList, html, notice, table, type Content, type Markup } from "@shifan/html"
import type { FaultFound } from "../examination/examination.js"
import type { LogRecord } from "../log/log-records.js"
import { frame } from "./frame.js"
import { pager } from "./pager.js"
import { code, pageCount, regulationOf, regulationOfPage, rowsOf, type Place } from "./view.js"

export const leavesAPage = 100

export const chainPage = (place: Place, page: number): Markup | undefined => {
  const { view, say } = place
  const { size } = view.examination
  const leaves = Math.max(size, view.log.records.length)
  const pages = pageCount(leaves, leavesAPage)
  if (page > pages) return undefined
  return frame(place, {
    title: bilingual("哈希链", "Hash chain"),
    body: [
      firstBreak(place),
      html`<p>${say(
        bilingual(
          `每条记录写明本流中前一条记录的哈希，任何一条被改动，其后的一条就对不上。共${leaves}条。`,
          `Every record contains the hash of its predecessor in the stream: if one is changed, the next no longer fits. ${leaves} leaves.`,
        ),
      )}</p>\n`,
      leafTable(
        place,
        rowsOf(
          Array.from({ length: leaves }, (_, i) => i),
          page,
          leavesAPage,
        ),
      ),
      pager(place, pages, page, (to) => ({ view: "chain", page: to })),
    ],
  })
}

/** The first fault, in log order, that concerns a leaf. */
const firstBreak = (place: Place): Content => {
  const { view, say, href } = place
  const [first] = [...view.faults.keys()].toSorted((a, b) => a - b)
  const fault = first === undefined ? undefined : view.faults.get(first)?.[0]
  if (first === undefined || fault === undefined) return noBreak(place)
  const page = Math.floor(first / leavesAPage) + 1
  const { stream, revision } = fault.leaf ?? { stream: "", revision: -1 }
  return notice("bad", say(bilingual(`第一处断裂：第${first}号叶`, `The first break: leaf ${first}`)), [
    definitionList([
      [say(bilingual("不符之处", "what does not hold")), say(fault.name)],
      [
        say(bilingual("位置", "place")),
        html`${code(`${stream}@${revision}`)} <a href="${href({ view: "chain", page })}#leaf-${first}">${say(bilingual("在链中查看", "see it in the chain"))}</a>`,
      ],
      ...(fault.expected === null ? [] : [[say(bilingual("应为", "expected")), say(fault.expected)] as const]),
      [say(bilingual("实为", "found")), say(fault.found)],
    ]),
  ])
}

const noBreak = ({ view: { examination }, say }: Place): Content =>
  examination.tone === "bad"
    ? notice(
        "warning",
        say(
          bilingual(
            "链上没有发现断裂，不符之处见核验结论",
            "No break in the chain; the faults are on the verdict's page",
          ),
        ),
      )
    : notice("good", say(bilingual("链条完整，没有断裂", "The chain is whole")))

const leafTable = (place: Place, indices: ReadonlyArray<number>): Markup => {
  const { say } = place
  return table({
    columns: [
      { head: say(bilingual("叶", "leaf")), kind: "number" },
      { head: say(bilingual("流与修订号", "stream and revision")) },
      { head: say(bilingual("事项", "what")) },
      { head: say(bilingual("前一记录的哈希", "names before it")) },
      { head: say(bilingual("本记录的哈希", "its own hash")) },
      { head: say(bilingual("核对", "checked")) },
    ],
    rows: indices.map((index) => rowOf(place, index)),
  })
}

const rowOf = (place: Place, index: number): ReadonlyArray<Content> => {
  const { view, say, href } = place
  const record = view.log.byIndex.get(index)
  const faults = view.faults.get(index) ?? []
  const anchor = html`<span id="leaf-${index}">${index}</span>`
  if (record === undefined)
    return [
      anchor,
      "—",
      html`<strong class="bad">${say(bilingual("无法读取", "cannot be read"))}</strong>`,
      "—",
      "—",
      outcome(place, faults),
    ]
  return [
    anchor,
    code(`${record.stream}@${record.revision}`),
    html`<a href="${href({ view: "record", index })}">${say(eventName(record.type, textOf(place, record)))}</a>`,
    record.previous === null ? "—" : shortHash(record.previous),
    shortHash(record.hash),
    outcome(place, faults, record),
  ]
}

/** A record that does not match its type says nothing of its text that could be believed. */
const textOf = (place: Place, { event }: LogRecord): Regulation =>
  event === null ? regulationOfPage(place) : regulationOf(place, event)

/** The first digits suffice to distinguish hashes on a page; the whole hash is on the record's page. */
const shortHash = (hash: string): Markup => html`<code title="${hash}">${hash.slice(0, 12)}…</code>`

const outcome = ({ view, say }: Place, faults: ReadonlyArray<FaultFound>, record?: LogRecord): Content => {
  if (faults.length > 0)
    return html`<strong class="bad"><span aria-hidden="true">✗</span> ${faults.map(({ name }) => say(name)).join("; ")}</strong>`
  // Beyond a limit faults are only counted; then a leaf without a listed fault may still have one.
  const isListed = view.examination.faults.length === view.examination.faultCount
  return record === undefined || !isListed
    ? "—"
    : html`<span class="good"><span aria-hidden="true">✓</span> ${say(bilingual("相符", "fits"))}</span>`
}
