/**
 * What a case can say: the names of its figures, dates and words. `evidence.ts` gives each of them from the forms, and the
 * compiler holds the two together; a criterion can ask for these names and for those its regulation declares as its own.
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

/** The numbers of a case that a condition may ask for, by name. */
export type FigureName = (typeof figureNames)[number]
/** The dates of a case that a condition may count from. */
export type DateName = (typeof dateNames)[number]
/** The words of a case that a condition may turn on: a region, a kind. */
export type WordName = (typeof wordNames)[number]

interface OwnNameBrand {
  readonly OwnName: unique symbol
}

/** The name of a figure, date or word that the annexes do not have and that a regulation declares in `own`. */
export type OwnName = string & OwnNameBrand

/**
 * Names a figure, date or word of a regulation's own. The form asks for it if the regulation's `extensions` say so; where it
 * is not given, an official finds in its place. `faultsOfRegulation` reports it where the regulation does not declare it.
 *
 * @example
 * atLeast("art_5__para_1#publicWelfare", figure(own("publicWelfareShare")), 2000, "basisPoints")
 */
export const own = (name: string): OwnName => name as OwnName
