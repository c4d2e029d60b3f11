/** Every published list as it was published: its canonical JSON, byte for byte, and a page. */
import { bilingual, type Bilingual, type CivilDate, type Language } from "@shifan/core"
import { datesInChinese } from "@shifan/core/messages"
import { dateInTable, dateInText, definitionList, html, notice, table, type Content, type Markup } from "@shifan/html"
import { canonicalList, csv, rosterDigest, rosterRows } from "@shifan/roster"
import type { PublishedList } from "../record/public-record.js"
import { listingFiles, publishedColumns, publishedRow } from "./listing.js"
import { inChinese, languages, linkTo, pageFile, pathIn, textFile, type File, type Site } from "./site-page.js"

export const publishedFiles = (site: Site): ReadonlyArray<File> => [
  ...languages.map((language) =>
    pageFile(site, language, {
      path: "published.html",
      title: texts.title[language],
      section: "published",
      body: html`<p>${texts.lead[language]}</p>\n${publicationTable(site, language)}`,
    }),
  ),
  ...site.record.published.flatMap((published) => filesOf(site, published)),
]

/** Uses the file names under which the bureau publishes them. */
const fileName = ({ event }: PublishedList, ending: string): string =>
  `published/${event.revision}/roster-${event.data.asOf}.${ending}`

const filesOf = (site: Site, published: PublishedList): ReadonlyArray<File> => {
  const { event, list } = published
  const { data, revision } = event
  const rows = rosterRows("zh", site.regulation, list)
  return [
    [fileName(published, "json"), canonicalList(list)],
    textFile(fileName(published, "csv"), csv(rows)),
    ...listingFiles(site, {
      name: `published-${revision}`,
      title: texts.titleOf(data.asOf),
      section: "published",
      columns: publishedColumns(site.regulation),
      rows: list.map((entry) => publishedRow(site, entry)),
      lead: (language) => facts(published, language),
    }),
  ]
}

const facts = (published: PublishedList, language: Language): Markup => {
  const { event, list } = published
  const { data } = event
  const isSame = rosterDigest(list).digest === data.digest
  return html`${!isSame && notice("bad", texts.other[language])}
${definitionList([
  [texts.publishedOn[language], dateInText(event.effectiveOn, language)],
  [texts.medium[language], inChinese(data.medium, language)],
  [texts.rows[language], data.rows],
  [texts.position[language], texts.leaves(data.logSize)[language]],
  [texts.digest[language], html`<code>${data.digest}</code>`],
  [texts.files[language], fileLinks(published, language)],
])}`
}

const fileLinks = (published: PublishedList, language: Language): Content =>
  ["json", "csv"].map((ending) => {
    const href = linkTo(pathIn(language, "published.html"), fileName(published, ending))
    return html`<a href="${href}" download>.${ending}</a>　`
  })

const publicationTable = ({ record }: Site, language: Language): Markup =>
  record.published.length === 0
    ? html`<p>${texts.none[language]}</p>`
    : table({
        label: texts.title[language],
        columns: [
          { head: texts.list[language] },
          { head: texts.publishedOn[language], kind: "fixed" },
          { head: texts.rows[language], kind: "number" },
          { head: texts.digest[language] },
          { head: texts.files[language] },
        ],
        rows: record.published.toReversed().map((published) => {
          const { revision, effectiveOn, data } = published.event
          return [
            html`<a href="published-${revision}.html">${texts.titleOf(data.asOf)[language]}</a>`,
            dateInTable(effectiveOn),
            data.rows,
            html`<code>${data.digest}</code>`,
            fileLinks(published, language),
          ]
        }),
      })

const texts = {
  title: bilingual("历次公布", "Published lists"),
  lead: bilingual(
    "每次公布的名单原样保存，.json文件与当时公布的逐字节相同。",
    "Every list stays as it was published; its .json file is identical byte for byte.",
  ),
  none: bilingual("尚未公布过名单。", "No list was published yet."),
  titleOf: (asOf: CivilDate): Bilingual => bilingual(`截至${datesInChinese(asOf)}的名单`, `The list as of ${asOf}`),
  list: bilingual("名单", "List"),
  publishedOn: bilingual("公布日期", "Published on"),
  medium: bilingual("公布处", "Where"),
  rows: bilingual("家数", "Platforms"),
  position: bilingual("登记记录", "Record"),
  leaves: (size: number): Bilingual => bilingual(`前${size}条`, `the first ${size} entries of the log`),
  digest: bilingual("名单摘要", "Digest"),
  files: bilingual("文件", "Files"),
  other: bilingual(
    "由记录计算所得的名单与公布时登记的摘要不同",
    "The list computed from the record does not match the recorded digest",
  ),
}
