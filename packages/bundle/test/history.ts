/** A small history that was lived, its log's keys, and bundles made of it in memory. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import {
  type Audience,
  type AuditReport,
  exportBundle,
  memoryFolder,
  newMemoryFolder,
  storedEventOf,
  verifyBundle,
  type VerifyOptions,
} from "../src/index.js"
import { civilDate, qinhuangdao2020 } from "@shifan/core"
import { type Envelope, type Events, readEnvelope } from "@shifan/event-store"
import { rosterDigestsAt, rosterUnder } from "@shifan/roster"
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
import { must, right, utf8 } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"

export type Files = Map<string, Uint8Array>

export const origin = "bureau.example/示范"
export const logKey = await testSigner("Ed25519", origin, 1)
const witnessKey = await testSigner("Cosignature", "audit-office.example", 2)

const policyLines = (log: SignerKey): string =>
  `log ${printVerifierKey(log.verifier)}\nwitness audit ${printVerifierKey(witnessKey.verifier)}\nquorum audit\n`

export const policy = utf8(policyLines(logKey))

export const asOf = civilDate("2021-06-30")
export const library = [qinhuangdao2020]
export const hasher = nodeHasher

export const leavesIn = (fixture: string): ReadonlyArray<Uint8Array> =>
  readFileSync(join(import.meta.dirname, "../../testkit/fixtures", fixture), "utf8")
    .split("\n")
    .slice(0, -1)
    .map(utf8)

export const envelopeIn = (leaf: Uint8Array): Envelope => right(readEnvelope(leaf))

/** The instrument, a call, a unit that was certified as it is, one with a waiver, and one that the county declined. */
export const leaves: ReadonlyArray<Uint8Array> = leavesIn("history-1.ndjson")
  .slice(0, 38)
  .filter((leaf) =>
    /instrument|call|91130302MA00010187|91130372MA00011062|91130306MA0001042H/.test(envelopeIn(leaf).stream),
  )

export const rootOf = (some: ReadonlyArray<Uint8Array>): Uint8Array =>
  edgeRoot(
    some.reduce((edge, leaf) => extendEdge(edge, [hasher.leaf(leaf)], hasher).edge, emptyEdge),
    hasher,
  )

/** Signed by the log and cosigned by the audit office. */
export const signedHead = async (
  size: number,
  root: Uint8Array,
  { key = logKey, name = origin }: { readonly key?: SignerKey<"Ed25519">; readonly name?: string } = {},
): Promise<Uint8Array> => {
  const text = right(printCheckpoint({ origin: name, size, root }))
  const signatures = [await must(signText(key, text)), await must(cosign(witnessKey, text, 1_700_000_000))]
  return utf8(printNote({ text, signatures }))
}

export async function* eventsOf(some: ReadonlyArray<Uint8Array>): Events {
  for (const [index, leaf] of some.entries()) yield E.right(storedEventOf(leaf, index, {}))
}

export interface Making {
  readonly checkpoint?: Uint8Array
  readonly audience?: Audience
  readonly policy?: Uint8Array
}

export const exported = async (some: ReadonlyArray<Uint8Array>, making: Making = {}) => {
  let made: Files = new Map()
  const folder = newMemoryFolder((files) => {
    made = new Map(files)
  })
  const checkpoint = making.checkpoint ?? (await signedHead(some.length, rootOf(some)))
  const done = await exportBundle({
    events: eventsOf(some),
    checkpoint,
    policy: making.policy ?? policy,
    rosterUnder,
    asOf,
    audience: making.audience ?? { _tag: "public" },
    folder,
    hasher,
  })()
  return { done, files: made }
}

export const bundleOf = async (some: ReadonlyArray<Uint8Array>, making: Making = {}): Promise<Files> => {
  const { done, files } = await exported(some, making)
  right(done)
  return files
}

export const audit = (
  files: ReadonlyMap<string, Uint8Array>,
  options: Partial<VerifyOptions> = {},
): Promise<AuditReport> => auditAlone(files, { policy, ...options })

/** With nothing from outside but what `options` brings. */
export const auditAlone = (
  files: ReadonlyMap<string, Uint8Array>,
  options: Partial<VerifyOptions> = {},
): Promise<AuditReport> =>
  verifyBundle(memoryFolder(files), {
    library,
    rosterUnder,
    rosterDigestsAt,
    depth: "decisions",
    hasher,
    ...options,
  })()

export const codesIn = ({ faults }: AuditReport): ReadonlyArray<string> => faults.map(({ code }) => code)
