/** `audit receipt issue`: a signed receipt for a unit's submission. */
import * as E from "fp-ts/lib/Either.js"
import { issueReceipt, type ReceiptIssueFault } from "@shifan/audit"
import { bilingual, type Uscc } from "@shifan/core"
import { parseStream, type Envelope } from "@shifan/event-store"
import { toBase64 } from "@shifan/tlog"
import { fileHeadStore, nodeHasher } from "@shifan/tlog/node"
import { say, type CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { exits, failure, notFound, usage, type Failure, type Output } from "../result.js"
import { parseUscc } from "../store/queries.js"
import { inSession } from "../store/session.js"
import { writingNew, type WriteOptions } from "../writing.js"
import { headsBeside } from "./known-heads.js"
import { signingFailure } from "./log-failures.js"
import { logFilesOf, readKeys } from "./log-files.js"

export interface IssueOptions extends WriteOptions {
  /** A revision; by default that of the unit's last own submission. */
  readonly event?: string
  /** Such as `7d`, counted from recording. */
  readonly within: string
  readonly out?: string
}

const millisecondsOfADay = 86_400_000

export const receiptIssue = async (
  context: CommandContext,
  code: string,
  options: IssueOptions,
): Promise<E.Either<Failure, Output>> => {
  const { event, within, out } = options
  const unit = parseUscc(code)
  if (E.isLeft(unit)) return unit
  if (event !== undefined && !/^\d{1,9}$/.test(event))
    return E.left(usage(`--event应为修订号：${event}`, `--event needs a revision, got ${event}`))
  const [, days] = /^([1-9]\d{0,3})d$/.exec(within) ?? []
  if (days === undefined)
    return E.left(usage(`--within应为天数，如7d：${within}`, `--within needs days, such as 7d; got ${within}`))
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  const keys = await readKeys(files.right.key)
  if (E.isLeft(keys)) return keys
  const beside = await headsBeside(files.right)
  if (E.isLeft(beside)) return beside
  // No promise is made for a log that has lost signed heads.
  if (beside.right.memory !== undefined) return E.left(beside.right.memory)
  return inSession(context, { readOnly: true }, async ({ log, settledLog }) => {
    const settled = await settledLog()
    if (E.isLeft(settled)) return E.left(storeFailure(settled.left))
    const issued = await issueReceipt({
      log,
      heads: fileHeadStore(files.right.heads, files.right.headCount),
      keys: keys.right,
      origin: keys.right[0].verifier.name,
      isWanted: isHandedInBy(unit.right, event),
      within: Number(days) * millisecondsOfADay,
      now: context.clock(),
      hasher: nodeHasher,
    })()
    if (E.isLeft(issued)) return E.left(issueFailure(issued.left, unit.right, event))
    const { note, receipt } = issued.right
    const { index, leafHash, type, by } = receipt
    const text = Buffer.from(note).toString()
    const summary = bilingual(
      `回执已写入${out}：第${index}号叶，最迟${by}列入公开的日志。请交申报单位留存`,
      `receipt written to ${out}: leaf ${index}, in the public log by ${by}. Give it to the unit to keep`,
    )
    const receiptJson = { receipt: text, type, index, leafHash: toBase64(leafHash), by }
    if (out === undefined) return E.right({ json: receiptJson, text })
    const says = bilingual(`将写出第${index}号叶的回执：`, `the receipt of leaf ${index} will be written to:`)
    const output: Output = { json: receiptJson, text: say(context, summary) }
    return writingNew(context, options, { file: out, content: note, says }, output)
  })
}

const isHandedInBy =
  (unit: Uscc, event: string | undefined) =>
  ({ stream, actor, revision }: Envelope): boolean => {
    const name = parseStream(stream)
    if (name?.aggregate !== "designation" || name.key !== unit) return false
    return event === undefined ? actor.role === "unit" : revision === Number(event)
  }

const issueFailure = (fault: ReceiptIssueFault, unit: Uscc, event: string | undefined): Failure => {
  switch (fault._tag) {
    case "NothingToReceipt":
      return event === undefined
        ? notFound(`日志中没有${unit}提交的事项`, `the log has no submission of ${unit}`)
        : notFound(`日志中没有${unit}的第${event}号记录`, `the log has no record ${event} of ${unit}`)
    case "AlreadyDue":
      return {
        ...failure(
          exits.refused,
          fault._tag,
          `承诺的期限${fault.by}已过`,
          `the promise would have been due by ${fault.by}`,
          { by: fault.by },
        ),
        hint: bilingual(
          "期限自登记之时起算；可用--within放宽",
          "the time runs from the recording; allow more with --within",
        ),
      }
    default:
      return signingFailure(fault)
  }
}
