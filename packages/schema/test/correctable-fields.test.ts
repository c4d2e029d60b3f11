/** Every field of every event of a unit is correctable, or excluded for a reason stated here. */
import { aggregates } from "@shifan/core/registry"
import { describe, expect, it } from "vitest"
import { schemaNamed } from "../src/index.js"

interface Schema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly anyOf?: ReadonlyArray<Schema>
  readonly oneOf?: ReadonlyArray<Schema>
  readonly properties?: Readonly<Record<string, Schema>>
  readonly const?: unknown
  readonly enum?: ReadonlyArray<unknown>
}

/** The schema of an event's data, and what its references lead to. */
const schemaOf = (type: string) => {
  const root = schemaNamed(type) as Schema | undefined
  if (root === undefined) throw new RangeError(`no schema of ${type}`)
  const resolved = ({ $ref, ...schema }: Schema): Schema =>
    $ref === undefined ? schema : resolved(root.$defs?.[$ref.replace("#/$defs/", "")] ?? {})
  return { root, resolved }
}

/** The fields that a correction may name. */
const correctableFields = (): ReadonlyArray<string> => {
  const { root, resolved } = schemaOf("RecordCorrected")
  const { anyOf, oneOf } = resolved(root)
  return (anyOf ?? oneOf ?? []).flatMap((one) => {
    const field = resolved(resolved(one).properties?.["field"] ?? {})
    return [field.const, ...(field.enum ?? [])].filter((name) => typeof name === "string")
  })
}

/** Paths of the values in an event's data; a document is one value. */
const pathsIn = (type: string): ReadonlyArray<string> => {
  const { root, resolved } = schemaOf(type)
  const walk = (schema: Schema, path: string): ReadonlyArray<string> => {
    const { anyOf, oneOf, properties } = resolved(schema)
    const alternatives = anyOf ?? oneOf
    if (alternatives !== undefined) return alternatives.flatMap((one) => walk(one, path))
    if (properties === undefined || "digest" in properties) return [path]
    return Object.entries(properties).flatMap(([key, value]) => walk(value, `${path}.${key}`))
  }
  return [...new Set(walk(root, type))]
}

/** Reasons why a field cannot be corrected, with the beginnings of its paths. */
const excluded: Readonly<Record<string, ReadonlyArray<string>>> = {
  "figures and materials are supplemented": ["Applied", "ApplicationSupplemented", "ReviewFiled", "ReviewSupplemented"],
  "an assessment and what it rests on are annulled with the decision": [
    "Recommended",
    "ReviewAssessed",
    ...["appraisal.members", "appraisal.opinion", "findings", "waivers", "assessment", "validUntil"].map(
      (part) => `Certified.${part}`,
    ),
    ...["appraisal.members", "appraisal.opinion", "findings", "reasons", "assessment"].map(
      (part) => `CertificationDeclined.${part}`,
    ),
    "Reviewed",
    "RecommendationDeclined",
    ...["regular", "findings", "falsificationFound", "evidence"].map((part) => `SpotChecked.${part}`),
    "StepTaken.outcome",
    "StepTaken.step",
    "RectificationOrdered.reasons",
    ...["restsOn", "reasons", "ground", "word", "textualGap"].map((part) => `Revoked.${part}`),
    ...["revision", "ground", "effect", "reasons", "decision"].map((part) => `DecisionAnnulled.${part}`),
  ],
  "a notice is published anew": ["NoticePublished.opensOn", "NoticePublished.closesOn"],
  "a request is made anew": ["SupplementRequested"],
  "the unit's own reason": ["Withdrawn", "TitleSurrendered"],
  "particulars are changed anew": ["ParticularsChanged.after", "ParticularsChanged.before"],
  "an import with another county or area is annulled and made anew": [
    "TitleImported.countyOrDistrict",
    "TitleImported.serviceArea",
  ],
  "the record of what was done with personal data": ["PersonalDataErased", "PersonalDataOpened"],
  "another correction reverses it": ["RecordCorrected"],
  "a succession recorded by mistake is annulled": ["TitleSucceeded.successor", "TitleSucceeded.cause"],
  "the facts of the title taken over, which its own stream corrects": [
    "TitleInherited.predecessor",
    "TitleInherited.countyOrDistrict",
    "TitleInherited.title",
  ],
}

const isWithin = (path: string, beginning: string): boolean => path === beginning || path.startsWith(`${beginning}.`)

describe("the table of correctable fields", () => {
  const correctable: ReadonlySet<string> = new Set(correctableFields())
  const paths = aggregates.designation.eventTypes.flatMap(pathsIn)

  it("names only fields that events have", () => {
    expect(correctable.size).toBeGreaterThan(40)
    expect([...correctable].filter((field) => !paths.includes(field))).toEqual([])
  })

  it("lacks only fields that are excluded for one reason", () => {
    const reasonsFor = (path: string): ReadonlyArray<string> =>
      Object.entries(excluded).flatMap(([reason, beginnings]) =>
        beginnings.some((beginning) => isWithin(path, beginning)) ? [reason] : [],
      )
    const undecided = paths.filter((path) => !correctable.has(path) && reasonsFor(path).length !== 1)
    expect(undecided).toEqual([])
    const needless = Object.values(excluded)
      .flat()
      .filter((beginning) => !paths.some((path) => isWithin(path, beginning) && !correctable.has(path)))
    expect(needless).toEqual([])
  })
})
