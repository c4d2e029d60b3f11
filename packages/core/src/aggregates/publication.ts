/**
 * The list as the bureau published it: stream `roster-<division>`. Art. 11. A publication decides nothing about a title,
 * and titles outlast the text, so it is possible after the text is no longer in force; before any text nothing asks for
 * a list.
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
import { bureauObjections } from "../kernel/competence.js"
import type { Context } from "../kernel/context.js"
import { conclude, unlessObjected, type DecisionIn } from "../kernel/decision.js"
import { invalid, type ObjectionIn } from "../kernel/refusal.js"
import { bilingual } from "../law/bilingual.js"
import { CivilDate } from "../law/civil-date.js"
import type { PhaseName } from "./designation/state.js"

/** What was published, so that anybody can compute it again from the log and compare. The stored format. */
export interface Publication {
  /** The day whose list it is. */
  readonly asOf: CivilDate
  /** How many leaves of the log, from the first, the list was computed from. */
  readonly logSize: number
  /** How many platforms are on it. */
  readonly rows: number
  /** `sha256:` over the list as canonical JSON (RFC 8785). */
  readonly digest: string
  /** Where: the bureau's website, a gazette. */
  readonly medium: string
  /** The standing of every unit that the log knows by then, on the list or not. */
  readonly units: UnitMapHead
  /** `sha256:` over the page that verifies, as it was handed out then: readers compare their own copy with it. */
  readonly verifier?: string
  /** `sha256:` over the policy that names whom to trust of this log, as it was handed out then. */
  readonly policy?: string
  /** The head of the log that was signed last by then: whoever keeps heads has it, or has lost some. */
  readonly head?: SignedHead
}

/** Of the log's tree (RFC 6962). */
export interface SignedHead {
  /** The name of the log: a bureau may have begun another one. */
  readonly origin: string
  /** In leaves. */
  readonly size: number
  /** `sha256:` and the root. */
  readonly root: string
}

/** Commits to a `UnitStanding` for each unit: a Merkle tree (RFC 6962) over the leaves in the order of their codes. */
export interface UnitMapHead {
  /** How many units. */
  readonly count: number
  /** `sha256:` and the root of the tree. */
  readonly root: string
}

/** A leaf of that tree, as canonical JSON (RFC 8785): what a list leaves unsaid of a unit. The stored format. */
export interface UnitStanding {
  /** Of the bureau whose list it is. A unit may have a standing before each bureau. */
  readonly division: string
  readonly uscc: Uscc
  /** On the day of the list, as all that the list was computed from tells it. */
  readonly phase: PhaseName
  /** Whether it is on the list. */
  readonly listed: boolean
  /** Its last record among the leaves that the list was computed from, of whatever day. */
  readonly last: {
    readonly type: string
    readonly revision: number
    readonly effectiveOn: CivilDate
    /** Of the leaf in the log, from 0. */
    readonly index: number
    /** `sha256:` and the hash of that leaf in the log's tree (RFC 6962). */
    readonly hash: string
  }
}

export interface PublicationEventData {
  readonly RosterPublished: Publication
}

export type PublicationEventType = keyof PublicationEventData
/** That a list was published, with what it was computed from. */
export type PublicationEvent = EventsOf<PublicationEventData>
/** What may be done about the public list: put on record that it was published. */
export type PublicationCommand = CommandsOf<{ readonly PublishRoster: Publication }>

/** As much of the publications before as the next one depends on. */
export interface PublicationState {
  /** Of the publication before; no later one may know less of the log. */
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
      ...(status._tag === "NoRule" ? [{ code: "NoRuleInForce" as const, on: effectiveOn, gap: status.gap }] : []),
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
