/** Reads a filled-in form as the data of its command, and reports every doubtful field with its place. */
import { bilingual, type RegulationDraft } from "@shifan/core"
import * as E from "fp-ts/lib/Either.js"
import { blanksIn, type Sheet } from "../sheet/sheet.js"
import {
  actIn,
  actName,
  acts,
  paperFormOf,
  codecOfAct,
  fullestBlankSheetOf,
  fullestSheetOf,
  sheetOf,
} from "../sheet/sheets.js"
import { jsonOf } from "../value/values.js"
import { tagOf } from "../write/tag.js"
import { cleaned, patternOf } from "./cell-pattern.js"
import { docxGrid } from "./docx-grid.js"
import { cut, hiddenText, strayDoubt, unfinishedText, type Doubt } from "./doubt.js"
import type { FormFault } from "./form-fault.js"
import type { Grid, ReadCell, Tagged } from "./grid.js"
import { isOnlyWords, matchRows, type Finding } from "./match-rows.js"
import { formLimits, openPackage } from "./package-parts.js"
import { placedIssues, type PlacedIssue } from "./placed-issue.js"
import { templateOf, type TemplateRow } from "./template.js"
import { xlsxGrid } from "./xlsx-grid.js"

/** A parsed form. Pass `data` to the command's codec only if there are no faults and no doubts. */
export interface FormRead {
  readonly act: string
  /** JSON for the command's codec; values that were not understood are included as written. */
  readonly data: unknown
  /** Values that the command does not accept, and missing ones. */
  readonly faults: ReadonlyArray<PlacedIssue>
  /** Values whose meaning is unclear. */
  readonly doubts: ReadonlyArray<Doubt>
}

/** `regulation`: the text whose sheet was used. `expected`: the act it is submitted for; other forms are refused. */
export const readForm = async (
  bytes: Uint8Array,
  regulation: RegulationDraft,
  expected?: string,
): Promise<E.Either<FormFault, FormRead>> => {
  const parts = await openPackage(bytes, formLimits.form)
  if (E.isLeft(parts)) return parts
  const grid = parts.right.format === "docx" ? await docxGrid(parts.right) : await xlsxGrid(parts.right)
  if (E.isLeft(grid)) return grid
  if (grid.right.rows.reduce((sum, { cells }) => sum + cells.length, 0) > formLimits.cells)
    return E.left({ _tag: "TooManyCells", limit: formLimits.cells })
  const act = actOf(grid.right, expected, regulation)
  return E.isLeft(act) ? act : E.right(readGrid(grid.right, act.right, regulation))
}

/** If two acts share an annex, either is accepted: the county fills in its part of the form that the unit filed. */
const actOf = (grid: Grid, expected: string | undefined, regulation: RegulationDraft): E.Either<FormFault, string> => {
  const named = grid.rows.flatMap(({ cells }) => cells.flatMap(({ text }) => actIn(text) ?? []))[0]
  const found = named ?? likeliestAct(grid, regulation)
  if (found === undefined) return E.left({ _tag: "NoForm" })
  if (expected === undefined || expected === found) return E.right(found)
  const form = paperFormOf(found)
  return form !== undefined && form === paperFormOf(expected)
    ? E.right(expected)
    : E.left({ _tag: "OtherForm", found: actName(found), expected: actName(expected) })
}

/** For a form that has lost the line that states its purpose. */
const likeliestAct = (grid: Grid, regulation: RegulationDraft): string | undefined => {
  const scored = acts.map((act) => {
    const template = templateOf(sheetOf(act, new Map(), regulation))
    const known = template.filter(({ literals, item }) => literals > 0 && item === undefined).length
    return { act, share: matchRows(template, grid).found / known, known }
  })
  const [best] = scored.toSorted((a, b) => b.share - a.share || b.known - a.known)
  return best !== undefined && best.share >= leastShare ? best.act : undefined
}

const leastShare = 0.6

