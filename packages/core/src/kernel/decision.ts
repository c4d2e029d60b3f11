/** Turns the result of a rule into events or refusals. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { ProvisionId } from "../law/provision.js"
import { readingsReliedOn, type ReadingId } from "../law/readings.js"
import type { AnyEvent } from "./act.js"
import type { Rule } from "./applicable-law.js"
import type { Context } from "./context.js"
import type { AnyRefusal, ObjectionIn, RefusalIn, RefusalsIn } from "./refusal.js"
import type { Regulation } from "./regulation.js"

/** An event without its actor, day and rule. */
export type DraftOf<Event extends AnyEvent> = Event extends unknown
  ? {
      readonly type: Event["type"]
      readonly data: Event["data"]
      /** In addition to the provisions that the regulation cites for every event of this type. */
      readonly provisions?: ReadonlyArray<ProvisionId>
      readonly readings?: ReadonlyArray<ReadingId>
    }
  : never

/** The result of a rule: drafts of events, or all objections to the command. */
export type RuleResult<EventDraft, Objection> = E.Either<
  ReadonlyNonEmptyArray<Objection>,
  ReadonlyNonEmptyArray<EventDraft>
>

/** A decision of any aggregate: at least one event, or at least one refusal. */
export type DecisionIn<Event, ActName extends string, Phase extends string> = E.Either<
  RefusalsIn<ActName, Phase>,
  ReadonlyNonEmptyArray<Event>
>

/**
 * Ends a rule: with all objections if there are any, otherwise with the drafts of its events, computed only then.
 * `conclude` adds actor, day and provisions to either.
 */
export const unlessObjected = <EventDraft, Objection>(
  objections: ReadonlyArray<Objection>,
  drafts: () => ReadonlyNonEmptyArray<EventDraft>,
): RuleResult<EventDraft, Objection> => (RA.isNonEmpty(objections) ? E.left(objections) : E.right(drafts()))

/** The law of a decision. `rule` is `null` if none governs; `regulation` still provides citations. */
export interface Grounds {
  readonly rule: Rule | null
  readonly regulation: Regulation | undefined
  /** Relied on by every event of the decision. */
  readonly readings?: ReadonlyArray<ReadingId>
}

/** Completes drafts with actor, day and rule, and objections with the provisions they cite. */
export const conclude = <Event extends AnyEvent, ActName extends string, Phase extends string>(
  context: Context,
  grounds: Grounds,
  result: RuleResult<DraftOf<Event>, ObjectionIn<ActName, Phase>>,
): DecisionIn<Event, ActName, Phase> =>
  E.isLeft(result)
    ? E.left(refusalsOf(grounds.regulation, result.left))
    : // The compiler cannot see that the type and the data of a draft belong together.
      E.right(mapped(result.right, (draft: DraftOf<Event>) => recorded(context, grounds, draft) as Event))

/** `map` that keeps a list non-empty. */
const mapped = <A, B>(all: ReadonlyNonEmptyArray<A>, f: (a: A) => B) =>
  all.map(f) as ReadonlyArray<B> as ReadonlyNonEmptyArray<B>

const recorded = (
  { actor, effectiveOn }: Context,
  { rule, regulation, readings: ofAll = [] }: Grounds,
  { type, data, provisions = [], readings = [] }: DraftOf<AnyEvent>,
): AnyEvent => {
  const cited = (rule?.regulation ?? regulation)?.citations[type] ?? []
  return {
    type,
    data,
    effectiveOn,
    actor,
    provisions: provisions.length === 0 ? cited : [...new Set([...cited, ...provisions])],
    rule: rule?.applied ?? null,
    readings: rule === null ? {} : readingsReliedOn(rule.readings, ["instrument.lastDay", ...ofAll, ...readings]),
  }
}

export const refusalsOf = <ActName extends string, Phase extends string>(
  regulation: Regulation | undefined,
  objections: ReadonlyNonEmptyArray<ObjectionIn<ActName, Phase>>,
): RefusalsIn<ActName, Phase> =>
  mapped(objections, (objection): RefusalIn<ActName, Phase> => ({
    ...objection,
    provisions: provisionsOf(regulation, objection),
  }))

/** Provisions of an objection. A missing material cites its item in the list; others cite the provisions of their code. */
const provisionsOf = (
  regulation: Regulation | undefined,
  objection: ObjectionIn<string, string>,
): AnyRefusal["provisions"] =>
  objection.code === "DossierIncomplete"
    ? objection.missing.map(({ provision }) => provision)
    : (regulation?.citations[objection.code] ?? [])
