/** `audit record`: the bytes of a record as in the log, which are needed to verify a proof. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Uscc } from "@shifan/core"
import { parseStream, readEnvelope, type Envelope } from "@shifan/event-store"
import { rfc6962, toHex } from "@shifan/tlog"
import { say, type CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { parseUscc } from "../store/queries.js"
import { inSession } from "../store/session.js"
import { writingNew, type WriteOptions } from "../writing.js"
import { leavesOfBundle, leavesOfLog, type Leaves } from "./leaves.js"

export interface RecordOptions extends WriteOptions {
  readonly event: string
  /** Bundle to take the record from: a folder or a `.zip`. */
  readonly bundle?: string
  readonly out?: string
}

/** Writes the exact bytes, without a line feed, to a file or a pipe; on a terminal, an escaped form of them. */
export const auditRecord = async (
  context: CommandContext,
  code: string,
  options: RecordOptions,
): Promise<E.Either<Failure, Output>> => {
  const { event, bundle } = options
  const unit = parseUscc(code)
  if (E.isLeft(unit)) return unit
  if (!/^\d{1,9}$/.test(event))
    return E.left(usage(`--event应为修订号：${event}`, `--event needs a revision, got ${event}`))
  const revision = Number(event)
  const found =
    bundle === undefined
      ? await recordInStore(context, unit.right, revision)
      : await recordInBundle(bundle, unit.right, revision)
  return E.isLeft(found) ? found : recordOutput(context, found.right, options)
}

interface FoundRecord {
  /** Index of the leaf, from 0. */
  readonly index: number
  readonly leaf: Uint8Array
  readonly envelope: Envelope
}

const recordInStore = (
  context: CommandContext,
  unit: Uscc,
  revision: number,
): Promise<E.Either<Failure, FoundRecord>> =>
  inSession(context, { readOnly: true }, async ({ log, settledLog }) => {
    const settled = await settledLog()
    return E.isLeft(settled) ? E.left(storeFailure(settled.left)) : findRecord(leavesOfLog(log), unit, revision)
  })

const recordInBundle = async (
  bundle: string,
  unit: Uscc,
  revision: number,
): Promise<E.Either<Failure, FoundRecord>> => {
  const own = await leavesOfBundle(bundle)
  return E.isLeft(own) ? own : findRecord(own.right.leaves(), unit, revision)
}

const findRecord = async (leaves: Leaves, unit: Uscc, revision: number): Promise<E.Either<Failure, FoundRecord>> => {
  let index = 0
  for await (const leaf of leaves) {
    if (E.isLeft(leaf)) return leaf
    const envelope = readEnvelope(leaf.right)
    if (E.isRight(envelope) && envelope.right.revision === revision) {
      const name = parseStream(envelope.right.stream)
      if (name?.aggregate === "designation" && name.key === unit)
        return E.right({ index, leaf: leaf.right, envelope: envelope.right })
    }
    index++
  }
  return E.left(notFound(`没有${unit}的第${revision}号记录`, `${unit} has no revision ${revision}`))
}

const recordOutput = (
  context: CommandContext,
  { index, leaf, envelope: { stream, revision } }: FoundRecord,
  options: RecordOptions,
): Promise<E.Either<Failure, Output>> | E.Either<Failure, Output> => {
  const { out } = options
  const record = Buffer.from(leaf).toString()
  const json = { index, stream, revision, hash: toHex(rfc6962.leaf(leaf)), record }
  if (out === undefined) return E.right({ json, text: record, bytes: leaf })
  const summary = bilingual(`第${index}号叶的字节已写入${out}`, `bytes of leaf ${index} written to ${out}`)
  const says = bilingual(`将写出第${index}号叶的字节：`, `the bytes of leaf ${index} will be written to:`)
  return writingNew(context, options, { file: out, content: leaf, says }, { json, text: say(context, summary) })
}
