/** Checks whose cases an officer may type in, using the command as it would be recorded rather than the page it came from. */
import { bilingual, countyOf, isUscc, type Actor, type Bilingual, type Regulation } from "@shifan/core"
import { textWords } from "@shifan/core/messages"
import type { ReadError } from "@shifan/event-store"
import type { Request } from "@shifan/service"
import * as E from "fp-ts/lib/Either.js"
import type { Visit } from "../http/visit.js"
import type { Office } from "../office.js"
import { actingDivision, mayRecord } from "./possible-acts.js"

export interface OutsideCase {
  /** The field that says whose case it is. */
  readonly path?: string
  readonly text: Bilingual
}

/**
 * Reasons why the officer may not type in the command: another office acts in it, its unit belongs to another county on record,
 * or its form is for another county. The bureau may type in everything.
 */
export const outsideCases = async (
  office: Office,
  visit: Visit,
  { actor, target: { aggregate, key, command } }: Request,
  regulation: Regulation,
): Promise<E.Either<ReadError, ReadonlyArray<OutsideCase>>> => {
  const { officer } = visit.session
  if (officer.role === "bureau") return E.right([])
  if (aggregate !== "designation" || !isUscc(key)) return E.right(mayRecord(officer, actor) ? [] : [{ text: notHere }])
  const record = await office.unit(visit, key)
  if (E.isLeft(record)) return record
  const onRecord = actingDivision(countyOf(record.right.state), officer.code, regulation)
  const onForm = countyOnForm(command.data)
  const may = (county: string | undefined): boolean => mayRecord(officer, { role: actor.role, unit: key, county })
  return E.right([
    ...(may(undefined) && isOwn(officer, actor) ? [] : [{ path: "form.uscc", text: notHere }]),
    ...(may(onRecord) ? [] : [{ path: "form.uscc", text: ofOther(onRecord, regulation) }]),
    ...(onForm === countyOf(record.right.state) || may(onForm)
      ? []
      : [{ path: "form.countyOrDistrict", text: ofOther(onForm, regulation) }]),
  ])
}

/** A county may act only as itself. For a unit, its code is compared with that of the case. */
const isOwn = (officer: Actor, actor: Actor): boolean => actor.role !== officer.role || actor.code === officer.code

/** For a command with a form, the county to which the form is submitted. */
const countyOnForm = (data: unknown): string | undefined => {
  const form: unknown = Object(data).form
  const county: unknown = Object(form).countyOrDistrict
  return typeof county === "string" ? county : undefined
}

const notHere = bilingual("不是由本办理身份登记的事项", "the officer signed in may not record this")

const ofOther = (code: string | undefined, regulation: Regulation): Bilingual => {
  const { bureau, division } = textWords(regulation)
  const name = regulation.territory.counties.find((county) => county.code === code)?.name ?? code ?? ""
  return bilingual(
    `属${name}的事项，由该${division.zh}或${bureau.short.zh}登记`,
    `a case of ${name}, which that ${division.en} or the ${bureau.short.en} records`,
  )
}
