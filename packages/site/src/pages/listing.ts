/** Lists of units, split into pages to keep each small: the whole list, and those of a county, service, kind or state. */
import { bilingual, type Bilingual, type Language, type Regulation } from "@shifan/core"
import { asHead, divisionName, textWords } from "@shifan/core/messages"
import { badge, dateInTable, html, table, tableRow, type Column, type Content, type Markup } from "@shifan/html"
import type { RosterEntry } from "@shifan/roster"
import type { UnitRecord } from "../record/public-record.js"
import { titleStatusNames, titleStatusShapes } from "../record/title-status.js"
import { inChinese, languages, pageFile, type File, type Section, type Site } from "./site-page.js"
import { servicesText } from "./service-names.js"

export interface Listing {
  /** Name of the first page, without extension; the second is `name-2.html`. */
  readonly name: string
  readonly title: Bilingual
  readonly section: Section
  readonly columns: ReadonlyArray<BilingualColumn>
  readonly rows: ReadonlyArray<RowIn>
  /** Said instead of a table without rows. */
  readonly none?: Bilingual
  /** Content before the table of the first page. */
  readonly lead: (language: Language) => Content
  readonly after?: (language: Language) => Content
  /** Scripts of the first page only. */
  readonly scripts?: (language: Language) => ReadonlyArray<string>
}

interface BilingualColumn extends Omit<Column, "head"> {
  readonly head: Bilingual
}

/** A row in both languages. */
export type RowIn = { readonly [L in Language]: Markup }

/** Limit for the rows of a page, in bytes of UTF-8. With everything around them a page stays below 100 kB. */
const mostBytes = 75_000
const mostRows = 150

const utf8 = new TextEncoder()

/** Splits where the larger language is full, so both have the same pages. Appending rows leaves earlier pages unchanged. */
export const pagesOf = (rows: ReadonlyArray<RowIn>): ReadonlyArray<ReadonlyArray<RowIn>> => {
  const pages: Array<Array<RowIn>> = [[]]
  let bytes = 0
  for (const row of rows) {
    const size = Math.max(...languages.map((language) => utf8.encode(row[language].toString()).length))
    const page = pages.at(-1) ?? []
    if (page.length > 0 && (page.length === mostRows || bytes + size > mostBytes)) {
      pages.push([row])
      bytes = size
    } else {
      page.push(row)
      bytes += size
    }
  }
  return pages
}

const pagePath = (name: string, index: number): string => (index === 0 ? `${name}.html` : `${name}-${index + 1}.html`)

export const listingFiles = (site: Site, listing: Listing): ReadonlyArray<File> => {
  const pages = pagesOf(listing.rows)
  return languages.flatMap((language) =>
    pages.map((rows, index) => {
      const path = pagePath(listing.name, index)
      const first = index === 0
      return pageFile(site, language, {
        path,
        title: first ? listing.title[language] : `${listing.title[language]} ${ordinal(index)[language]}`,
        section: listing.section,
        ...(first && listing.scripts !== undefined ? { scripts: listing.scripts(language) } : {}),
        body: html`${first && listing.lead(language)}
${rows.length === 0 ? html`<p>${(listing.none ?? texts.none)[language]}</p>` : listTable(listing, language, rows)}
${pages.length > 1 && pageLinks(listing.name, index, pages.length, language)}${first && listing.after?.(language)}`,
      })
    }),
  )
}

/** The columns with the labels that a narrow screen repeats before each cell. */
const labelled = (columns: ReadonlyArray<BilingualColumn>, language: Language): ReadonlyArray<Omit<Column, "head">> =>
  columns.map(({ head, ...column }) => ({ ...column, label: head[language] }))

const listTable = ({ columns, title }: Listing, language: Language, rows: ReadonlyArray<RowIn>): Markup =>
  table({
    id: "list",
    label: title[language],
    columns: columns.map((column) => ({ ...column, head: column.head[language] })),
    rows: rows.map((row) => row[language]),
  })

const pageLinks = (name: string, current: number, count: number, language: Language): Markup => {
  const links = Array.from({ length: count }, (_, index) => {
    const isCurrent = index === current && html` aria-current="page"`
    return html`<li><a href="${pagePath(name, index)}"${isCurrent}>${index + 1}</a></li>\n`
  })
  return html`<nav class="pages" aria-label="${texts.pages[language]}"><ul>\n${links}</ul></nav>\n`
}

const ordinal = (index: number): Bilingual => bilingual(`（第${index + 1}页）`, `(page ${index + 1})`)

const texts = {
  none: bilingual("没有符合的平台。", "There are none."),
  pages: bilingual("分页", "Pages"),
} satisfies { readonly [name: string]: Bilingual }

const divisionColumn = (regulation: Regulation): BilingualColumn => ({
  head: asHead(textWords(regulation).division),
  kind: "short",
})

export const unitColumns = (regulation: Regulation): ReadonlyArray<BilingualColumn> => [
  { head: bilingual("平台名称", "Platform") },
  { head: bilingual("运营单位", "Operating unit") },
  divisionColumn(regulation),
  { head: bilingual("类型与服务", "Kind and services") },
  { head: bilingual("状态", "State") },
  { head: bilingual("认定日期", "Certified"), kind: "fixed" },
]

export const unitRow = (site: Site, unit: UnitRecord): RowIn => {
  const { territory } = site.regulation
  const { uscc, title, status } = unit
  const row = (language: Language): Markup =>
    tableRow(labelled(unitColumns(site.regulation), language), [
      html`<a href="units/${uscc}.html">${inChinese(title.platformName, language)}</a>`,
      inChinese(title.operatingUnitName, language),
      inChinese(divisionName(territory, title.countyOrDistrict), language),
      servicesText(unit, language),
      badge(titleStatusShapes[status], titleStatusNames[status][language]),
      dateInTable(title.certifiedOn),
    ])
  return { zh: row("zh"), en: row("en") }
}

export const publishedColumns = (regulation: Regulation): ReadonlyArray<BilingualColumn> => [
  { head: bilingual("平台名称", "Platform") },
  { head: bilingual("运营单位", "Operating unit") },
  divisionColumn(regulation),
  { head: bilingual("证书编号", "Certificate"), kind: "fixed" },
  { head: bilingual("认定日期", "Certified"), kind: "fixed" },
  { head: bilingual("最近确认", "Confirmed"), kind: "fixed" },
]

/** A row as of the day of that list, with the names of that time. */
export const publishedRow = (site: Site, entry: RosterEntry): RowIn => {
  const { territory } = site.regulation
  const row = (language: Language): Markup =>
    tableRow(labelled(publishedColumns(site.regulation), language), [
      html`<a href="units/${entry.uscc}.html">${inChinese(entry.platformName, language)}</a>`,
      inChinese(entry.operatingUnitName, language),
      inChinese(divisionName(territory, entry.countyOrDistrict), language),
      inChinese(entry.certificateNumber ?? "", language),
      dateInTable(entry.certifiedOn),
      entry.lastConfirmedOn && dateInTable(entry.lastConfirmedOn),
    ])
  return { zh: row("zh"), en: row("en") }
}
