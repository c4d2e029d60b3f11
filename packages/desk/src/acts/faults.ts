/** Assigns everything that prevents an act to the form field concerned. */
import { bilingual, type Bilingual, type FormIssue, type Refusal, type Regulation } from "@shifan/core"
import { contradictionText, explain, formIssueText } from "@shifan/core/messages"
import { fieldAt, fieldLabel, headNames, partsOfLabel, type Field } from "@shifan/forms"
import { capitalized } from "@shifan/html"
import { askedOf, isEmpty } from "./field-words.js"

export interface PlacedFaults {
  /** By field path; `headFields` lists the fields outside the data. */
  readonly byField: ReadonlyMap<string, ReadonlyArray<Bilingual>>
  /** All faults in the order found, each with its field if the form has one. */
  readonly all: ReadonlyArray<PlacedFault>
}

export interface PlacedFault {
  readonly text: Bilingual
  readonly path?: string
}

/** Fields of every act outside its data. No field of a command has such a name. */
export const headFields = { officer: "@officer", on: "@on" } as const

const placed = (all: ReadonlyArray<PlacedFault>): PlacedFaults => {
  const byField = new Map<string, ReadonlyArray<Bilingual>>()
  for (const { path, text } of all) if (path !== undefined) byField.set(path, [...(byField.get(path) ?? []), text])
  return { byField, all }
}

/** Faults with a known field, at that field if the form has it. */
export const placeOnForm = (fields: ReadonlyArray<Field>, all: ReadonlyArray<PlacedFault>): PlacedFaults =>
  placed(
    all.map(({ text, path }) =>
      path !== undefined && fieldAt(fields, path) !== undefined ? { text, path } : { text },
    ),
  )

export const placeIssues = (
  fields: ReadonlyArray<Field>,
  issues: ReadonlyArray<FormIssue>,
  regulation: Regulation,
): PlacedFaults =>
  placed(issues.filter((issue) => !isReported(issue, issues)).map((issue) => placeIssue(fields, issue, regulation)))

/**
 * For a missing file, reports only that, but not each missing part of the document. A unit's code is a field of its
 * application, where it is asked for.
 */
const isReported = ({ path }: FormIssue, issues: ReadonlyArray<FormIssue>): boolean => {
  if (path === "actor.code") return issues.some((other) => other.path.endsWith(".uscc"))
  const [, owner] = /^(.*)\.(?:mediaType|size)$/.exec(path) ?? []
  return owner !== undefined && issues.some((other) => other.path === `${owner}.digest` && isMissing(other))
}

const isMissing = ({ got }: FormIssue): boolean => isEmpty(got)

const placeIssue = (fields: ReadonlyArray<Field>, issue: FormIssue, regulation: Regulation): PlacedFault => {
  const head = headPath(issue.path)
  if (head !== undefined) return { path: head.path, text: textAbout(head.label, issue) }
  const path = issue.path.replace(/^data(?:\.|$)/, "")
  const field = fieldAt(fields, path)
  if (field === undefined) return { text: formIssueText(path, { ...issue, path }) }
  if (path.endsWith(".digest") && isMissing(issue)) return { path: field.path, text: noFile(field, regulation) }
  const label = fieldLabel(field, regulation)
  const got = isMissing(issue) ? "nothing" : issue.got
  const expected = askedOf(field, issue.expected, regulation)
  return { path: field.path, text: textAbout(label, { ...issue, expected, got }) }
}

/** The sentence about a field, in each language by the field's label in it. */
const textAbout = ({ zh, en }: Bilingual, issue: FormIssue): Bilingual =>
  bilingual(
    formIssueText("", { ...issue, path: zh }).zh,
    isMissing(issue) ? `${en}: missing; expected ${issue.expected.en}` : formIssueText("", { ...issue, path: en }).en,
  )

const noFile = (field: Field, regulation: Regulation): Bilingual => {
  const { zh, en } = partsOfLabel(field, regulation)
  return bilingual(`${zh.slice(0, -1).join("·")}：未选择文件`, `${en.slice(0, -1).join(": ")}: no file was chosen`)
}

const headPath = (path: string): { readonly path: string; readonly label: Bilingual } | undefined => {
  if (path.startsWith("actor")) return { path: headFields.officer, label: headNames["actor.officer"] }
  return path === "effectiveOn" ? { path: headFields.on, label: headNames.effectiveOn } : undefined
}

/** All refusals, each with what would change it. */
export const placeRefusals = (
  fields: ReadonlyArray<Field>,
  refusals: ReadonlyArray<Refusal>,
  regulation: Regulation,
): PlacedFaults =>
  placed(
    refusals.flatMap((refusal): ReadonlyArray<PlacedFault> => {
      if (refusal.code === "InvalidParticulars")
        return refusal.issues.map((issue) => {
          const field = fieldAt(fields, issue.path)
          if (field === undefined) return { text: contradictionText(issue) }
          const { zh, en } = fieldLabel(field, regulation)
          const text = bilingual(
            contradictionText({ ...issue, path: zh }).zh,
            contradictionText({ ...issue, path: en }).en,
          )
          return { text, path: field.path }
        })
      const { sentence, remedy } = explain(refusal, regulation)
      const text = bilingual(`${sentence.zh}。${remedy.zh}`, `${capitalized(sentence.en)}. ${capitalized(remedy.en)}`)
      const path = askedAt(fields, refusal)
      return [path === undefined ? { text } : { text, path }]
    }),
  )

const askedAt = (fields: ReadonlyArray<Field>, { code }: Refusal): string | undefined =>
  (fieldsOfRefusals[code] ?? []).find((path) => path.startsWith("@") || fieldAt(fields, path)?.path !== undefined)

/** Fields that could change the outcome of each refusal, most likely first. */
const fieldsOfRefusals: { readonly [C in Refusal["code"]]?: ReadonlyArray<string> } = {
  NotCompetent: [headFields.officer],
  SameOfficer: [headFields.officer],
  EffectiveDateAhead: [headFields.on],
  EffectiveDateGoesBack: [headFields.on],
  OutsideCall: ["callYear", headFields.on],
  CertificateNumberTaken: ["certificateNumber"],
  FindingMissing: ["findings"],
  FigureMissing: ["measurements", "findings"],
  WaiverNotAllowed: ["waivers", "waiversProposed"],
  ReasonsMissing: ["reasons"],
  AnnouncementMissing: ["announcement.number"],
  HearingMissing: ["hearing.heldOn"],
  NothingFound: ["restsOn"],
  NothingToAnnul: ["revision"],
  NothingToCorrect: ["field"],
  NothingToInherit: ["predecessor"],
  DossierIncomplete: ["dossier.applicationReport.status"],
  NotLegalPerson: ["form.uscc"],
}
