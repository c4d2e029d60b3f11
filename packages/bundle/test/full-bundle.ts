/** A sound bundle with every optional part, and another honest one of the same log to take files from. */
import { createHash } from "node:crypto"
import { unitMapHead } from "@shifan/audit"
import { instantAt } from "@shifan/core"
import type { Envelope, StoredEvent } from "@shifan/event-store"
import { rosterDigestsAt } from "@shifan/roster"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { forge } from "@shifan/testkit/forger"
import { testSigner } from "@shifan/testkit/tlog"
import { cosign, parseNote, printNote, printVerifierKey } from "@shifan/tlog"
import { commitmentOf, storedEventOf, type LeafOpening, type TimestampFiles } from "../src/index.js"
import {
  bundleOf,
  envelopeIn,
  headOf,
  hourAfter,
  leavesIn,
  logKey,
  origin,
  policy,
  rootOf,
  type Files,
  type Leaves,
} from "./sample-bundle.js"
import { timestampQuery, timestampResponse } from "./timestamp-samples.js"

const secondWitness = await testSigner("Cosignature", "archive.example", 3)

/** Trusts the log if one of two witnesses has cosigned. */
export const fullPolicy = utf8(
  new TextDecoder()
    .decode(policy)
    .replace(
      "quorum audit",
      `witness archive ${printVerifierKey(secondWitness.verifier)}\ngroup either any audit archive\nquorum either`,
    ),
)

/** The application's telephone number, sealed. */
const opening: LeafOpening = {
  index: 3,
  path: "form.basic.phone",
  salt: createHash("sha256").update("salt").digest("hex"),
  value: "0335-5550101",
}

const withSealedPhone = (envelope: Envelope): Envelope => {
  const data = structuredClone(envelope.data) as { form: { basic: { phone: unknown } } }
  data.form.basic.phone = { sealed: commitmentOf(opening) }
  return { ...envelope, data }
}

const sha256Text = (bytes: Uint8Array): string => `sha256:${Buffer.from(bytes).toString("hex")}`

/** What the bureau records when it publishes the list as of a day, from these leaves. */
const publicationOf = (some: Leaves, asOf: string, before: object): object => {
  const logSize = some.length
  const point = { ...before, asOf, logSize } as Parameters<typeof rosterDigestsAt>[0][number]
  const found: Array<object> = []
  const roster = rosterDigestsAt([point], (_, { rows, digest, standings }) =>
    found.push({ rows, digest, units: unitMapHead(standings) }),
  )
  for (const [index, leaf] of some.entries()) roster.take(envelopeIn(leaf), index, leaf)
  roster.end(logSize)
  const head = { origin, size: logSize - 1, root: sha256Text(rootOf(some.slice(0, -1))) }
  const digests = { policy: sha256Text(createHash("sha256").update(fullPolicy).digest()), head }
  return { ...before, ...found[0], asOf, logSize, ...digests }
}

const stored = (some: Leaves): ReadonlyArray<StoredEvent> => some.map((leaf, i) => storedEventOf(leaf, i, {}))

const published = (some: Leaves, index: number, asOf: string): Leaves =>
  forge(stored(some), (envelope, i) =>
    i === index ? { ...envelope, data: publicationOf(some.slice(0, index), asOf, Object(envelope.data)) } : envelope,
  ).map(({ leaf }) => leaf)

/** A unit with a notice, a certificate and a plaque; two lists, of which the second was published later. */
const history = (): Leaves => {
  const frozen = leavesIn("history-9.ndjson")
  const twice = forge(stored([...frozen, ...frozen.slice(-1)]), (envelope, i) => {
    if (envelope.type === "LogKeyIntroduced")
      return { ...envelope, data: { ...Object(envelope.data), key: printVerifierKey(logKey.verifier) } }
    if (i === opening.index) return withSealedPhone(envelope)
    const commandId = "0190163d-8694-7000-8000-00000000aaaa"
    return i === frozen.length
      ? { ...envelope, commandId, correlationId: commandId, effectiveOn: "2021-06-01" as typeof envelope.effectiveOn }
      : envelope
  }).map(({ leaf }) => leaf)
  return published(published(twice, frozen.length - 1, "2021-03-01"), frozen.length, "2021-06-01")
}

export const fullLeaves = history()

const cosignedTwice = async (some: Leaves): Promise<Uint8Array> => {
  const { text, signatures } = right(parseNote(await headOf(some)))
  const second = await must(cosign(secondWitness, text, hourAfter(some) + 60))
  return utf8(printNote({ text, signatures: [...signatures, second] }))
}

const stampedAt = (seconds: number): string => `${instantAt(seconds * 1000).replaceAll(/[-:T]|\..*/g, "")}Z`

const stamp = (of: Uint8Array, seconds: number, nonce: number): TimestampFiles => ({
  response: timestampResponse({ of, time: stampedAt(seconds), nonce }),
  request: timestampQuery({ of, nonce }),
})

/** Bundles the first leaves, with timestamps of their own head and of an earlier one. */
const full = async (some: Leaves, earlier: number, withOpening: boolean): Promise<Files> => {
  const checkpoint = await cosignedTwice(some)
  const before = await cosignedTwice(some.slice(0, earlier))
  const seconds = hourAfter(some)
  return bundleOf(some, {
    checkpoint,
    policy: fullPolicy,
    audience: withOpening
      ? { _tag: "auditor", paths: [opening.path], openings: [opening] }
      : { _tag: "discipline", units: ["91130371MA0001165N"], openings: [] },
    timestamps: [
      stamp(checkpoint, seconds + 120, 9),
      stamp(checkpoint, seconds + 180, 10),
      { ...stamp(before, hourAfter(some.slice(0, earlier)), 11), checkpoint: before },
    ],
  })
}

export const fullBundle = await full(fullLeaves, 5, true)
export const otherBundle = await full(fullLeaves.slice(0, 9), 4, false)

/** Kept by the reader from an earlier audit. */
export const keptHead = await cosignedTwice(fullLeaves.slice(0, 5))

/** The newest, which a reader without that bundle may still have. */
export const newestHead = await cosignedTwice(fullLeaves)

/** A day after the head was cosigned. */
export const readersClock = instantAt((hourAfter(fullLeaves) + 86_400) * 1000)
