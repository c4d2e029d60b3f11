/** The materials and fields that a regulation requires. */
import type { CommandOf, Dossier, Readings } from "@shifan/core"
import type { StatedText } from "./text.statement.js"

/** Art. 8: materials that are required, or that may be declared not applicable. */
export const againstMaterials = (
  { materials }: StatedText,
  dossier: Dossier,
  readings: Readings,
): ReadonlyArray<string> => {
  const { own = {}, ...ofTheList } = dossier
  const handedIn: { readonly [item: string]: Dossier["applicationReport"] | undefined } = { ...own, ...ofTheList }
  const lacking = Object.entries(materials).some(([item, asked]) => {
    const status = handedIn[item]?.status ?? "missing"
    const saidToBeNone =
      status === "declaredNone" && asked === "mayBeNone" && readings["materials.none"] === "declareNone"
    return status !== "provided" && !saidToBeNone
  })
  return lacking ? ["DossierIncomplete"] : []
}

/** Required fields of the regulation's own form, and the grade applied for. */
export const againstForm = (
  { compulsory, grades }: StatedText,
  { extensions = {}, grade }: CommandOf<"Apply">["data"]["form"],
): ReadonlyArray<string> => {
  const filledIn = Object.entries(extensions).flatMap(([kind, fields]) =>
    Object.keys(fields).map((name) => `${kind}.${name}`),
  )
  const hasGrade = grades.length === 0 ? grade === undefined : grade !== undefined && grades.includes(grade)
  return [
    ...compulsory.flatMap((path) => (filledIn.includes(path) ? [] : [`InvalidParticulars form.extensions.${path}`])),
    ...(hasGrade ? [] : ["InvalidParticulars form.grade"]),
  ]
}
