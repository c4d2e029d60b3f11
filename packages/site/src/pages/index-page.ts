/** The start page: the number of titles in force and the date, the list with its search, and links to its parts. */
import { bilingual, type Bilingual, type Language } from "@shifan/core"
import { platformKinds, serviceCategories } from "@shifan/core/forms"
import { asHead, platformKindNames, serviceCategoryNames, textWords } from "@shifan/core/messages"
import { dateInText, definitionList, html, type Content, type Markup } from "@shifan/html"
import { rosterDigest } from "@shifan/roster"
import type { UnitRecord } from "../record/public-record.js"
import { isOnList, titleStatuses, titleStatusNames } from "../record/title-status.js"
import { listingFiles, unitColumns, unitRow, type Listing, type RowIn } from "./listing.js"
import { inChinese, languages, linkTo, pathIn, textFile, type File, type Site } from "./site-page.js"

/** A way of dividing the list, with its parts. */
interface Facet {
  /** Name of the parameter in the query string, and of the pages of the parts. */
  readonly name: "county" | "service" | "kind" | "state"
  readonly title: Bilingual
  readonly parts: ReadonlyArray<FacetPart>
}

interface FacetPart {
  readonly value: string
  readonly name: Bilingual
  readonly units: ReadonlyArray<UnitRecord>
}

export const listFiles = (site: Site): ReadonlyArray<File> => {
  const { units } = site.record
  const rows = new Map(units.map((unit) => [unit, unitRow(site, unit)]))
  const rowsOf = (some: ReadonlyArray<UnitRecord>): ReadonlyArray<RowIn> => some.flatMap((unit) => rows.get(unit) ?? [])
  const facets = facetsOf(site)
  const inForce = units.filter(({ status }) => isOnList(status))
  const index: Listing = {
    name: "index",
    title: titleOf(site),
    section: "list",
    columns: unitColumns(site.regulation),
    rows: rowsOf(inForce),
    none: texts.noneInForce,
    lead: (language) => html`${headline(site, language)}${provenance(site, language)}${filterForm(facets, language)}`,
    after: (language) => facetLinks(facets, language),
    scripts: (language) => [linkTo(pathIn(language, "index.html"), "filters.js")],
  }
  const parts = facets.flatMap(({ name, title, parts: all }) =>
    all.map((part): Listing => ({
      name: `${name}-${part.value}`,
      title: bilingual(`${title.zh}：${part.name.zh}`, `${title.en}: ${part.name.en}`),
      section: "list",
      columns: unitColumns(site.regulation),
      rows: rowsOf(part.units),
      lead: (language) => html`<p>${countText(part.units.length)[language]}</p>\n`,
    })),
  )
  return [
    ...[index, ...parts].flatMap((listing) => listingFiles(site, listing)),
    ...languages.map((language) => textFile(pathIn(language, "rows.js"), searchRows(site, rows, language))),
  ]
}

const titleOf = ({ regulation }: Site): Bilingual => {
  const { zh, en } = textWords(regulation).platform
  return bilingual(`${zh}名单`, `The list of ${en}s`)
}

const countText = (count: number): Bilingual => bilingual(`共${count}家。`, `${count} in all.`)

const part = (value: string, name: Bilingual, units: ReadonlyArray<UnitRecord>): FacetPart => ({ value, name, units })

/** By county, service and kind: titles in force. By state: everything that ever held a title. */
const facetsOf = ({ record, regulation }: Site): ReadonlyArray<Facet> => {
  const inForce = record.units.filter(({ status }) => isOnList(status))
  return [
    {
      name: "county",
      title: asHead(textWords(regulation).division),
      parts: regulation.territory.counties.map(({ code, name }) =>
        part(
          code,
          bilingual(name, name),
          inForce.filter(({ title }) => title.countyOrDistrict === code),
        ),
      ),
    },
    {
      name: "service",
      title: bilingual("服务类别", "Service"),
      parts: serviceCategories.map((service) =>
        part(
          service,
          serviceCategoryNames[service],
          inForce.filter(({ services }) => services.includes(service)),
        ),
      ),
    },
    {
      name: "kind",
      title: bilingual("平台类型", "Kind"),
      parts: platformKinds.map((kind) =>
        part(
          kind,
          platformKindNames[kind],
          inForce.filter(({ title }) => title.platformKind === kind),
        ),
      ),
    },
    {
      name: "state",
      title: bilingual("状态", "State"),
      parts: titleStatuses.map((state) =>
        part(
          state,
          titleStatusNames[state],
          record.units.filter(({ status }) => status === state),
        ),
      ),
    },
  ]
}

