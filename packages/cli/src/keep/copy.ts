/** `copy`: copies the whole history to another store in order; then reads and compares both completely. */
import { existsSync } from "node:fs"
import { resolve } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import {
  compareLogs,
  copyLog,
  type CopyError,
  type CopyResult,
  type EventStore,
  type LogComparison,
  type LogHash,
  type LogSummary,
} from "@shifan/event-store"
import { emptyRange, extendRange, rangeRoot } from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import { confirm } from "../confirm.js"
import { paint, say, tellSilence, type CommandContext, type Settings } from "../command-context.js"
import { progressLine } from "../progress.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { withStore } from "../store/open-store.js"
import { firstDamage } from "../store/soundness.js"
import { parseAddress, vaultFileOf, withoutPassword, type StoreAddress } from "../store/store-address.js"
import { copyVault, fileExists } from "./backup-files.js"
import { copyFailure, differenceFailure, logFigures, mismatchFailure } from "./copy-difference.js"

export interface CopyOptions {
  readonly toVault?: string
  readonly dryRun?: boolean
}

export const copy = async (
  context: CommandContext,
  from: string,
  to: string,
  { toVault, dryRun = false }: CopyOptions,
): Promise<E.Either<Failure, Output>> => {
  const plan = planCopy(context.settings, from, to, toVault)
  if (E.isLeft(plan)) return plan
  const source = withoutPassword(plan.right.source)
  const target = withoutPassword(plan.right.target)
  const { settings, terminal } = context
  // Reads both completely, so only if somebody will see the preview.
  const isLookedAt = dryRun || (!settings.yes && terminal.ask !== undefined)
  const preview = isLookedAt ? await previewCopy(context, plan.right) : E.right({ json: {}, text: "" })
  if (E.isLeft(preview) || dryRun) return preview
  const agreed = await confirm(context, preview.right.text)
  if (E.isLeft(agreed)) return agreed
  const done = await copyAndCompare(context, plan.right)
  if (E.isLeft(done)) return done
  const { copied, compared } = done.right
  if (!compared.same) return E.left(differenceFailure(source, target, compared))
  const { vault } = plan.right
  if (vault !== undefined && toVault !== undefined) {
    const vaultCopied = await copyVault(vault, toVault)
    if (E.isLeft(vaultCopied)) return vaultCopied
  }
  return E.right(copyOutput(context, plan.right, copied, compared.source))
}

interface CopyPlan {
  readonly source: StoreAddress
  readonly target: StoreAddress
  /** The source's vault; `undefined` if there is none yet. */
  readonly vault: string | undefined
  /** Where to copy the vault, if at all. */
  readonly toVault: string | undefined
}

/** Describes the planned copy, and checks that the target is empty or a beginning of the source. */
const previewCopy = async (context: CommandContext, plan: CopyPlan): Promise<E.Either<Failure, Output>> => {
  const { source, target, vault, toVault } = plan
  const from = withoutPassword(source)
  const to = withoutPassword(target)
  const compared = await compareBefore(context, plan)
  if (E.isLeft(compared)) return compared
  const { mismatch } = compared.right
  const isBeginning = mismatch === undefined || (mismatch.aspect === "end" && mismatch.target === undefined)
  if (!isBeginning) return E.left(mismatchFailure(from, to, mismatch))
  const { events, streams, root } = logFigures(compared.right.source)
  const there = compared.right.target.events
  const summary = bilingual(
    `将${from}的历史复制到${to}：共${events}条事件、${streams}个流，已有${there}条，待复制${events - there}条`,
    `${from} will be copied to ${to}: ${events} events in ${streams} streams, ${there} already there, ${events - there} to copy`,
  )
  const aboutVault =
    toVault === undefined
      ? []
      : [bilingual(`个人信息保管库将复制到${toVault}`, `the vault of personal data will be copied to ${toVault}`)]
  return E.right({
    json: {
      from,
      to,
      dryRun: true,
      appended: 0,
      events,
      streams,
      root,
      same: mismatch === undefined,
      vault: toVault ?? vault ?? null,
      vaultCopied: false,
    },
    text: [summary, ...aboutVault].map((line) => say(context, line)).join("\n"),
  })
}

/** A missing target counts as empty. */
const compareBefore = (
  context: CommandContext,
  { source, target }: CopyPlan,
): Promise<E.Either<Failure, LogComparison>> => {
  const existing: StoreAddress = target._tag === "Sqlite" && !existsSync(target.file) ? { _tag: "Memory" } : target
  return withStore(source, { readOnly: true, onSilence: tellSilence(context) }, (original) =>
    withStore(existing, { readOnly: true }, (copies) => compareStores(context, original, copies, { source, target })),
  )
}

const compareStores = async (
  context: CommandContext,
  original: EventStore,
  copies: EventStore,
  { source, target }: Pick<CopyPlan, "source" | "target">,
  total?: number,
): Promise<E.Either<Failure, LogComparison>> => {
  const progress = progressLine(context)
  const compared = await compareLogs(original, copies, logHash, (events) => progress.at(events, total))()
  progress.done()
  return E.isLeft(compared)
    ? E.left(copyFailure(compared.left, withoutPassword(source), withoutPassword(target)))
    : compared
}

