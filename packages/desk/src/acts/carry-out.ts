/** Carries out a filled-in act through the service, for the signed-in officer, who is recorded as its typist. */
import type { Regulation } from "@shifan/core"
import { parseRequest, type CommandResult, type Request, type ServiceError } from "@shifan/service"
import * as E from "fp-ts/lib/Either.js"
import type { Desk } from "../desk-environment.js"
import type { Visit } from "../http/visit.js"
import { dataIn } from "./answers.js"
import { askedFields } from "./asked-fields.js"
import { placeIssues, placeOnForm, placeRefusals, type PlacedFaults } from "./faults.js"
import type { FilledAct } from "./filled-act.js"
import { outsideCases } from "./jurisdiction.js"
import { explained, isOutage } from "../outage.js"

export interface ActUnderWay {
  readonly desk: Desk
  readonly visit: Visit
  readonly filled: FilledAct
  readonly regulation: Regulation
}

export interface CarriedOut {
  readonly result: CommandResult
  readonly request: Request
}

export interface NotCarriedOut {
  readonly faults: PlacedFaults
  readonly isOutage: boolean
}

/** The sent form as a request, or all its faults. */
const requestIn = ({ desk, filled, regulation }: Omit<ActUnderWay, "visit">): E.Either<PlacedFaults, Request> => {
  const { act, by, code, officer, on, unit, slug, commandId, expected, values } = filled
  const parsed = parseRequest(
    {
      type: act,
      actor: { role: by, code, ...(officer === "" ? {} : { officer }) },
      ...(on === "" ? {} : { effectiveOn: on }),
      commandId,
      ...(unit === undefined ? {} : { unit }),
      ...(slug === undefined ? {} : { slug }),
      data: dataIn(act, values, regulation),
    },
    desk.dependencies.newId,
  )
  if (E.isLeft(parsed)) return E.left(placeIssues(askedFields(act, values, regulation), parsed.left, regulation))
  return E.right({ ...parsed.right, ...(expected === undefined ? {} : { expectedRevision: expected }) })
}

/** A dry run writes nothing. */
export const carryOut = async (
  { desk, visit, filled, regulation }: ActUnderWay,
  dryRun: boolean,
): Promise<E.Either<NotCarriedOut, CarriedOut>> => {
  const request = requestIn({ desk, filled, regulation })
  if (E.isLeft(request)) return notDone(request.left)
  const outside = await outsideCases(desk.office, visit, request.right, regulation)
  if (E.isLeft(outside)) return failedWith(desk, { _tag: "StoreFailed", error: outside.left })
  if (outside.right.length > 0)
    return notDone(placeOnForm(askedFields(filled.act, filled.values, regulation), outside.right))
  const result = await desk.handle(visit.session.officer, { ...request.right, dryRun })
  if (E.isRight(result)) return E.right({ result: result.right, request: request.right })
  const error = result.left
  const fields = askedFields(filled.act, filled.values, regulation)
  if (error._tag === "Refused") return notDone(placeRefusals(fields, error.refusals, regulation))
  if (error._tag === "Malformed") return notDone(placeIssues(fields, error.issues, regulation))
  return failedWith(desk, error)
}

const notDone = (faults: PlacedFaults): E.Either<NotCarriedOut, never> => E.left({ faults, isOutage: false })

const failedWith = ({ dependencies }: Desk, error: ServiceError): E.Either<NotCarriedOut, never> => {
  const { message, details = [], hint } = explained(dependencies, error)
  const texts = [message, ...details, ...(hint === undefined ? [] : [hint])]
  return E.left({ faults: { byField: new Map(), all: texts.map((text) => ({ text })) }, isOutage: isOutage(error) })
}
