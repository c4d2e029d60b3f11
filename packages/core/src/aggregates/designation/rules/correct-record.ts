/** Corrects a clerical error in the actor's own earlier act: the value now, the correct value, the reason and the approver. */
import * as E from "fp-ts/lib/Either.js"
import { check, type Contradiction } from "../../../forms/check.js"
import { approvedByAnother } from "../../../kernel/approval.js"
import type { Context } from "../../../kernel/context.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { invalid } from "../../../kernel/refusal.js"
import { bilingual } from "../../../law/bilingual.js"
import type { CommandData } from "../commands.js"
import type { ConfirmedSince, Correction } from "../correctable-fields.js"
import { recordsOf, valuesOf } from "../correctable-records.js"
import { officersOfOther } from "../officers.js"
import { when, type RuleResult } from "../rule-result.js"
import { titlesHeld, type State } from "../state.js"
import { checkCorrected } from "./corrected-days.js"
import { confirmedUntil } from "./term.js"

export const correctRecord = (context: Context, data: CommandData["CorrectRecord"], state: State): RuleResult => {
  const { actor } = context
  const { revision, field } = data
  const found = recordsOf(state).find((one) => one.revision === revision)
  const values = found === undefined ? {} : valuesOf(found)
  if (found === undefined || !Object.hasOwn(values, field)) {
    const fields = Object.keys(values)
    return E.left([{ code: "NothingToCorrect", revision, field, fields }])
  }
  const { role, county } = found
  return unlessObjected(
    [
      ...when(role !== actor.role || (county !== null && county !== actor.code), () => ({
        code: "NotCompetent",
        actor,
        competent: [role],
        ...(county === null ? {} : { rightCode: county }),
      })),
      ...invalid([
        ...checkValues(values, data),
        approvedByAnother(data.approver, actor, officersOfOther(actor, state)),
        ...checkCorrected(context, state, found, data),
      ]),
    ],
    () => [{ type: "RecordCorrected", data: { ...data, ...confirmationsAfter(context, data, state) } }],
  )
}

/** A title's last day is prolonged by its confirmations, so each prolongs the corrected one instead. */
const confirmationsAfter = ({ law }: Context, { revision, field, to }: Correction, state: State): ConfirmedSince => {
  const title = titlesHeld(state).findLast((one) => one.revision === revision)
  return field !== "TitleImported.validUntil" || title?.confirmation == null
    ? {}
    : { confirmedUntil: confirmedUntil(law.library, title, { validUntil: to }) }
}

type Values = ReturnType<typeof valuesOf>

const checkValues = (values: Values, { field, from, to }: Correction): ReadonlyArray<Contradiction | undefined> => {
  const now = textOf(values[field])
  return [
    check(textOf(from) === now, "from", bilingual(`现记载的${now}`, `what it says now, ${now}`), textOf(from)),
    check(textOf(to) !== textOf(from), "to", bilingual("与原记载不同的内容", "another value"), textOf(to)),
  ]
}

/** Text of a value for messages; a document is represented by its digest. */
const textOf = (value: unknown): string =>
  typeof value === "object" && value !== null ? String(Reflect.get(value, "digest")) : String(value)
