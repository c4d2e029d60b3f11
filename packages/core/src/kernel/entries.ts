/**
 * Corrections in streams of the law (instruments and calls), where every act is a correctable entry. After a correction, the
 * state is folded again from the corrected entries. A correction must meet all conditions of the original act, and later acts
 * must still meet theirs.
 */
import type * as t from "io-ts"
import { nullable, oneOf } from "../codec/codec.js"
import { record, tagged, type Cases, type Fields } from "../codec/record.js"
import { check, type Contradiction } from "../forms/check.js"
import { Document } from "../forms/dossier.js"
import { Count } from "../forms/quantity.js"
import { Cell } from "../forms/text.js"
import { bilingual } from "../law/bilingual.js"
import type { CivilDate } from "../law/civil-date.js"
import type { AnyCommand } from "./act.js"
import { Pseudonym, type Actor } from "./actor.js"
import { approvedByAnother } from "./approval.js"

/** A recorded act. */
export interface Entry<Command extends AnyCommand> {
  /** Revision of its event in the stream. */
  readonly revision: number
  readonly effectiveOn: CivilDate
  /** The command with corrections applied. */
  readonly command: Command
  /** Whether it counts as never made: it was recorded by mistake, or was annulled. */
  readonly isStruck: boolean
}

/** A correction: the present and the correct version of an act, and who approved it. */
export interface EntryCorrection<Command extends AnyCommand> {
  readonly revision: number
  readonly from: Command
  /** A command of the same type; `null` strikes the act out. */
  readonly to: Command | null
  readonly reason: string
  readonly document: Document
  /** Who approved the correction. Must not be the officer who enters it. */
  readonly approver: string
}

type DataOf<Command extends AnyCommand, T extends string> = Extract<Command, { readonly type: T }>["data"]

/** Codecs of a correction's fields, from those of the acts that can be corrected. */
/* @__NO_SIDE_EFFECTS__ */
export const correctionFields = <Command extends AnyCommand>(codecs: {
  readonly [T in Command["type"]]: t.Type<DataOf<Command, T>, unknown>
}): Fields<EntryCorrection<Command>> => {
  const cases = Object.entries<t.Mixed>(codecs).map(([type, data]) => [
    type,
    record(type, { type: oneOf("type", [type]), data }),
  ])
  const act = tagged<Command, "type">("CorrectableAct", "type", Object.fromEntries(cases) as Cases<Command, "type">)
  return { revision: Count, from: act, to: nullable(act), reason: Cell, document: Document, approver: Pseudonym }
}

/** The entries with one act corrected or struck out. */
export const withCorrection = <Command extends AnyCommand>(
  entries: ReadonlyArray<Entry<Command>>,
  { revision, to }: Pick<EntryCorrection<Command>, "revision" | "to">,
): ReadonlyArray<Entry<Command>> =>
  entries.map((entry) =>
    entry.revision === revision ? { ...entry, command: to ?? entry.command, isStruck: to === null } : entry,
  )

type IssuesOf<Command extends AnyCommand> = (
  entry: Entry<Command>,
  before: ReadonlyArray<Entry<Command>>,
) => ReadonlyArray<Contradiction>

/**
 * All objections to a correction.
 *
 * @param types types of the acts that can be corrected
 * @param issuesOf finds issues of an act, given the stream before it
 */
export const correctionIssues = <Command extends AnyCommand>(
  entries: ReadonlyArray<Entry<Command>>,
  actor: Actor,
  data: EntryCorrection<Command>,
  types: ReadonlyArray<Command["type"]>,
  issuesOf: IssuesOf<Command>,
): ReadonlyArray<Contradiction | undefined> => {
  const { revision, from, to, approver } = data
  const possible = entries.filter(({ command, isStruck }) => !isStruck && types.includes(command.type))
  const now = possible.find((entry) => entry.revision === revision)?.command
  if (now === undefined) return [notCorrectable(revision, possible)]
  const isOtherType = to !== null && to.type !== now.type
  return [
    check(
      isSame(from, now),
      "from",
      bilingual(`现有记载：${textOf(now)}`, `what is on record now: ${textOf(now)}`),
      textOf(from),
      bilingual(`与现有记载不符，现为${textOf(now)}`, `this is not what is on record: ${textOf(now)}`),
    ),
    check(
      to === null || !isSame(to, now),
      "to",
      bilingual("与原记载不同的内容", "another value"),
      textOf(now),
      bilingual("更正后的内容与现有记载相同", "the record already says so"),
    ),
    check(!isOtherType, "to.type", bilingual("与原记录同类", "the same kind of act"), to?.type ?? ""),
    approvedByAnother(approver, actor),
    ...(isOtherType ? [] : consequences(withCorrection(entries, data), revision, issuesOf)),
  ]
}

const notCorrectable = (given: number, possible: ReadonlyArray<{ readonly revision: number }>) => {
  const known = possible.map(({ revision }) => revision)
  return check(
    false,
    "revision",
    bilingual(`可更正的记录（${known.join("、")}）`, `an act that can be corrected (${known.join(", ")})`),
    String(given),
  )
}

/** Issues of the corrected act and of later acts, in the stream as it would have been. */
const consequences = <Command extends AnyCommand>(
  entries: ReadonlyArray<Entry<Command>>,
  revision: number,
  issuesOf: IssuesOf<Command>,
): ReadonlyArray<Contradiction | undefined> =>
  entries.flatMap((entry, i) => {
    if (entry.revision < revision || entry.isStruck) return []
    const issues = issuesOf(entry, entries.slice(0, i))
    if (entry.revision === revision) return issues.map((issue) => ({ ...issue, path: `to.data.${issue.path}` }))
    return [
      check(
        issues.length === 0,
        "to",
        bilingual(`与其后第${entry.revision}号记录相符`, `what agrees with revision ${entry.revision}, after it`),
        issues.map(({ path, got }) => `${path} ${got}`).join(", "),
      ),
    ]
  })

/** Compares two acts. Their data are flat. */
const isSame = (a: AnyCommand, b: AnyCommand): boolean => textOf(a) === textOf(b)

const textOf = ({ type, data }: AnyCommand): string =>
  [
    type,
    ...Object.entries(Object(data))
      .map(([key, value]) => `${key}=${String(value)}`)
      .toSorted(),
  ].join(" ")
