import { createHash } from "node:crypto"
import { mkdtempSync } from "node:fs"
import { join } from "node:path"
import { type Depth, exportBundle, verifyBundle } from "@shifan/bundle"
import { newNodeFolder, nodeFolder } from "@shifan/bundle/node"
import { civilDate } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import type { EventStore } from "@shifan/event-store"
import { openSqliteStore, type SqliteStore } from "@shifan/sqlite/event-store"
import { rosterDigestsAt, rosterUnder } from "@shifan/roster"
import {
  emptyRange,
  extendRange,
  printCheckpoint,
  printNote,
  printVerifierKey,
  rangeRoot,
  signerKey,
  signText,
} from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import { orThrow } from "../history.js"
import { race, type Result } from "../measurement.js"
import { replayStore } from "./replay.js"

const origin = "benchmark.example/log"
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export interface Bundle {
  readonly folder: string
  /** The text of the policy. */
  readonly policy: string
}

/** A checkpoint of everything in the store, and the text of a policy that trusts it. */
export const signStore = async (
  store: Pick<EventStore, "readAll">,
): Promise<{ readonly checkpoint: Uint8Array; readonly policy: string }> => {
  let range = emptyRange
  for await (const event of store.readAll())
    range = extendRange(range, nodeHasher.leaf(orThrow(event).leaf), nodeHasher)
  const key = orThrow(await signerKey("Ed25519", origin, new Uint8Array(32).fill(7))())
  const text = orThrow(printCheckpoint({ origin, size: range.size, root: rangeRoot(range, nodeHasher) }))
  const checkpoint = utf8(printNote({ text, signatures: [orThrow(await signText(key, text)())] }))
  return { checkpoint, policy: `log ${printVerifierKey(key.verifier)}\nquorum none\n` }
}

/** Exports everything in the store to a new folder. */
const exportStore = async (folder: string, store: SqliteStore): Promise<Bundle> => {
  const { checkpoint, policy } = await signStore(store)
  const path = join(mkdtempSync(join(folder, "bundle-")), "bundle")
  orThrow(
    await exportBundle({
      events: store.readAll(),
      checkpoint,
      policy: utf8(policy),
      rosterUnder,
      asOf: civilDate("2020-12-31"),
      audience: { _tag: "public" },
      folder: orThrow(await newNodeFolder(path)()),
      hasher: nodeHasher,
    })(),
  )
  return { folder: path, policy }
}

export const verify = async (
  { folder, policy }: Bundle,
  depth: Depth,
  progress: (leaves: number) => void = () => {},
): Promise<void> => {
  const options = {
    library: [qinhuangdao2020],
    rosterUnder,
    rosterDigestsAt,
    depth,
    hasher: nodeHasher,
    progress,
  }
  const { sound, faults } = await verifyBundle(nodeFolder(folder), { ...options, policy: utf8(policy) })()
  if (!sound) throw new Error(JSON.stringify(faults[0]))
}

const rounds = { rounds: 3, warmUp: 0 } as const

/** A store's file and its bundle. */
export interface BundledHistory {
  readonly file: string
  readonly bundle: Bundle
  readonly events: number
}

/** Verifies the leaves of a long history, and every decision of a shorter one, which takes longer per event. */
export const measureVerification = async (
  long: BundledHistory,
  short: BundledHistory,
): Promise<ReadonlyArray<Result>> => {
  const leaves = await leavesIn(long.file)
  const store = await openReadOnly(short.file)
  const results = [
    await race({
      ...rounds,
      work: "audit verify of a bundle on disk, leaves only",
      baseline: "SHA-256 of the same bytes in memory",
      count: long.events,
      target: { ratio: "slower", bound: "atMost", value: 2 },
      ours: () => verify(long.bundle, "leaves"),
      theirs: () => {
        for (const leaf of leaves) createHash("sha256").update(leaf).digest()
      },
    }),
    await race({
      ...rounds,
      work: "audit verify of a bundle on disk, every event decided again",
      baseline: "replay into states and roster",
      count: short.events,
      target: { ratio: "slower", bound: "atMost", value: 3 },
      ours: () => verify(short.bundle, "decisions"),
      theirs: async () => void (await replayStore(store)),
    }),
  ]
  await store.close()
  return results
}

const openReadOnly = async (file: string): Promise<SqliteStore> =>
  orThrow(await openSqliteStore({ file, readOnly: true })())

const leavesIn = async (file: string): Promise<ReadonlyArray<Uint8Array>> => {
  const store = await openReadOnly(file)
  const leaves: Array<Uint8Array> = []
  for await (const event of store.readAll()) leaves.push(orThrow(event).leaf)
  await store.close()
  return leaves
}

export const bundleFile = async (folder: string, file: string): Promise<Bundle> => {
  const store = await openReadOnly(file)
  const bundle = await exportStore(folder, store)
  await store.close()
  return bundle
}