/** `-` stands for the configured store, whose address may contain a password that should not be an argument. */
const planCopy = (
  settings: Settings,
  from: string,
  to: string,
  toVault: string | undefined,
): E.Either<Failure, CopyPlan> => {
  const source = parseAddress(from === "-" ? settings.store : from)
  const target = parseAddress(to === "-" ? settings.store : to)
  if (E.isLeft(source)) return source
  if (E.isLeft(target)) return target
  if (source.right._tag === "Memory" || target.right._tag === "Memory")
    return E.left(usage("memory:在程序之外没有内容", "memory: is gone when the program ends"))
  if (locationOf(source.right) === locationOf(target.right))
    return E.left(usage("来源与目标相同", "from and to are the same store"))
  const vaultFile = vaultFileOf(source.right, settings.vault)
  const vault = vaultFile !== undefined && existsSync(vaultFile) ? vaultFile : undefined
  if (toVault !== undefined && vault === undefined)
    return E.left(notFound(`没有个人信息保管库${vaultFile}`, `there is no vault of personal data at ${vaultFile}`))
  if (toVault !== undefined && existsSync(toVault)) return E.left(fileExists(toVault))
  return E.right({ source: source.right, target: target.right, vault, toVault })
}

const locationOf = (address: StoreAddress): string =>
  address._tag === "Sqlite" ? resolve(address.file) : withoutPassword(address)

interface Done {
  readonly copied: CopyResult
  readonly compared: LogComparison
}

const copyAndCompare = (context: CommandContext, { source, target }: CopyPlan): Promise<E.Either<Failure, Done>> => {
  const failed = (error: CopyError): E.Either<Failure, never> =>
    E.left(copyFailure(error, withoutPassword(source), withoutPassword(target)))
  return withStore(source, { readOnly: true, onSilence: tellSilence(context) }, async (original, { log }) => {
    // A damaged event must not get a new hash in the copy. On a cluster, reading already compares hashes.
    const damage = source._tag === "Sqlite" ? await firstDamage(source.file, log) : undefined
    if (damage !== undefined) return failed({ _tag: "SourceFailed", error: damage })
    // No commit waits for the disk: an interrupted copy can continue, and closing the file syncs it.
    const copied = await withStore(
      target,
      { create: true, synchronous: "NORMAL", onSilence: tellSilence(context) },
      async (copies) => {
        const progress = progressLine(context)
        const result = await copyLog(original, copies, progress.at)()
        progress.done()
        return E.isLeft(result) ? failed(result.left) : result
      },
    )
    if (E.isLeft(copied)) return copied
    return withStore(target, { readOnly: true }, async (copies, { settledLog }) => {
      const { events } = copied.right
      const compared = await compareStores(context, original, copies, { source, target }, events)
      if (E.isLeft(compared)) return compared
      const done = { copied: copied.right, compared: compared.right }
      if (!done.compared.same) return E.right(done)
      // Indexes the copied events at once, so that heads signed before the move match.
      const settled = await settledLog()
      return E.isLeft(settled) ? failed({ _tag: "TargetFailed", error: settled.left }) : E.right(done)
    })
  })
}

const copyOutput = (
  context: CommandContext,
  { source, target, vault, toVault }: CopyPlan,
  { appended }: CopyResult,
  figures: LogSummary,
): Output => {
  const { events, streams, root } = logFigures(figures)
  const summary = bilingual(
    `✓ 复制${appended}条（此前已有${events - appended}条），两处逐字节一致：${events}条事件，${streams}个流，根${root}`,
    `✓ ${appended} events copied, ${events - appended} already there; both are identical byte for byte: ${events} events in ${streams} streams, root ${root}`,
  )
  const aboutVault = vault === undefined ? [] : [say(context, vaultRemark(vault, toVault))]
  return {
    json: {
      from: withoutPassword(source),
      to: withoutPassword(target),
      dryRun: false,
      appended,
      events,
      streams,
      root,
      same: true,
      vault: toVault ?? vault ?? null,
      vaultCopied: toVault !== undefined,
    },
    text: [paint(context, "green", say(context, summary)), ...aboutVault].join("\n"),
  }
}

const vaultRemark = (vault: string, toVault: string | undefined): Bilingual =>
  toVault === undefined
    ? bilingual(
        `个人信息不在其中，仍在${vault}；今后办理请加--vault ${vault}`,
        `Personal data were not copied: they are in ${vault}. Continue with --vault ${vault}`,
      )
    : bilingual(
        `个人信息保管库已复制到${toVault}；${vault}仍能读出，不再使用的须销毁`,
        `The vault was copied to ${toVault}. ${vault} is still readable: destroy whichever is no longer used`,
      )

/** Computes the Merkle root over a log's leaves (RFC 6962) as they are read. */
const logHash = (): LogHash => {
  let range = emptyRange
  return {
    add: (leaf) => {
      range = extendRange(range, nodeHasher.leaf(leaf), nodeHasher)
    },
    root: () => rangeRoot(range, nodeHasher),
  }
}
