/**
 * The decider of publications. Art. 11: the bureau publishes the list. It decides nothing about a title and titles
 * outlast the text, so a lapsed text is no obstacle; before any text there is nothing that asks for a list.
 */
import * as E from "fp-ts/lib/Either.js"
import type { Type } from "io-ts"
import type { Context } from "../../kernel/context.js"
import { againstTheBureau } from "../../kernel/bureau-competence.js"
import type { Contradiction, Objection, Refusal } from "../../kernel/refusal.js"
import { Digest } from "../../forms/document.js"
import { Count } from "../../forms/quantity.js"
import { record } from "../../forms/record.js"
import { Line } from "../../forms/text.js"
import { bilingual } from "../../law/bilingual.js"
import { CivilDate } from "../../law/civil-date.js"
import { relied } from "../../law/readings.js"
import { regulationNear, standingOn } from "../../kernel/applicable-law.js"
import type { Publication, PublicationEvent } from "./event.js"
import type { PublicationState } from "./state.js"

export interface PublicationCommand {
  readonly type: "PublishRoster"
  readonly data: Publication
}

export const publicationCommandCodecs: { readonly PublishRoster: Type<Publication, unknown> } = {
  PublishRoster: record<Publication>("PublishRoster", {
    asOf: CivilDate,
    logSize: Count,
    rows: Count,
    digest: Digest,
    medium: Line,
  }),
}

export const decidePublication =
  (context: Context) =>
  ({ data }: PublicationCommand) =>
  (state: PublicationState): E.Either<ReadonlyArray<Refusal>, PublicationEvent> => {
    const { actor, effectiveOn, regime } = context
    const standing = standingOn(regime, effectiveOn)
    const regulation = regulationNear(regime, effectiveOn)
    const issues = contradictions(data, effectiveOn, state)
    const objections: ReadonlyArray<Objection> = [
      ...(standing._tag === "NoRule" ? [{ code: "NoRuleInForce" as const, on: effectiveOn, gap: standing.gap }] : []),
      ...againstTheBureau(context, regulation?.territory.bureau.code, state.lastEffectiveOn),
      ...(issues.length === 0 ? [] : [{ code: "InvalidParticulars" as const, issues }]),
    ]
    if (objections.length > 0)
      return E.left(objections.map((one): Refusal => ({ ...one, provisions: regulation?.citations[one.code] ?? [] })))
    const inForce = standing._tag === "InForce" ? standing.rule : null
    return E.right({
      type: "RosterPublished",
      data,
      effectiveOn,
      actor,
      provisions: regulation?.citations.RosterPublished ?? [],
      rule: inForce?.applied ?? null,
      readings: inForce === null ? {} : relied(inForce.readings, ["instrument.lastDay"]),
    })
  }

const contradictions = (
  { asOf, logSize }: Publication,
  effectiveOn: CivilDate,
  before: PublicationState,
): ReadonlyArray<Contradiction> => [
  ...(asOf > effectiveOn
    ? [{ path: "asOf", expected: bilingual(`不晚于${effectiveOn}`, `no later than ${effectiveOn}`), got: asOf }]
    : []),
  ...(logSize < before.logSize
    ? [
        {
          path: "logSize",
          expected: bilingual(
            `不少于上次公布的${before.logSize}`,
            `no less than ${before.logSize}, as published before`,
          ),
          got: String(logSize),
        },
      ]
    : []),
]

/** The command an event came from. */
export const publicationCommandOf = ({ data }: PublicationEvent): PublicationCommand => ({
  type: "PublishRoster",
  data,
})
