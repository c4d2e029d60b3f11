/** `form draft`: writes letters and notices of an office as a .docx to be finished there. */
import { textOfActIn, textOfCall, unitNames, type CallCase, type CallStage } from "@shifan/casework"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, evolve, initialState, type Regulation } from "@shifan/core"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import { draftSheet, writeForm, type Draft } from "@shifan/forms"
import { say, type CommandContext } from "../command-context.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { historyOf, parseUscc, parseView, replayStore, type DatedView } from "../store/queries.js"
import { inSession, type Session } from "../store/session.js"
import { writingNew, type WriteOptions } from "../writing.js"
import { draftCase, lastDecision, lastMaterials } from "./draft-facts.js"

export interface DraftOptions extends WriteOptions {
  readonly year?: string
  readonly county?: string
  readonly unit?: string
  readonly out?: string
}

interface Drafted {
  readonly draft: Draft
  /** In whose words it is: the text that the acts were decided under. */
  readonly text: Regulation
}

/** A list for a year, or a document about a single unit. */
export type DraftKind = Draft["kind"]

export const formDraft = async (
  context: CommandContext,
  kind: DraftKind,
  { out, ...options }: DraftOptions,
): Promise<E.Either<Failure, Output>> => {
  const view = parseView(context)
  if (E.isLeft(view)) return view
  const draft = await inSession(context, { readOnly: true }, (session) =>
    kind === "summary" || kind === "titles" || kind === "recommendations"
      ? listDraft(session, view.right, kind, options)
      : unitDraft(session, view.right, kind, options.unit),
  )
  if (E.isLeft(draft)) return draft
  const sheet = draftSheet(draft.right.draft, draft.right.text)
  const file = out ?? `${sheet.title.replaceAll("\n", "")}.docx`
  const content = writeForm("docx", sheet)
  return writingNew(
    context,
    options,
    { file, content, says: bilingual("将写出文稿", "a draft will be written") },
    {
      json: { file, kind, size: content.length },
      text: say(
        context,
        bilingual(`已写入${file}，【】处由经办机关填写`, `written to ${file}; the office fills in the parts in 【】`),
      ),
    },
  )
}

const listDraft = async (
  { store, library, regulation }: Session,
  view: DatedView,
  kind: "summary" | "titles" | "recommendations",
  { year = view.asOf.slice(0, 4), county }: DraftOptions,
): Promise<E.Either<Failure, Drafted>> => {
  if (!/^\d{4}$/.test(year)) return E.left(usage(`--year应为年份：${year}`, `--year needs a year, got ${year}`))
  const { counties } = regulation.territory
  const named = counties.find(({ code, name }) => county === code || county === name)
  const known = bilingual(
    counties.map(({ code, name }) => `${name}${code}`).join("、"),
    counties.map(({ code }) => code).join(", "),
  )
  if (county !== undefined && named === undefined)
    return E.left(usage(`没有县区${county}`, `there is no county ${county}`, known))
  if (kind === "recommendations" && named === undefined)
    return E.left(
      usage("推荐名单须以--county指明县区", "a recommendation list needs the county's code: --county", known),
    )
  const office = await replayStore({ store, library }, view)
  if (E.isLeft(office)) return office
  const text = textOfCall(office.right.law.applicable, Number(year), regulation)
  const all = office.right.cases.of(Number(year)).filter((one) => named === undefined || one.county === named.code)
  const casesOf = (some: ReadonlyArray<CallCase>) => some.map((one) => draftCase(one, text))
  const drafted = (draft: Draft): E.Either<Failure, Drafted> => E.right({ draft, text })
  if (kind === "titles")
    return drafted({
      kind,
      year: Number(year),
      cases: casesOf(all.filter(({ certifiedOn }) => certifiedOn !== undefined)),
    })
  if (kind === "summary" || named === undefined)
    return drafted({ kind: "summary", year: Number(year), cases: casesOf(all) })
  const recommended = all.filter(({ stage }) => !notRecommended.includes(stage))
  return drafted({ kind, year: Number(year), county: named.name, cases: casesOf(recommended) })
}

const notRecommended: ReadonlyArray<CallStage> = ["applied", "recommendationDeclined", "withdrawn"]

const decisions = ["Certified", "CertificationDeclined", "RecommendationDeclined", "Reviewed"]

const unitDraft = async (
  session: Session,
  view: DatedView,
  kind: "revocation" | "decision" | "receipt",
  unit: string | undefined,
): Promise<E.Either<Failure, Drafted>> => {
  if (unit === undefined) return E.left(usage("须以--unit指明单位", "name the unit with --unit"))
  const uscc = parseUscc(unit)
  if (E.isLeft(uscc)) return uscc
  const history = await historyOf(session, uscc.right, view)
  if (E.isLeft(history)) return history
  const names = namesOf(history.right, uscc.right)
  const office = await replayStore(session, view)
  if (E.isLeft(office)) return office
  const textOf = textOfActIn(office.right.law.applicable, session.regulation)
  const materials = kind === "receipt" ? lastMaterials(history.right, textOf) : undefined
  if (materials !== undefined)
    return E.right({ draft: { kind: "receipt", of: { ...names, ...materials.facts } }, text: materials.text })
  const on =
    kind === "receipt"
      ? undefined
      : lastDecision(history.right, kind === "revocation" ? ["Revoked"] : decisions, textOf)
  if (on === undefined || kind === "receipt")
    return E.left(notFound(`单位${unit}没有可据以起草的记录`, `${unit} has no record to base this draft on`))
  return E.right({ draft: { kind, on: { ...names, ...on.facts } }, text: on.text })
}

const namesOf = (history: ReadonlyArray<Envelope>, uscc: Parameters<typeof initialState>[0]) => {
  const names = unitNames(history.filter(isDesignationEvent).reduce(evolve, initialState(uscc)))
  return { uscc, unit: names?.unit ?? uscc, platform: names?.platform ?? "" }
}
