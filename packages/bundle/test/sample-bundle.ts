/** A short history from the frozen demo, the keys of its log, and in-memory bundles of it. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { civilDate } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { encode, type Envelope, type Events, readEnvelope } from "@shifan/event-store"
import { rosterDigestsAt, rosterUnder } from "@shifan/roster"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { forge } from "@shifan/testkit/forger"
import { testSigner } from "@shifan/testkit/tlog"
import {
  cosign,
  edgeRoot,
  emptyEdge,
  extendEdge,
  printCheckpoint,
  printNote,
  printVerifierKey,
  type SignerKey,
  signText,
} from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import {
  type Audience,
  type AuditReport,
  exportBundle,
  memoryFolder,
  newMemoryFolder,
  storedEventOf,
  type TimestampFiles,
  verifyBundle,
  type VerifyOptions,
} from "../src/index.js"

export type Leaves = ReadonlyArray<Uint8Array>

/** The files of a bundle by path. */
export type Files = Map<string, Uint8Array>

export const origin = "bureau.example/示范"
export const logKey = await testSigner("Ed25519", origin, 1)
const witnessKey = await testSigner("Cosignature", "audit-office.example", 2)

/** Trusts the log's key and requires the cosignature of the audit office. */
export const policy = utf8(
  `log ${printVerifierKey(logKey.verifier)}\nwitness audit ${printVerifierKey(witnessKey.verifier)}\nquorum audit\n`,
)

export const asOf = civilDate("2021-06-30")

export const leavesIn = (fixture: string): Leaves =>
  readFileSync(join(import.meta.dirname, "../../testkit/fixtures", fixture), "utf8")
    .split("\n")
    .slice(0, -1)
    .map(utf8)

export const envelopeIn = (leaf: Uint8Array): Envelope => right(readEnvelope(leaf))

/** The instrument, a call, a unit certified without waiver, one certified with a waiver, and one that the county declined. */
export const leaves: Leaves = leavesIn("history-1.ndjson")
  .slice(0, 38)
  .filter((leaf) =>
    /instrument|call|91130302MA00010187|91130372MA00011062|91130306MA0001042H/.test(envelopeIn(leaf).stream),
  )

/** The frozen history of the demo, changed so that its log records the key that signs these bundles. */
export const demo: Leaves = forge(
  leavesIn("history-1.ndjson").map((leaf, i) => storedEventOf(leaf, i, {})),
  (envelope) =>
    envelope.type === "LogKeyIntroduced"
      ? { ...envelope, data: { ...Object(envelope.data), key: printVerifierKey(logKey.verifier) } }
      : envelope,
).map(({ leaf }) => leaf)

export const leafAt = (index: number): Uint8Array => {
  const leaf = leaves[index]
  if (leaf === undefined) throw new Error(`there is no leaf ${index}`)
  return leaf
}

/** The leaves with one event changed and encoded again. */
export const withEvent = (index: number, change: (envelope: Envelope) => Envelope): Leaves =>
  leaves.with(index, right(encode(change(envelopeIn(leafAt(index))))))

/** Leaves that are not events, for tests that need many leaves but only their bytes. */
export const plainLeaves = (count: number): Leaves => Array.from({ length: count }, (_, i) => utf8(`{"leaf":${i}}`))

export const rootOf = (some: Leaves): Uint8Array =>
  edgeRoot(extendEdge(emptyEdge, some.map(nodeHasher.leaf), nodeHasher).edge, nodeHasher)

interface HeadOptions {
  /** Time of the audit office's cosignature, in seconds since 1970. */
  readonly time?: number
  readonly key?: SignerKey<"Ed25519">
  readonly name?: string
}

/** A checkpoint signed by the log and cosigned by the audit office. */
export const signedHead = async (
  size: number,
  root: Uint8Array,
  { key = logKey, name = origin, time = 1_700_000_000 }: HeadOptions = {},
): Promise<Uint8Array> => {
  const text = right(printCheckpoint({ origin: name, size, root }))
  const signatures = [await must(signText(key, text)), await must(cosign(witnessKey, text, time))]
  return utf8(printNote({ text, signatures }))
}

