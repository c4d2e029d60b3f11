/** `audit verify` checks everything in a store or a bundle again (art. 16); `audit verifier` writes the page that does so in a browser. */
import { createHash } from "node:crypto"
import { existsSync, statSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import {
  auditFaultNames,
  auditPublications,
  publicationCollector,
  replay,
  withFaults,
  type LogFault,
} from "@shifan/audit"
import { formatPolicyFault, reportHtml, reportJson, reportText, verifyBundle } from "@shifan/bundle"
import { nodeFolder } from "@shifan/bundle/node"
import { bilingual } from "@shifan/core"
import { leafHash, type Events } from "@shifan/event-store"
import { rosterDigestsAt, rosterUnder } from "@shifan/roster"
import { leafHashes } from "@shifan/sqlite/event-store"
import { parsePolicy } from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import { verifierPage } from "@shifan/verifier"
import { paint, say, type CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { writeNew } from "../files.js"
import { readIfNamed } from "../input/read-file.js"
import { readPolicyBytes } from "./log-files.js"
import { progressLine } from "../progress.js"
import { exits, exitWith, failure, usage, type Failure, type FindingOptions, type Output } from "../result.js"
import { inSession, library, type Session } from "../store/session.js"
import { headComparison, type KnownHead } from "../store/soundness.js"
import { hasCommitments, vaultFaults } from "../store/vault-soundness.js"
import { headsOf } from "./known-heads.js"

/** `report` and `leavesOnly` are for bundles; with a store they are refused. */
export interface VerifyOptions extends FindingOptions {
  readonly kept?: string
  readonly policy?: string
  readonly report?: string
  readonly leavesOnly?: boolean
}

/** `what`: the folder of a bundle, or a store; by default the store of the settings. */
export const auditVerify = async (
  context: CommandContext,
  what: string | undefined,
  options: VerifyOptions,
): Promise<E.Either<Failure, Output>> => {
  if (what !== undefined && isFolder(what)) return verifyBundleAt(context, what, options)
  const { report, leavesOnly } = options
  if ([report, leavesOnly].some((option) => option !== undefined))
    return E.left(
      usage(
        "--report和--leaves-only用于核验包，不用于存储",
        "--report and --leaves-only are for a bundle, not for a store",
        bilingual("先用audit export导出", "make one with audit export"),
      ),
    )
  const { settings } = context
  const store = what === undefined || what.includes(":") ? what : `sqlite:${what}`
  return verifyStore({ ...context, settings: { ...settings, store: store ?? settings.store } }, options)
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** Exit 4 when anything does not hold; 10 with `--exit-code` when something was merely observed. */
const verifyBundleAt = async (
  context: CommandContext,
  path: string,
  options: VerifyOptions,
): Promise<E.Either<Failure, Output>> => {
  const policy = options.policy === undefined ? E.right(undefined) : readPolicyBytes(options.policy)
  if (E.isLeft(policy)) return policy
  const unreadable = policy.right === undefined ? undefined : policyFailure(policy.right, options.policy ?? "")
  if (unreadable !== undefined) return E.left(unreadable)
  const kept = readIfNamed(options.kept)
  if (E.isLeft(kept)) return kept
  const progress = progressLine(context)
  const report = await verifyBundle(nodeFolder(path), {
    library,
    rosterUnder,
    rosterDigestsAt,
    depth: options.leavesOnly === true ? "leaves" : "decisions",
    hasher: nodeHasher,
    ...(policy.right === undefined ? {} : { policy: policy.right }),
    ...(kept.right === undefined ? {} : { kept: kept.right }),
    now: context.clock(),
    progress: progress.at,
  })()
  progress.done()
  if (options.report !== undefined) {
    const written = writeNew(options.report, reportHtml(report))
    if (E.isLeft(written)) return written
  }
  const palette = {
    good: (text: string) => paint(context, "green", text),
    bad: (text: string) => paint(context, "red", text),
    note: (text: string) => paint(context, "yellow", text),
  }
  return E.right({
    json: reportJson(report),
    text: reportText(report, context.settings.language, palette),
    exit: report.sound ? exitWith(report.observations, options) : exits.verificationFailed,
  })
}

/** The reader's own file, which is no fault of the bundle. */
const policyFailure = (file: Uint8Array, name: string): Failure | undefined => {
  const policy = parsePolicy(file)
  if (E.isRight(policy)) return undefined
  const { zh, en } = formatPolicyFault(policy.left)
  return {
    ...usage(`策略文件${name}不合格式：${zh}`, `the policy ${name} is malformed: ${en}`),
    hint: bilingual("请另行取得策略文件（C2SP tlog-policy）", "get a policy (C2SP tlog-policy) from elsewhere"),
  }
}

/** Exit 4 when anything does not hold. */
export const verifyStore = (
  context: CommandContext,
  options: Pick<VerifyOptions, "kept" | "policy"> = {},
): Promise<E.Either<Failure, Output>> =>
  inSession(context, { readOnly: true }, async (session) => {
    const damage = session.file === undefined ? E.right([]) : await session.file.faults()
    if (E.isLeft(damage)) return E.left(storeFailure(damage.left))
    const heads = await headsOf(session, options)
    if (E.isLeft(heads)) return heads
    const { known, memory } = heads.right
    const { verdict, publications, compared, units } = await replayAndCompare(context, session, known)
    const { vaultFile } = session
    const hasVault = vaultFile !== undefined && existsSync(vaultFile)
    const vault = hasVault ? await vaultFaults(session.store, vaultFile, units, verdict.events) : E.right([])
    if (E.isLeft(vault)) return vault
    const ofHeads = [...compared.map(({ says }) => says), ...(memory === undefined ? [] : [memory.message])]
    const beside = [...ofHeads, ...vault.right]
    const { faults, ...numbers } = verdict
    const { events, streams, decisions, faultCount } = verdict
    const holds = faultCount === 0 && damage.right.length === 0 && beside.length === 0
    const lists = publications === 1 ? "list" : "lists"
    const summary = holds
      ? bilingual(
          `✓ ${events}条事件、${streams}个流全部核对，${decisions}项决定重新裁决，${publications}份公布的名单重新计算，结果一致`,
          `✓ ${events} events in ${streams} streams hold; ${decisions} decisions taken again and ${publications} published ${lists} computed again came out the same`,
        )
      : bilingual(`✗ ${faultCount + beside.length}处不符`, `✗ ${faultCount + beside.length} faults`)
    return E.right({
      json: {
        holds,
        ...numbers,
        publications,
        integrity: damage.right,
        heads: known.map(({ from, head: { size } }) => ({ from, size })),
        unsound: beside,
        faults: faults.map(faultJson),
      },
      text: [
        ...damage.right.map((line) => paint(context, "red", line)),
        ...faults.map((fault) => faultLines(context, fault)),
        ...beside.map((says) => `${paint(context, "red", "✗")} ${say(context, says)}`),
        paint(context, holds ? "green" : "red", say(context, summary)),
      ].join("\n"),
      exit: holds ? exits.done : exits.verificationFailed,
    })
  })

/** Every decision taken again, every published list computed again, and every known head, from the same events. */
const replayAndCompare = async (
  context: CommandContext,
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
  const published = await auditPublications(() => store.readAll(), publications.all(), rosterDigestsAt)
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
    `${paint(context, "red", "✗")} #${index} ${stream}@${revision} ${code}: ${say(context, auditFaultNames[code])}`,
    `    ${say(context, bilingual("应为", "expected"))}: ${say(context, expected)}`,
    `    ${say(context, bilingual("实为", "found"))}: ${say(context, found)}`,
  ].join("\n")
}

/** Prints the page's SHA-256, for readers to compare with one published elsewhere. */
export const auditVerifier = async (context: CommandContext, file: string): Promise<E.Either<Failure, Output>> => {
  const page = await verifierPage()
  if (E.isLeft(page)) return E.left(notBuilt)
  const written = writeNew(file, page.right)
  if (E.isLeft(written)) return written
  const sha256 = createHash("sha256").update(page.right).digest("hex")
  const summary = bilingual(
    `核验页已写入${file}\nSHA-256 ${sha256}`,
    `the page that verifies is in ${file}\nSHA-256 ${sha256}`,
  )
  return E.right({ json: { file, size: page.right.length, sha256 }, text: say(context, summary) })
}

const notBuilt: Failure = {
  ...failure(exits.notFound, "PageMissing", "核验页尚未生成", "the page that verifies was not built"),
  hint: bilingual("先运行npm run build", "run npm run build first"),
}
