/**
 * Publications of the bureau's list: stream `roster-<division>`. Art. 11. A publication decides nothing about a title, and
 * titles outlast the text, so it is still possible after the text is no longer in force, but not before the first text.
 */
import { check, notAfter } from "../forms/check.js"
import { Digest } from "../forms/dossier.js"
import { Count } from "../forms/quantity.js"
import { record, recordWith } from "../codec/record.js"
import { Line } from "../forms/text.js"
import type { Uscc } from "../forms/uscc.js"
import type { CommandsOf, EventsOf } from "../kernel/act.js"
import type { Aggregate, CommandCodecs } from "../kernel/aggregate.js"
import { regulationNear, ruleStatusOn } from "../kernel/applicable-law.js"
import { bureauObjections, noRule } from "../kernel/competence.js"
import type { Context } from "../kernel/context.js"
import { conclude, unlessObjected, type DecisionIn } from "../kernel/decision.js"
import { invalid, type ObjectionIn } from "../kernel/refusal.js"
import { bilingual } from "../law/bilingual.js"
import { CivilDate } from "../law/civil-date.js"
import type { PhaseName } from "./designation/state.js"

/** The record of a publication, with which anybody can recompute the list from the log and compare. The stored format. */
export interface Publication {
  /** The day the list is for. */
  readonly asOf: CivilDate
  /** Number of leaves of the log from which the list was computed. */
  readonly logSize: number
  /** Number of platforms on the list. */
  readonly rows: number
  /** `sha256:` over the list as canonical JSON (RFC 8785). */
  readonly digest: string
  /** Place of publication: the bureau's website, a gazette. */
  readonly medium: string
  /** Commits to the standing of every unit in the log at that point, listed or not. */
  readonly units: UnitMapHead
  /** `sha256:` over the verifier page as distributed at the time. Readers compare their own copy with it. */
  readonly verifier?: string
  /** `sha256:` over the trust policy of this log as distributed at the time. */
  readonly policy?: string
  /** The last signed head of the log at the time. Anyone who keeps heads must have it, or is missing some. */
  readonly head?: SignedHead
}

/** A signed head of the log's tree (RFC 6962). */
export interface SignedHead {
  /** Name of the log, since a bureau may have started another one. */
  readonly origin: string
  /** Number of leaves. */
  readonly size: number
  /** `sha256:` and the root. */
  readonly root: string
}

/** Commits to a `UnitStanding` for each unit: a Merkle tree (RFC 6962) over the standings, sorted by code. */
export interface UnitMapHead {
  /** Number of units. */
  readonly count: number
  /** `sha256:` and the root of the tree. */
  readonly root: string
}

/** A leaf of the unit map, as canonical JSON (RFC 8785): the state of a unit, listed or not. The stored format. */
export interface UnitStanding {
  /** Division of the bureau. A unit may have a standing with each bureau. */
  readonly division: string
  readonly uscc: Uscc
  /** Phase on the day of the list. */
  readonly phase: PhaseName
  /** Whether the unit is on the list. */
  readonly listed: boolean
  /** The unit's last record among the leaves from which the list was computed, whatever its effective day. */
  readonly last: {
    readonly type: string
    readonly revision: number
    readonly effectiveOn: CivilDate
    /** Index of the record's leaf in the log, from 0. */
    readonly index: number
    /** `sha256:` and the hash of that leaf in the log's tree (RFC 6962). */
    readonly hash: string
  }
}

export interface PublicationEventData {
  readonly RosterPublished: Publication
}

export type PublicationEventType = keyof PublicationEventData
/** The event that records a publication. */
export type PublicationEvent = EventsOf<PublicationEventData>
/** The command to record a publication. */
export type PublicationCommand = CommandsOf<{ readonly PublishRoster: Publication }>

/** The data of earlier publications on which the next one depends. */
export interface PublicationState {
  /** Log size of the last publication. No later one may be based on a smaller log. */
  readonly logSize: number
  readonly lastEffectiveOn: CivilDate | null
}

export const initialPublication: PublicationState = { logSize: 0, lastEffectiveOn: null }

export const evolvePublication = (_: PublicationState, { data, effectiveOn }: PublicationEvent): PublicationState => ({
  logSize: data.logSize,
  lastEffectiveOn: effectiveOn,
})

const unitMapHead = record<UnitMapHead>("UnitMapHead", { count: Count, root: Digest })

const signedHead = record<SignedHead>("SignedHead", { origin: Line, size: Count, root: Digest })

export const publicationCommandCodecs: CommandCodecs<PublicationCommand> = {
  PublishRoster: recordWith(
    "PublishRoster",
    { asOf: CivilDate, logSize: Count, rows: Count, digest: Digest, medium: Line, units: unitMapHead },
    { verifier: Digest, policy: Digest, head: signedHead },
  ),
}

export const decidePublication =
  (context: Context) =>
  ({ data }: PublicationCommand) =>
  (state: PublicationState): DecisionIn<PublicationEvent, "PublishRoster", never> => {
    const { effectiveOn, law } = context
    const status = ruleStatusOn(law, effectiveOn)
    const regulation = regulationNear(law, effectiveOn)
    const objections: ReadonlyArray<ObjectionIn<"PublishRoster", never>> = [
      ...(status._tag === "NoRule" && regulation !== undefined ? [noRule(effectiveOn, status.gap)] : []),
      ...bureauObjections(context, regulation?.territory.bureau.code, state.lastEffectiveOn),
      ...invalid([notAfter("asOf", data.asOf, effectiveOn), knowsNoLess(data, state), ...headKnown(data)]),
    ]
    return conclude<PublicationEvent, "PublishRoster", never>(
      context,
      { rule: status._tag === "InForce" ? status.rule : null, regulation },
      unlessObjected(objections, () => [{ type: "RosterPublished", data }]),
    )
  }

const knowsNoLess = ({ logSize }: Publication, before: PublicationState) =>
  check(
    logSize >= before.logSize,
    "logSize",
    bilingual(`不少于上次公布的${before.logSize}`, `no less than ${before.logSize}, as published before`),
    String(logSize),
  )

const headKnown = ({ head, logSize }: Publication) =>
  head === undefined
    ? []
    : [
        check(
          head.size <= logSize,
          "head.size",
          bilingual(`不多于名单所依据的${logSize}`, `no more than the ${logSize} of the list`),
          String(head.size),
        ),
      ]

export const publicationCommandOf = ({ data }: PublicationEvent): PublicationCommand => ({
  type: "PublishRoster",
  data,
})

export const publication: Aggregate<"", PublicationCommand, PublicationEvent, PublicationState, never> = {
  name: "roster",
  eventTypes: ["RosterPublished"],
  commandCodecs: { filled: publicationCommandCodecs, stored: publicationCommandCodecs },
  key: { parse: (text) => (text === "" ? "" : undefined), inData: () => "" },
  initial: () => initialPublication,
  evolve: evolvePublication,
  decide: (context, command, state) => decidePublication(context)(command)(state),
  commandOf: ([event]) => publicationCommandOf(event),
}
