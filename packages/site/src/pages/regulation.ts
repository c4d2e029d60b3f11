/** The regulation by provision: in our words, its implementation, readings, tests, and number of citations in the record. */
import {
  bilingual,
  type Bilingual,
  type Language,
  type ProvisionId,
  type ReadingId,
  type Regulation,
} from "@shifan/core"
import { paragraphOf, readingIds, readingOptions } from "@shifan/core/law"
import {
  cite,
  encodedAsNames,
  enumerate,
  eventName,
  materialName,
  optionClause,
  readingText,
  textWords,
} from "@shifan/core/messages"
import { aggregates } from "@shifan/core/registry"
import { encodingsOf, type Encoding } from "@shifan/core/regulations"
import { definitionList, html, table, type Content, type Markup } from "@shifan/html"
import { inChinese, languages, pageFile, type File, type Site } from "./site-page.js"

export const regulationFiles = (site: Site): ReadonlyArray<File> =>
  languages.map((language) =>
    pageFile(site, language, {
      path: "regulation.html",
      title: site.regulation.title[language],
      section: "regulation",
      body: html`<p class="lead">${inChinese(site.regulation.documentNumber, language)}</p>
<p>${lead(site.regulation)[language]}</p>
${provisionsOf(site, language)}
<h2 id="readings">${texts.readings[language]}</h2>
<p>${texts.readingsLead[language]}</p>
${readingIds.map((id) => reading(site, id, language))}`,
    }),
  )

/** A paragraph with points is listed before its first point, since decisions cite it too. */
const provisionsOf = (site: Site, language: Language): Content => {
  const encodings = encodingsOf(site.regulation, site.text)
  const known = new Set<string>(encodings.map(({ entry }) => entry.id))
  return encodings.flatMap((encoding) => {
    const paragraph = paragraphOf(encoding.entry.id)
    const isFirst = !known.has(paragraph)
    known.add(paragraph)
    return [isFirst && paragraphOfPoints(site, paragraph, language), provision(site, encoding, language)]
  })
}

const heading = ({ regulation }: Site, id: ProvisionId, language: Language): Markup =>
  html`<h2>${cite(id)[language]}　${regulation.texts[id]?.[language]}</h2>`

const paragraphOfPoints = (site: Site, id: ProvisionId, language: Language): Markup => html`<section id="${id}">
${heading(site, id, language)}
${definitionList([
  [texts.tests[language], testsOf(site, id)],
  [texts.cited[language], site.record.counts.get(id) ?? 0],
])}</section>
`

const provision = (site: Site, encoding: Encoding, language: Language): Markup => {
  const { entry, conditions, materials, citedBy, readings: touching } = encoding
  const { texts: ours } = site.regulation
  const list = (items: ReadonlyArray<Bilingual>): Content => items.length > 0 && enumerate(items)[language]
  const events = citedBy.flatMap((subject) => (isEvent(subject) ? [eventName(subject, site.regulation)] : []))
  const rows: ReadonlyArray<readonly [Bilingual, Content]> = [
    [texts.as, list(entry.as.map((kind) => encodedAsNames[kind]))],
    [texts.remark, entry.remark?.[language]],
    [texts.conditions, list(conditions.map(({ id }) => ours[id] ?? cite(id)))],
    [texts.materials, list(materials.map((item) => materialName(item, site.regulation)))],
    [texts.events, list(events)],
    [texts.readings, touching.length > 0 && touching.map((id) => readingLink(site, id, language))],
    [texts.tests, testsOf(site, entry.id)],
    [texts.cited, site.record.counts.get(entry.id) ?? 0],
  ]
  return html`<section id="${entry.id}">
${heading(site, entry.id, language)}
${definitionList(rows.flatMap(([term, fact]) => (fact === undefined || fact === false ? [] : [[term[language], fact] as const])))}</section>
`
}

const testCount = ({ tests }: Site, key: string): number =>
  (tests.get(key) ?? []).reduce((sum, { tests: count }) => sum + count, 0)

/** The number of tests, and a collapsed list of their files. */
const testsOf = (site: Site, id: ProvisionId): Content => {
  const files = site.tests.get(id) ?? []
  const count = testCount(site, id)
  if (count === 0) return count
  const lines = files.map(({ file, tests }) => html`<li><code>${file}</code> ${tests}</li>\n`)
  return html`<details><summary>${count}</summary><ul>\n${lines}</ul></details>`
}

/** Refusals that cite a provision keep their codes, which are for programs. */
const isEvent = (subject: string): boolean => eventTypes.includes(subject)

const eventTypes: ReadonlyArray<string> = Object.values(aggregates).flatMap(
  ({ eventTypes: types }): ReadonlyArray<string> => types,
)

const readingLink = ({ regulation }: Site, id: ReadingId, language: Language): Markup =>
  html`<p><a href="#${id}">${readingText(id, regulation).question[language]}</a></p>`

const reading = (site: Site, id: ReadingId, language: Language): Markup => {
  const { regulation, record, text } = site
  const isDefault = (option: string): Content =>
    option === regulation.readings[id] && html` <strong>${texts.byDefault[language]}</strong>`
  const provisions = text.readings[id].map((one) => html`<a href="#${one}">${cite(one)[language]}</a> `)
  return html`<section id="${id}">
<h3>${readingText(id, regulation).question[language]}</h3>
<p class="hint">${provisions}</p>
${table({
  label: readingText(id, regulation).question[language],
  columns: [
    { head: texts.option[language] },
    { head: texts.tests[language], kind: "number" },
    { head: texts.relied[language], kind: "number" },
  ],
  rows: readingOptions[id].map((option) => [
    html`${optionClause(id, option, regulation)[language]}${isDefault(option)}`,
    testCount(site, `${id}=${option}`),
    record.counts.get(`${id}=${option}`) ?? 0,
  ]),
})}</section>
`
}

const lead = (regulation: Regulation): Bilingual => {
  const { zh, en } = textWords(regulation).bureau.short
  return bilingual(
    `以下各条为本站概述，并非原文；原文以${zh}公布的为准。每条之下是软件据此所做的事、相关测试的数目，以及登记的事项引用它或据以判断的次数。`,
    `This page describes the text in our words; the ${en}'s publication is authoritative. Below each provision: what the software does with it, how many tests name it, and how many acts on record cite it or judged by it.`,
  )
}

const texts = {
  as: bilingual("系统处理方式", "Encoded as"),
  remark: bilingual("说明", "Remark"),
  conditions: bilingual("条件", "Conditions"),
  materials: bilingual("材料", "Materials"),
  events: bilingual("据以办理", "Acts under it"),
  readings: bilingual("解读", "Readings"),
  readingsLead: bilingual(
    "原文未写明之处，各有几种解读；未经解释时取默认的一种，每项决定都记明它依据了哪一种。",
    "Where the text is silent, several readings are possible. Without an interpretation the default applies, and every decision records the reading it relied on.",
  ),
  tests: bilingual("测试", "Tests"),
  cited: bilingual("记录引用次数", "Cited by the record"),
  option: bilingual("解读", "Option"),
  relied: bilingual("决定所依据次数", "Decisions relying on it"),
  byDefault: bilingual("（默认）", "(default)"),
}