const headline = ({ record }: Site, language: Language): Markup => {
  const count = html`<strong>${record.list.length}</strong>`
  const day = dateInText(record.asOf, language)
  return language === "zh"
    ? html`<p class="lead">截至${day}，有效称号${count}家。</p>\n`
    : html`<p class="lead">As of ${day}, ${count} titles are in force.</p>\n`
}

/** Hidden until the script that handles it has loaded. */
const filterForm = (
  facets: ReadonlyArray<Facet>,
  language: Language,
): Markup => html`<form class="filters" role="search" action="index.html" method="get" hidden data-rows="rows.js" data-count="${texts.matches[language]}">
<label><span>${texts.search[language]}</span><input type="search" name="q" size="28" autocomplete="off" placeholder="${texts.searchHint[language]}"></label>
${facets.map((facet) => facetSelect(facet, language))}<button type="reset">${texts.reset[language]}</button>
</form>
<p id="matches" role="status"></p>
`

const facetSelect = ({ name, title, parts }: Facet, language: Language): Markup => {
  const first = name === "state" ? texts.onList[language] : texts.all[language]
  const options = parts.map(({ value, name: text }) => html`<option value="${value}">${text[language]}</option>`)
  const every = name === "state" && html`<option value="all">${texts.all[language]}</option>`
  return html`<label><span>${title[language]}</span><select name="${name}"><option value="">${first}</option>${every}${options}</select></label>\n`
}

/** Ways to divide the list that have something in a part; nothing before the first title. */
const facetLinks = (facets: ReadonlyArray<Facet>, language: Language): Content => {
  const filled = facets.filter(({ parts }) => parts.some(({ units }) => units.length > 0))
  return (
    filled.length > 0 &&
    html`<section class="facets screen">
<h2>${texts.parts[language]}</h2>
${definitionList(filled.map(({ name, title, parts }) => [title[language], partLinks(name, parts, language)]))}</section>
`
  )
}

const partLinks = (name: Facet["name"], parts: ReadonlyArray<FacetPart>, language: Language): Content =>
  parts
    .filter(({ units }) => units.length > 0)
    .map(
      ({ value, name: text, units }) =>
        html`<span class="fixed"><a href="${name}-${value}.html">${inChinese(text[language], language)}</a> ${units.length}</span>　`,
    )

/** What the list is computed from, and the list as files. */
const provenance = ({ record }: Site, language: Language): Markup => {
  const { digest } = rosterDigest(record.list)
  const json = linkTo(pathIn(language, "index.html"), "list.json")
  return html`<p class="hint">${texts.position(record.logSize)[language]} <code>${digest}</code></p>
<p class="screen">${texts.downloads[language]}<a href="list.xlsx" download>.xlsx</a>　<a href="list.csv" download>.csv</a>　<a href="${json}" download>.json</a></p>
`
}

/** Search text, filter values and rendered row of each entry, as a script, because pages opened from a file cannot fetch. */
const searchRows = (site: Site, rows: ReadonlyMap<UnitRecord, RowIn>, language: Language): string => {
  const entries = [...rows].map(([{ uscc, title, services, status }, row]) => [
    [title.platformName, title.operatingUnitName, uscc, title.certificateNumber ?? ""]
      .join("\n")
      .normalize("NFKC")
      .toLowerCase(),
    title.countyOrDistrict,
    services,
    title.platformKind ?? "",
    status,
    isOnList(status),
    row[language].toString(),
  ])
  return `shifanRows(${JSON.stringify(entries)})\n`
}

const texts = {
  noneInForce: bilingual("目前没有有效的称号。", "No title is in force."),
  search: bilingual("查找", "Search"),
  searchHint: bilingual("名称、代码或证书编号", "name, code or certificate"),
  matches: bilingual("符合条件的平台：#家", "platforms that match: #"),
  reset: bilingual("清除", "Clear"),
  all: bilingual("全部", "all"),
  onList: bilingual("在名单上", "on the list"),
  parts: bilingual("分类查看", "Parts of the list"),
  position: (size: number): Bilingual =>
    bilingual(
      `依据登记记录前${size}条；名单（.json）的摘要：`,
      `From the first ${size} entries of the record. Digest of the list (.json): `,
    ),
  downloads: bilingual("下载名单：", "Download the list: "),
}
