/** `audit verify` checks everything in a store, a bundle, a proof or a statement again (art. 16). */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import {
  auditFaultNames,
  auditPublications,
  publicationCollector,
  replay,
  withFaults,
  type LogFault,
  type Verdict,
} from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import { leafHash, type Events } from "@shifan/event-store"
import { rosterDigestsAt } from "@shifan/roster"
import { leafHashes } from "@shifan/sqlite/event-store"
import { nodeHasher } from "@shifan/tlog/node"
import { paint, say, type CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { progressLine } from "../progress.js"
import { exits, usage, type Failure, type Output } from "../result.js"
import { inSession, type Session } from "../store/session.js"
import { headComparison, type KnownHead } from "../store/soundness.js"
import { hasCommitments, vaultFaults } from "../store/vault-soundness.js"
import { handedFile, type HandedFile } from "./handed-file.js"
import { headsOf } from "./known-heads.js"
import { verifyBundleAt, type VerifyBundleOptions } from "./verify-bundle.js"
import { verifyProofAt, type VerifyProofOptions } from "./verify-proof.js"
import { verifyStatementAt } from "./verify-statement.js"

/** `report`, `leavesOnly` and `record` are each for one kind of what is verified; with the others they are refused. */
export interface VerifyOptions extends VerifyBundleOptions, VerifyProofOptions {}

/** `what`: a bundle, its `.zip`, a proof, a statement, or a store; by default the store of the settings. */
export const auditVerify = async (
  context: CommandContext,
  what: string | undefined,
  options: VerifyOptions,
): Promise<E.Either<Failure, Output>> => {
  const { settings } = context
  const handed: E.Either<Failure, HandedFile> =
    what === undefined ? E.right({ _tag: "Store", address: settings.store }) : handedFile(what)
  if (E.isLeft(handed)) return handed
  const misplaced = misplacedOptions(handed.right, options)
  if (misplaced !== undefined) return E.left(misplaced)
  switch (handed.right._tag) {
    case "Bundle":
    case "Zip":
      return verifyBundleAt(context, handed.right.path, options)
    case "Proof":
      return verifyProofAt(context, handed.right.path, options)
    case "Statement":
      return verifyStatementAt(context, handed.right.path, options)
    case "Store":
      return verifyStore({ ...context, settings: { ...settings, store: handed.right.address } }, options)
  }
}

const flags = [
  ["kept", "--kept"],
  ["policy", "--policy"],
  ["report", "--report"],
  ["leavesOnly", "--leaves-only"],
  ["record", "--record"],
] as const

type VerifyOption = (typeof flags)[number][0]

interface AcceptedOptions {
  readonly name: Bilingual
  readonly options: ReadonlyArray<VerifyOption>
}

const ofBundle: AcceptedOptions = {
  name: bilingual("核验包", "a bundle"),
  options: ["kept", "policy", "report", "leavesOnly"],
}

const accepted: { readonly [K in HandedFile["_tag"]]: AcceptedOptions } = {
  Bundle: ofBundle,
  Zip: ofBundle,
  Proof: { name: bilingual("证明", "a proof"), options: ["kept", "policy", "record"] },
  Statement: { name: bilingual("单位状况证明", "a statement"), options: ["kept", "policy"] },
  Store: { name: bilingual("存储", "a store"), options: ["kept", "policy"] },
}

const misplacedOptions = ({ _tag }: HandedFile, options: VerifyOptions): Failure | undefined => {
  const { name, options: known } = accepted[_tag]
  const others = flags
    .filter(([option]) => options[option] !== undefined && !known.includes(option))
    .map(([, flag]) => flag)
  return others.length === 0
    ? undefined
    : usage(`${others.join("、")}不用于${name.zh}`, `${others.join(", ")}: not for ${name.en}`)
}

/** Exit 4 when anything does not hold. */
export const verifyStore = (
  context: CommandContext,
  options: Pick<VerifyOptions, "kept" | "policy"> = {},
): Promise<E.Either<Failure, Output>> =>
  inSession(context, { readOnly: true }, async (session) => {
    const checked = await checkStore(context, session, options)
    return E.isLeft(checked) ? checked : E.right(verdictOutput(context, session, checked.right))
  })

/** What a store was found to be. */
export interface StoreCheck {
  readonly holds: boolean
  readonly verdict: Verdict
  readonly publications: number
  /** What the file says of itself. */
  readonly damage: ReadonlyArray<string>
  /** What does not agree with heads, vault or memory. */
  readonly beside: ReadonlyArray<Bilingual>
  readonly heads: ReadonlyArray<KnownHead>
  /** Events that have no place in the log yet. */
  readonly pending: number
}

export const checkStore = async (
  context: Pick<CommandContext, "terminal" | "settings">,
  session: Session,
  options: Pick<VerifyOptions, "kept" | "policy"> = {},
): Promise<E.Either<Failure, StoreCheck>> => {
  const damage = session.file === undefined ? E.right([]) : await session.file.faults()
  if (E.isLeft(damage)) return E.left(storeFailure(damage.left))
  const heads = await headsOf(session, options)
  if (E.isLeft(heads)) return heads
  const { known, memory } = heads.right
  const { verdict, publications, compared, units } = await replayAndCompare(context, session, known)
  const { vaultFile } = session
  const hasVault = vaultFile !== undefined && existsSync(vaultFile)
  // What cannot be read to its end is not held to the vault.
  const isRead = !verdict.faults.some(({ code }) => code === "Unreadable")
  const vault = hasVault && isRead ? await vaultFaults(session.store, vaultFile, units, verdict.events) : E.right([])
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

const verdictOutput = (context: CommandContext, session: Session, check: StoreCheck): Output => {
  const { holds, verdict, publications, damage, beside, heads, pending } = check
  const { faults, ...numbers } = verdict
  const { events, streams, decisions, faultCount } = verdict
  const lists = publications === 1 ? "list" : "lists"
  const summary = holds
    ? bilingual(
        `✓ ${events}条事件、${streams}个流全部核对，${decisions}项决定重新裁决，${publications}份公布的名单重新计算，结果一致`,
        `✓ ${events} events in ${streams} streams hold; ${decisions} decisions taken again and ${publications} published ${lists} computed again came out the same`,
      )
    : bilingual(`✗ ${faultCount + beside.length}处不符`, `✗ ${faultCount + beside.length} faults`)
  return {
    json: {
      holds,
      ...numbers,
      ...(session.file === undefined ? { pending } : {}),
      publications,
      integrity: damage,
      heads: heads.map(({ from, head: { size } }) => ({ from, size })),
      unsound: beside,
      faults: faults.map(faultJson),
    },
    text: [
      ...damage.map((line) => paint(context, "red", line)),
      ...faults.map((fault) => faultLines(context, fault)),
      ...beside.map((says) => `${paint(context, "red", "✗")} ${say(context, says)}`),
      ...(pending === 0 ? [] : [say(context, notInLog(pending))]),
      paint(context, holds ? "green" : "red", say(context, summary)),
    ].join("\n"),
    exit: holds ? exits.done : exits.verificationFailed,
  }
}

const notInLog = (events: number): Bilingual =>
  bilingual(
    `${events}条事件尚未编入日志，audit checkpoint时编入`,
    `${events} events have no place in the log yet: audit checkpoint gives them one`,
  )

/** Every decision taken again, every published list computed again, and every known head, from the same events. */
const replayAndCompare = async (
  context: Pick<CommandContext, "terminal" | "settings">,
  { store, address, library: texts }: Session,
  heads: ReadonlyArray<KnownHead>,
) => {
  const progress = progressLine(context)
  const publications = publicationCollector()
  const compared = headComparison(heads)
  const units = new Set<string>()
  let count = 0
  const hash = (leaf: Uint8Array): Uint8Array => {
    const hashed = leafHash(leaf)
    compared.add(hashed)
    return hashed
  }
  const isFile = address._tag === "Sqlite"
  const replayed = await replay(isFile ? store.readAll() : hashing(store.readAll(), hash), {
    library: texts,
    each: (envelope, index) => {
      publications.take(envelope, index)
      if (hasCommitments(envelope)) units.add(envelope.stream)
      progress.at(++count)
    },
    ...(isFile ? { recorded: { hashes: leafHashes(address.file), hash } } : {}),
  })
  const published = await auditPublications(() => store.readAll(), publications.all(), rosterDigestsAt, nodeHasher)
  progress.done()
  const verdict = withFaults(replayed, published)
  return { verdict, publications: publications.all().length, compared: compared.end(), units }
}

async function* hashing(events: Events, hash: (leaf: Uint8Array) => unknown): Events {
  for await (const next of events) {
    if (E.isRight(next)) hash(next.right.leaf)
    yield next
  }
}

const faultJson = ({ code, place: { index, stream, revision }, expected, found }: LogFault) => ({
  index,
  stream,
  revision,
  code,
  expected: expected.en,
  found: found.en,
})

const faultLines = (context: CommandContext, { code, place, expected, found }: LogFault): string => {
  const { index, stream, revision } = place
  return [
    `${paint(context, "red", "✗")} #${index} ${stream}@${revision} ${say(context, bilingual(auditFaultNames[code].zh, `${code}: ${auditFaultNames[code].en}`))}`,
    `    ${say(context, bilingual("应为", "expected"))}: ${say(context, expected)}`,
    `    ${say(context, bilingual("实为", "found"))}: ${say(context, found)}`,
  ].join("\n")
}
