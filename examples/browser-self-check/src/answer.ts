/** Checks an application as far as it is filled in. Pure: the page calls it on every keystroke. */
import * as E from "fp-ts/lib/Either.js"
import {
  CivilDate,
  evaluateWithDivergences,
  selfCheck,
  type Assessment,
  type FormIssue,
  type SelfCheck,
} from "@shifan/core"
import { decode } from "@shifan/core/forms"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { decodeApplication, valueAt, type Json } from "./application.js"
import { fields } from "./fields.js"

/** Uses the default readings, which apply until the bureau interprets them. */
const rule = { regulation: qinhuangdao2020, readings: qinhuangdao2020.readings }

export interface Answer {
  readonly assessment: Assessment
  /** Only for a complete form. */
  readonly whole?: SelfCheck
  /** Missing or invalid fields. */
  readonly issues: ReadonlyArray<FormIssue>
}

export const answer = (application: Json, asOf: CivilDate): Answer => {
  const decoded = decodeApplication(application)
  if (E.isLeft(decoded)) return { assessment: assessmentSoFar(application, asOf), issues: decoded.left }
  const whole = selfCheck(rule, decoded.right.form, decoded.right.dossier, asOf)
  return { assessment: whole.assessment, whole, issues: [] }
}

/** Uses the valid fields only; conditions on other fields are not yet judged. */
const assessmentSoFar = (application: Json, asOf: CivilDate): Assessment => {
  const known = fields.flatMap(({ name, kind, path, codec }) => {
    const value = decode(codec, valueAt(application, path(asOf)))
    return E.isRight(value) ? [{ name, kind, value: value.right }] : []
  })
  return evaluateWithDivergences(qinhuangdao2020.conditions, {
    figures: Object.fromEntries(known.flatMap(({ name, value }) => (typeof value === "number" ? [[name, value]] : []))),
    dates: Object.fromEntries(known.flatMap(({ name, value }) => (CivilDate.is(value) ? [[name, value]] : []))),
    words: Object.fromEntries(known.flatMap(({ name, kind, value }) => (kind === "word" ? [[name, `${value}`]] : []))),
    findings: [],
    relaxations: [],
    asOf,
    readings: rule.readings,
  })
}
