/** From what a rule answers to what is recorded or refused. */
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

/** An event before who, when and under which rule are added to it. */
export type DraftOf<Event extends AnyEvent> = Event extends unknown
  ? {
      readonly type: Event["type"]
      readonly data: Event["data"]
      /** Beside those the regulation cites for every event of the type. */
      readonly provisions?: ReadonlyArray<ProvisionId>
      readonly readings?: ReadonlyArray<ReadingId>
    }
  : never

/** What a rule answers: drafts of events, or everything that stands against the command. */
export type RuleResult<EventDraft, Objection> = E.Either<
  ReadonlyNonEmptyArray<Objection>,
  ReadonlyNonEmptyArray<EventDraft>
>

/** A decision of any aggregate: at least one event, or at least one refusal. */
export type DecisionIn<Event, ActName extends string, Phase extends string> = E.Either<
  RefusalsIn<ActName, Phase>,
  ReadonlyNonEmptyArray<Event>
>

/** The drafts, unless there is anything against them. */
export const unlessObjected = <EventDraft, Objection>(
  objections: ReadonlyArray<Objection>,
  drafts: () => ReadonlyNonEmptyArray<EventDraft>,
): RuleResult<EventDraft, Objection> => (RA.isNonEmpty(objections) ? E.left(objections) : E.right(drafts()))

/** The law a decision was taken by: `rule` is `null` where none governs, `regulation` says what to cite all the same. */
export interface Grounds {
  readonly rule: Rule | null
  readonly regulation: Regulation | undefined
}

/** Adds who, when and under which rule to the drafts, and to objections the provisions they rest on. */
export const conclude = <Event extends AnyEvent, ActName extends string, Phase extends string>(
  context: Context,
  grounds: Grounds,
  result: RuleResult<DraftOf<Event>, ObjectionIn<ActName, Phase>>,
): DecisionIn<Event, ActName, Phase> =>
  E.isLeft(result)
    ? E.left(refusalsOf(grounds.regulation, result.left))
    : // The compiler cannot follow that the type and the data of one draft stay together.
      E.right(mapped(result.right, (draft: DraftOf<Event>) => recorded(context, grounds, draft) as Event))

/** A list that is not empty has as many after it. */
const mapped = <A, B>(all: ReadonlyNonEmptyArray<A>, f: (a: A) => B) =>
  all.map(f) as ReadonlyArray<B> as ReadonlyNonEmptyArray<B>

const recorded = (
  { actor, effectiveOn }: Context,
  { rule, regulation }: Grounds,
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
    readings: rule === null ? {} : readingsReliedOn(rule.readings, ["instrument.lastDay", ...readings]),
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

/** A missing material rests on its own item of the list, everything else on what the regulation cites for its code. */
const provisionsOf = (
  regulation: Regulation | undefined,
  objection: ObjectionIn<string, string>,
): AnyRefusal["provisions"] =>
  objection.code === "DossierIncomplete"
    ? objection.missing.map(({ provision }) => provision)
    : (regulation?.citations[objection.code] ?? [])