const readGrid = (grid: Grid, act: string, regulation: RegulationDraft): FormRead => {
  const codec = codecOfAct(act, regulation)
  const { sheet, template, matched } = bestMatch(grid, [
    fullestSheetOf(act, regulation),
    fullestBlankSheetOf(act, regulation),
  ])
  const byLabel = new Map(matched.findings.map((finding) => [finding.blank.key, finding]))
  const byTag = new Map(
    taggedFindings(template, grid)
      .filter(({ blank }) => ![...matched.lists].some((list) => blank.key.startsWith(`${list}.`)))
      .map((finding) => [finding.blank.key, finding]),
  )
  const strays = matched.strays.filter((cell) => !isAccounted(cell, [...byTag.values()], template))
  const doubts: Array<Doubt> = [...grid.doubts, ...strays.map(({ text, place }) => strayDoubt(text, place))]
  const chosen = new Map<string, Finding>()
  for (const key of new Set([...byLabel.keys(), ...byTag.keys()])) {
    const found = chooseBetween(byLabel.get(key), byTag.get(key))
    if (found === undefined) continue
    chosen.set(key, found.finding)
    if (found.doubt !== undefined) doubts.push(found.doubt)
    const { blank, text, place } = found.finding
    if (text !== "" && grid.hidden.has(place.zh)) doubts.push(hiddenText(blank.label, text, place))
    if (isUnfinished.test(text)) doubts.push(unfinishedText(blank.label, text, place))
  }
  const values = new Map([...chosen].map(([key, { text }]) => [key, text]))
  const data = jsonOf(codec, values, regulation)
  return { act, data, faults: placedIssues(data, { codec, sheet, chosen, regulation }), doubts }
}

/** The sheet with the most rows in the file: it was handed out blank, or filled in by a program. */
const bestMatch = (grid: Grid, sheets: ReadonlyArray<Sheet>) => {
  const tried = sheets.map((sheet) => {
    const template = templateOf(sheet)
    return { sheet, template, matched: matchRows(template, grid) }
  })
  return tried.reduce((best, one) => (one.matched.found > best.matched.found ? one : best))
}

/** Whether a text has nothing besides words of the form and values that were found in it by their tags. */
const isAccounted = (
  { text, place }: ReadCell,
  tagged: ReadonlyArray<Finding>,
  template: ReadonlyArray<TemplateRow>,
): boolean => {
  const here = tagged.filter((finding) => finding.place.zh === place.zh)
  const rest = here.reduce((left, finding) => left.replace(finding.text, ""), text)
  return rest.trim() === "" || isOnlyWords(template, rest)
}

/** A merge field such as «名称», or the sign for an unknown symbol. */
const isUnfinished = /^«[^»]*»$|\uFFFD/

/** A tag that occurs twice was copied with its row, so it identifies nothing. */
const taggedFindings = (template: ReadonlyArray<TemplateRow>, grid: Grid): ReadonlyArray<Finding> => {
  const only = (key: string): Tagged | undefined => {
    const tagged = grid.tags.get(tagOf(key))
    return tagged?.length === 1 ? tagged[0] : undefined
  }
  return template.flatMap(({ cells }) =>
    cells.flatMap(({ cell }): ReadonlyArray<Finding> => {
      const blanks = blanksIn(cell.content).filter(({ inert }) => inert !== true)
      const first = blanks[0] === undefined ? undefined : only(blanks[0].key)
      if (first?.isCell === true) {
        const texts = patternOf(cell.content).read(first.text) ?? []
        return texts.length === blanksIn(cell.content).length
          ? blanks.map((blank) => ({
              blank,
              text: texts[blanksIn(cell.content).indexOf(blank)] ?? "",
              place: first.place,
            }))
          : []
      }
      return blanks.flatMap((blank) => {
        const tagged = only(blank.key)
        return tagged === undefined ? [] : [{ blank, text: cleaned(blank, tagged.text), place: tagged.place }]
      })
    }),
  )
}

interface Choice {
  readonly finding: Finding
  readonly doubt?: Doubt
}

/** The label next to a value wins, because readers see it; the tag is used if the label is missing or its value empty. */
const chooseBetween = (label: Finding | undefined, tag: Finding | undefined): Choice | undefined => {
  const finding = label === undefined || (label.text === "" && tag !== undefined && tag.text !== "") ? tag : label
  if (finding === undefined) return undefined
  const isSame = label === undefined || tag === undefined || label.text === "" || tag.text === ""
  return isSame || bare(label.text) === bare(tag.text) ? { finding } : { finding, doubt: conflict(label, tag) }
}

const bare = (text: string): string => text.replace(/\s/g, "")

const conflict = ({ blank, text, place }: Finding, tag: Finding): Doubt => ({
  label: blank.label,
  places: [place, tag.place],
  sentence: bilingual(
    `“${blank.label}”有两处：${place.zh}为“${cut(text)}”，${tag.place.zh}为“${cut(tag.text)}”，请只留一处`,
    `“${blank.label}” occurs twice: “${cut(text)}” in ${place.en}, “${cut(tag.text)}” in ${tag.place.en}; leave one`,
  ),
})
