/** `audit statement`: states a unit's standing on the day of a published list, or that the log knows no such unit. */
import * as E from "fp-ts/lib/Either.js"
import { formatStatementVerdict, makeStatement, type Folder, type Stated } from "@shifan/bundle"
import { bilingual, isCivilDate, type CivilDate, type Uscc } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import { nodeHasher } from "@shifan/tlog/node"
import { paint, say, type CommandContext } from "../command-context.js"
import { eventLine } from "../look/event-view.js"
import { exits, failure, notFound, usage, type Failure, type Output } from "../result.js"
import { notADate, parseUscc } from "../store/queries.js"
import { writingNew, type WriteOptions } from "../writing.js"
import { listsInBundle, listsInStore, type ListRecord, type Lists } from "./published-lists.js"

export interface StatementOptions extends WriteOptions {
  /** Bundle to take it from: a folder or a `.zip`. */
  readonly bundle?: string
  readonly checkpoint?: string
  readonly out?: string
}

/** `--as-of`: the list of that day, or the last before it; by default the newest list. */
export const auditStatement = async (
  context: CommandContext,
  code: string,
  options: StatementOptions,
): Promise<E.Either<Failure, Output>> => {
  const uscc = parseUscc(code)
  if (E.isLeft(uscc)) return uscc
  const { asOf, knownAt } = context.settings
  if (asOf !== undefined && !isCivilDate(asOf)) return E.left(notADate(asOf))
  if (knownAt !== undefined)
    return E.left(
      usage(
        "单位状况证明以公布的名单为准，不用--known-at",
        "a statement rests on a published list: --known-at does not apply",
      ),
    )
  const work = (lists: Lists) => stateFrom(context, lists, { uscc: uscc.right, asOf, options })
  return options.bundle === undefined
    ? listsInStore(context, options, work)
    : listsInBundle(options.bundle, options.checkpoint, work)
}

interface Wanted {
  readonly uscc: Uscc
  readonly asOf: CivilDate | undefined
  readonly options: StatementOptions
}

const stateFrom = async (
  context: CommandContext,
  lists: Lists,
  { uscc, asOf, options }: Wanted,
): Promise<E.Either<Failure, Output>> => {
  const list = listFor(lists.all, asOf)
  if (list === undefined) return E.left(noList(asOf))
  const stated = await state(lists, list, uscc)
  if (E.isLeft(stated)) return stated
  const last = stated.right.report.standing?.last.revision ?? -1
  const since = (await lists.recordsOf(uscc)).filter(({ revision }) => revision > last)
  return statementOutput(context, stated.right, since, options)
}

/** The last published list. With a day: the last published among the lists of the latest day up to it. */
const listFor = (all: ReadonlyArray<ListRecord>, asOf: CivilDate | undefined): ListRecord | undefined => {
  if (asOf === undefined) return all.at(-1)
  const days = all.map(({ data }) => data.asOf).filter((day) => day <= asOf)
  const latest = days.toSorted().at(-1)
  return all.findLast(({ data }) => data.asOf === latest)
}

const noList = (asOf: CivilDate | undefined): Failure => ({
  ...(asOf === undefined
    ? notFound("尚未公布过名单", "no list has been published yet")
    : notFound(`没有${asOf}或以前的名单`, `no list was published for ${asOf} or earlier`)),
  hint: bilingual("公布名单：shifan roster publish", "publish one with shifan roster publish"),
})

/** Uses the stored map if it exists and verifies, otherwise the log. */
const state = async (lists: Lists, list: ListRecord, uscc: Uscc): Promise<E.Either<Failure, Stated>> => {
  const { division, data, leaf } = list
  const make = (map: Folder, proof: Uint8Array) =>
    makeStatement({ uscc, division, units: data.units, map, list: leaf, proof, hasher: nodeHasher })
  const kept = lists.kept(list)
  if (kept?.proof !== undefined) {
    const stated = await make(kept.map, kept.proof)
    if (E.isRight(stated)) return stated
  }
  const proof = await lists.prove(list)
  if (E.isLeft(proof)) return proof
  const fromKept = kept && (await make(kept.map, proof.right))
  if (fromKept !== undefined && E.isRight(fromKept)) return fromKept
  const map = await lists.map(list)
  if (E.isLeft(map)) return map
  const stated = await make(map.right, proof.right)
  return E.isRight(stated) ? stated : E.left(otherMap(list))
}

const otherMap = ({ envelope: { revision } }: ListRecord): Failure => ({
  ...failure(
    exits.verificationFailed,
    "UnitsDiffer",
    `第${revision}号公布记录所附的单位状况表与重放所得不同`,
    `the map of units published at revision ${revision} differs from the replayed one`,
  ),
  hint: bilingual("用audit verify核对全部记录", "verify the whole log with audit verify"),
})

const statementOutput = (
  context: CommandContext,
  { file, report }: Stated,
  since: ReadonlyArray<Envelope>,
  options: StatementOptions,
): Promise<E.Either<Failure, Output>> | E.Either<Failure, Output> => {
  const { out } = options
  const { unit, standing, list, size } = report
  const statement = Buffer.from(file).toString()
  const changedSince = since.map(({ revision, type, effectiveOn }) => ({ revision, type, effectiveOn }))
  const dates = { asOf: list?.asOf, publishedOn: list?.publishedOn }
  const json = { uscc: unit?.uscc, division: unit?.division, ...dates, size, standing, changedSince, statement }
  if (out === undefined) return E.right({ json, text: statement, bytes: file })
  const later = since.map((event) => {
    const line = eventLine(context, event).trimStart()
    return paint(
      context,
      "yellow",
      say(context, bilingual(`名单之后另有记录：${line}`, `recorded since that list: ${line}`)),
    )
  })
  const verdict = say(context, formatStatementVerdict({ ...report, missing: [] }))
  const summary = say(context, bilingual(`证明已写入${out}`, `statement written to ${out}`))
  const output: Output = { json, text: [verdict, ...later, summary].join("\n") }
  const says = bilingual("将写出单位状况证明：", "the statement will be written to:")
  return writingNew(context, options, { file: out, content: file, says }, output)
}
