/**
 * Names of the figures, dates and words of a case. `evidence.ts` derives each of them from the forms, which the compiler
 * checks. A criterion may use these names, and names that its regulation declares as its own.
 */

const served = [
  "served.y0.enterprises",
  "served.y1.enterprises",
  "served.y2.enterprises",
  "served.y0.visits",
  "served.y1.visits",
  "served.y2.visits",
  "served.trailing.enterprises",
  "served.trailing.visits",
] as const

export const figureNames = [
  "staff",
  "diplomaOnly",
  "titleOnly",
  "diplomaAndTitle",
  "totalAssets",
  ...served,
  "yearEnd.staff",
  "yearEnd.diplomaOnly",
  "yearEnd.titleOnly",
  "yearEnd.diplomaAndTitle",
  "yearEnd.totalAssets",
  "satisfaction.self",
  "satisfaction.county",
] as const

export const dateNames = ["operationStart", "registeredOn"] as const

export const wordNames = ["unitNature", "serviceArea", "countyOrDistrict", "platformKind", "grade"] as const

/** Names of the figures that a condition may use. */
export type FigureName = (typeof figureNames)[number]
/** Names of the dates that a condition may count from. */
export type DateName = (typeof dateNames)[number]
/** Names of the words that a condition may depend on, such as a region or a kind. */
export type WordName = (typeof wordNames)[number]

interface OwnNameBrand {
  readonly OwnName: unique symbol
}

/** Name of a figure, date or word that is not in the annexes but declared by a regulation in `own`. */
export type OwnName = string & OwnNameBrand

/**
 * Names a regulation's own figure, date or word. The form asks for it if `extensions` of the regulation says so; if no value
 * is given, an official makes a finding instead. `faultsOfRegulation` reports a name that the regulation does not declare.
 *
 * @example
 * atLeast("art_5__para_1#publicWelfare", figure(own("publicWelfareShare")), 2000, "basisPoints")
 */
export const own = (name: string): OwnName => name as OwnName
