/** Checks everything about a store: repeats decisions, recomputes lists, and compares it with heads and vault. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import {
  auditPublications,
  publicationCollector,
  replay,
  withFaults,
  type ReplayOptions,
  type Verdict,
} from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import { leafHash, parseStream, type Events } from "@shifan/event-store"
import { rosterDigestsAt } from "@shifan/roster"
import { leafHashes } from "@shifan/sqlite/event-store"
import { nodeHasher } from "@shifan/tlog/node"
import type { CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { progressLine } from "../progress.js"
import type { Failure } from "../result.js"
import type { Session } from "../store/session.js"
import { headComparison, type KnownHead } from "../store/soundness.js"
import { hasCommitments, readDamaged, vaultFaults } from "../store/vault-soundness.js"
import { headsOf, type HeadsGiven } from "./known-heads.js"

/** Result of checking a store. */
export interface StoreCheck {
  readonly holds: boolean
  readonly verdict: Verdict
  readonly publications: number
  /** Damage that the file itself reveals. */
  readonly damage: ReadonlyArray<string>
  /** Disagreements with heads, vault or the count of heads. */
  readonly beside: ReadonlyArray<Bilingual>
  readonly heads: ReadonlyArray<KnownHead>
  /** Events that are not yet in the log. */
  readonly pending: number
}

/** @param each receives every readable event, in the order of the store */
export const checkStore = async (
  context: Pick<CommandContext, "terminal" | "settings">,
  session: Session,
  options: HeadsGiven = {},
  each: NonNullable<ReplayOptions["each"]> = () => {},
): Promise<E.Either<Failure, StoreCheck>> => {
  const damage = session.file === undefined ? E.right([]) : await session.file.faults()
  if (E.isLeft(damage)) return E.left(storeFailure(damage.left))
  const heads = await headsOf(session, options)
  if (E.isLeft(heads)) return heads
  const { known, compared: comparedHeads, memory } = heads.right
  const { verdict, publications, compared, units, erasures } = await replayAndCompare(
    context,
    session,
    comparedHeads,
    each,
  )
  const { vaultFile } = session
  const hasVault = vaultFile !== undefined && existsSync(vaultFile)
  const isRead = !verdict.faults.some(({ code }) => code === "Unreadable")
  const sealed = { ...session, units, erasures, events: verdict.events, isWhole: verdict.faultCount === 0 }
  const vault = hasVault && isRead ? await vaultFaults(sealed, vaultFile) : E.right([])
  if (E.isLeft(vault)) return vault
  const inLog = session.file === undefined ? await session.log.size() : E.right(verdict.events)
  if (E.isLeft(inLog) && inLog.left._tag !== "Corrupt") return E.left(storeFailure(inLog.left))
  const ofHeads = [...compared.map(({ says }) => says), ...(memory === undefined ? [] : [memory.message])]
  const beside = [...ofHeads, ...vault.right]
  return E.right({
    holds: verdict.faultCount === 0 && damage.right.length === 0 && beside.length === 0,
    verdict,
    publications,
    damage: damage.right,
    beside,
    heads: known,
    pending: E.isLeft(inLog) ? 0 : Math.max(0, verdict.events - inLog.right),
  })
}

/** The result in one line. */
export const checkSentence = ({ holds, verdict, publications, beside }: StoreCheck): Bilingual => {
  const { events, streams, decisions, faultCount } = verdict
  if (!holds) return bilingual(`✗ ${faultCount + beside.length}处不符`, `✗ ${faultCount + beside.length} faults`)
  const lists = publications === 1 ? "list" : "lists"
  return bilingual(
    `✓ ${events}条事件、${streams}个流全部核对，${decisions}项决定重新裁决，${publications}份公布的名单重新计算，结果一致`,
    `✓ ${events} events in ${streams} streams are sound; ${decisions} decisions and ${publications} published ${lists}, recomputed, came out the same`,
  )
}

/** Repeats every decision, recomputes every published list, and compares every known head, in one pass. */
const replayAndCompare = async (
  context: Pick<CommandContext, "terminal" | "settings">,
  { store, file, address, library: texts }: Session,
  heads: ReadonlyArray<KnownHead>,
  each: NonNullable<ReplayOptions["each"]>,
) => {
  const progress = progressLine(context)
  const publications = publicationCollector()
  const compared = headComparison(heads)
  const units = new Set<string>()
  const erasures = new Map<string, number>()
  let count = 0
  const hash = (leaf: Uint8Array): Uint8Array => {
    const hashed = leafHash(leaf)
    compared.add(hashed)
    return hashed
  }
  const isFile = address._tag === "Sqlite"
  // Other reads of a file end at the first altered leaf; an audit names all of them.
  const read = (): Events => readDamaged({ store, file })
  const replayed = await replay(isFile ? read() : hashing(read(), hash), {
    library: texts,
    each: (envelope, index, leaf) => {
      each(envelope, index, leaf)
      publications.take(envelope, index)
      if (hasCommitments(envelope)) units.add(envelope.stream)
      const unit = envelope.type === "PersonalDataErased" ? parseStream(envelope.stream)?.key : undefined
      if (unit !== undefined) erasures.set(unit, (erasures.get(unit) ?? 0) + 1)
      progress.at(++count)
    },
    ...(isFile ? { recorded: { hashes: leafHashes(address.file), hash } } : {}),
  })
  const published = await auditPublications(read, publications.all(), rosterDigestsAt, nodeHasher)
  progress.done()
  const verdict = withFaults(replayed, published)
  return { verdict, publications: publications.all().length, compared: compared.end(), units, erasures }
}

async function* hashing(events: Events, hash: (leaf: Uint8Array) => unknown): Events {
  for await (const next of events) {
    if (E.isRight(next)) hash(next.right.leaf)
    yield next
  }
}
