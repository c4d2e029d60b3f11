/** What the regulation says to an application as far as it is filled in. Pure: the page asks at every key. */
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

/** Under the readings that hold until the bureau interprets. */
const rule = { regulation: qinhuangdao2020, readings: qinhuangdao2020.readings }

export interface Answer {
  readonly assessment: Assessment
  /** Of a form that is whole. */
  readonly whole?: SelfCheck
  /** What the form still lacks, or has wrong. */
  readonly issues: ReadonlyArray<FormIssue>
}

export const answer = (application: Json, asOf: CivilDate): Answer => {
  const decoded = decodeApplication(application)
  if (E.isLeft(decoded)) return { assessment: assessmentSoFar(application, asOf), issues: decoded.left }
  const whole = selfCheck(rule, decoded.right.form, decoded.right.dossier, asOf)
  return { assessment: whole.assessment, whole, issues: [] }
}

/** By the fields that are right already; what is not filled in is not yet judged. */
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
