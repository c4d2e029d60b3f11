/** A history moves house: copied to another store in its order, then both are read in full and compared. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import {
  compareLogs,
  copyLog,
  type LogComparison,
  type CopyResult,
  type CopyError,
  type EventStore,
} from "@shifan/event-store"
import { withoutPassword, type StoreAddress } from "./store-address.js"
import { storeFailure } from "../failures.js"
import { logHash } from "./log-hash.js"
import { planCopy, type CopyPlan } from "./copy-plan.js"
import { openStore, type OpenMode } from "./open-store.js"
import type { Failure, Output } from "../result.js"
import { progress } from "../progress.js"
import { copyVault } from "./backup-files.js"
import { say, type CommandContext } from "../command-context.js"
import { mismatchFailure, differenceFailure, copyOutput } from "./copy-report.js"
import { confirm } from "../apply/act.js"

export interface CopyFlags {
  readonly toVault?: string
}

export const copy = async (
  context: CommandContext,
  from: string,
  to: string,
  { toVault }: CopyFlags,
): Promise<E.Either<Failure, Output>> => {
  const move = planCopy(context.settings, from, to, toVault)
  if (E.isLeft(move)) return move
  const [source, target] = [withoutPassword(move.right.source), withoutPassword(move.right.target)]
  const plan = bilingual(`将${source}的历史复制到${target}`, `${source} is copied to ${target}`)
  const agreed = await confirm(context, say(context, plan))
  if (E.isLeft(agreed)) return agreed
  const done = await carriedOver(context, move.right)
  if (E.isLeft(done)) return done
  const { copied, compared } = done.right
  if (!compared.same) return E.left(differenceFailure(source, target, compared))
  const { vault } = move.right
  const kept = vault === undefined || toVault === undefined ? E.right(undefined) : await copyVault(vault, toVault)
  return E.map(() => copyOutput(context, move.right, copied, compared.source))(kept)
}

interface Done {
  readonly copied: CopyResult
  readonly compared: LogComparison
}

const carriedOver = (context: CommandContext, { source, target }: CopyPlan): Promise<E.Either<Failure, Done>> => {
  const failed = E.mapLeft((error: CopyError) => failureOf(error, withoutPassword(source), withoutPassword(target)))
  return using(source, { readOnly: true }, async (events) => {
    // Each commit need not wait for the disk: a copy that was cut off goes on, and closing the file syncs it.
    const copied = await using(target, { create: true, synchronous: "NORMAL" }, async (copies) => {
      const telling = progress(context, () => performance.now())
      const done = await copyLog(events, copies, telling.at)()
      telling.done()
      return failed(done)
    })
    if (E.isLeft(copied)) return copied
    return using(target, { readOnly: true }, async (copies) => {
      const telling = progress(context, () => performance.now(), copied.right.events)
      const done = await compareLogs(events, copies, logHash, telling.at)()
      telling.done()
      return E.map((compared: LogComparison): Done => ({ copied: copied.right, compared }))(failed(done))
    })
  })
}

/** Opens, works, and closes whatever comes of it. */
const using = async <A>(
  address: StoreAddress,
  how: OpenMode,
  work: (store: EventStore) => Promise<E.Either<Failure, A>>,
): Promise<E.Either<Failure, A>> => {
  const opened = await openStore(address, how)
  if (E.isLeft(opened)) return opened
  try {
    return await work(opened.right.store)
  } finally {
    await opened.right.store.close()
  }
}

const failureOf = (error: CopyError, from: string, to: string): Failure => {
  if (error._tag === "Mismatch") return mismatchFailure(from, to, error)
  const failure = storeFailure(error.error)
  const where = error._tag === "SourceFailed" ? from : to
  return {
    ...failure,
    message: bilingual(`${where}：${failure.message.zh}`, `${where}: ${failure.message.en}`),
    hint: bilingual("再次运行即从中断处继续", "run it again, and it goes on where it ended"),
  }
}