/** An hour after the last record, in seconds; an arbitrary time if the leaves are not events. */
export const hourAfter = (some: Leaves): number => {
  const last = some.at(-1)
  const envelope = last === undefined ? E.left(undefined) : readEnvelope(last)
  const recordedAt = E.isRight(envelope) ? Date.parse(envelope.right.recordedAt) : Number.NaN
  return Number.isNaN(recordedAt) ? 1_700_000_000 : Math.floor(recordedAt / 1000) + 3600
}

export const headOf = (some: Leaves, options: HeadOptions = {}): Promise<Uint8Array> =>
  signedHead(some.length, rootOf(some), { time: hourAfter(some), ...options })

export async function* eventsOf(some: Leaves): Events {
  for (const [index, leaf] of some.entries()) yield E.right(storedEventOf(leaf, index, {}))
}

export interface BundleOptions {
  readonly checkpoint?: Uint8Array
  readonly audience?: Audience
  readonly policy?: Uint8Array
  readonly timestamps?: ReadonlyArray<TimestampFiles>
}

/** The result of an export and the files it published, which are none if it failed. */
export const tryExport = async (some: Leaves, options: BundleOptions = {}) => {
  let files: Files = new Map()
  const folder = newMemoryFolder((published) => {
    files = new Map(published)
  })
  const result = await exportBundle({
    events: eventsOf(some),
    checkpoint: options.checkpoint ?? (await headOf(some)),
    policy: options.policy ?? policy,
    timestamps: options.timestamps ?? [],
    rosterUnder,
    asOf,
    audience: options.audience ?? { _tag: "public" },
    folder,
    hasher: nodeHasher,
  })()
  return { result, files }
}

export const bundleOf = async (some: Leaves, options: BundleOptions = {}): Promise<Files> => {
  const { result, files } = await tryExport(some, options)
  right(result)
  return files
}

/** A sound bundle; tests corrupt copies of it. */
export const sampleBundle: ReadonlyMap<string, Uint8Array> = await bundleOf(leaves)

/** Options of every verification; depth `decisions` unless a test overrides it. */
export const verifyOptions = {
  library: [qinhuangdao2020],
  rosterUnder,
  rosterDigestsAt,
  depth: "decisions",
  hasher: nodeHasher,
} satisfies VerifyOptions

export const audit = (
  files: ReadonlyMap<string, Uint8Array>,
  options: Partial<VerifyOptions> = {},
): Promise<AuditReport> => auditWithoutPolicy(files, { policy, ...options })

/** Verifies without outside information except what `options` supplies. */
export const auditWithoutPolicy = (
  files: ReadonlyMap<string, Uint8Array>,
  options: Partial<VerifyOptions> = {},
): Promise<AuditReport> => verifyBundle(memoryFolder(files), { ...verifyOptions, ...options })()

export const faultCodes = ({ faults }: AuditReport): ReadonlyArray<string> => faults.map(({ code }) => code)

export const observationCodes = ({ observations }: AuditReport): ReadonlyArray<string> =>
  observations.map(({ code }) => code)

export const textIn = (files: ReadonlyMap<string, Uint8Array>, path: string): string =>
  new TextDecoder().decode(files.get(path))

export const withoutFile = (files: ReadonlyMap<string, Uint8Array>, path: string): Files =>
  new Map([...files].filter(([name]) => name !== path))

/** A copy with the lowest bit of one byte of a file inverted. */
export const withFlippedBit = (files: ReadonlyMap<string, Uint8Array>, path: string, at: number): Files => {
  const content = files.get(path) ?? new Uint8Array()
  return new Map(files).set(path, content.with(at, (content[at] ?? 0) ^ 1))
}

/** A copy with the first match in a text file replaced; fails if nothing matches. */
export const withText = (
  files: ReadonlyMap<string, Uint8Array>,
  path: string,
  from: string | RegExp,
  to: string,
): Files => {
  const before = textIn(files, path)
  const after = before.replace(from, to)
  if (after === before) throw new Error(`${path} is unchanged`)
  return new Map(files).set(path, utf8(after))
}
