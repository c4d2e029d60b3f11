/** Compares the keys that signed with the keys that the log records as its own. Art. 16. */
import { recordedKeys, sameInBoth } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import {
  acceptCheckpoint,
  type AcceptedCheckpoint,
  parseNote,
  parseVerifierKey,
  type Policy,
  printVerifierKey,
  type VerifierKey,
  verifyNote,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { fileNames } from "../format.js"
import { fileFault, type FindingsCollector } from "./findings.js"
import { type Head, refuseCheckpoint } from "./head.js"
import { judged, type KeptHead } from "./kept.js"
import type { RecordedKeys } from "./own-policy.js"

export interface SignerCheck {
  /** Takes the events in log order. */
  readonly take: (index: number, envelope: Envelope) => void
  /** Call it after all leaves. `continues`: whether they continue a kept checkpoint. Returns the head and its vouchers. */
  readonly complete: (continues: (kept: KeptHead) => boolean) => Promise<Head>
  /** Keys recorded in the events taken so far. */
  readonly keys: () => RecordedKeys
}

export const newSignerCheck = (head: Head, findings: FindingsCollector): SignerCheck => {
  const record = recordedKeys()
  const keys = record.all()
  let hasEvents = false

  /** Reports a signing key that the log did not introduce or has retired. */
  const compare = ({ logs }: AcceptedCheckpoint): void => {
    if (keys.size === 0) return hasEvents ? findings.observe([{ code: "NoKeyRecorded" }]) : undefined
    for (const { key } of logs) {
      const vkey = printVerifierKey(key)
      const recorded = keys.get(vkey)
      const expected = bilingual("日志记载的现用密钥", "a key that the log introduced and did not retire")
      if (recorded === undefined)
        findings.addFault(fileFault("UnknownSigner", fileNames.checkpoint, expected, sameInBoth(vkey)))
      else if (recorded.retiredAt !== undefined)
        findings.addFault(fileFault("UnknownSigner", fileNames.checkpoint, expected, retired(vkey, recorded.retiredAt)))
    }
  }

  /** Whether a recorded key was active when the log had this many leaves. Unrecorded keys may have signed too. */
  const signsAt = (key: VerifierKey, size: number): boolean => {
    const { introducedAt, retiredAt } = keys.get(printVerifierKey(key)) ?? { introducedAt: 0, retiredAt: undefined }
    return introducedAt < size && (retiredAt === undefined || retiredAt >= size)
  }

  /** A key unknown to the policy, introduced in a kept checkpoint that is signed both with it and with a known key. */
  const nextKey = async (policy: Policy, continued: ReadonlyArray<KeptHead>): Promise<HandOver | undefined> => {
    for (const kept of continued) {
      const { size } = kept.head
      const accepted = await acceptCheckpoint(policy, kept.file)()
      if (E.isLeft(accepted) || !accepted.right.logs.some(({ key }) => signsAt(key, size))) continue
      for (const [vkey, { introducedAt }] of keys) {
        const key = parseVerifierKey(vkey)
        if (E.isLeft(key) || isKnown(policy, vkey) || !signsAt(key.right, size)) continue
        if (await isSignedWith(kept, key.right)) return { key: key.right, keptSize: size, introducedAt }
      }
    }
    return undefined
  }

  /** Follows hand-overs from the key that the policy knows to the key that signed the head. */
  const followHandOvers = async (continued: ReadonlyArray<KeptHead>): Promise<Partial<Head>> => {
    let { policy } = head
    const followed: Array<HandOver> = []
    while (policy !== undefined) {
      const next = await nextKey(policy, continued)
      if (next === undefined) break
      policy = withLog(policy, next.key)
      followed.push(next)
      const accepted = await acceptCheckpoint(policy, head.file)()
      if (E.isLeft(accepted)) continue
      findings.observe(followed.map(({ key, ...where }) => ({ code: "KeyHandedOver", key: key.name, ...where })))
      const kept = await Promise.all(head.kept.map((one) => judged(one, policy)))
      return { policy, accepted: accepted.right, kept }
    }
    return {}
  }

  const complete = async (continues: (kept: KeptHead) => boolean): Promise<Head> => {
    const followed = head.pending === undefined ? {} : await followHandOvers(head.kept.filter(continues))
    if (head.pending !== undefined && followed.accepted === undefined) refuseCheckpoint(head.pending, findings)
    const vouched = { ...head, ...followed }
    if (vouched.accepted !== undefined) compare(vouched.accepted)
    return vouched
  }

  return {
    take: (index, envelope) => {
      hasEvents = true
      record.take(index, envelope)
    },
    complete,
    keys: () => new Map([...keys].map(([vkey, { retiredAt }]) => [vkey, { isRetired: retiredAt !== undefined }])),
  }
}

interface HandOver {
  readonly key: VerifierKey
  readonly keptSize: number
  readonly introducedAt: number
}

const isKnown = ({ logs }: Policy, vkey: string): boolean => logs.some(({ key }) => printVerifierKey(key) === vkey)

const retired = (vkey: string, index: number) =>
  bilingual(`${vkey}，第${index}号叶已停用`, `${vkey}, which leaf ${index} retired`)

const isSignedWith = async ({ file }: KeptHead, key: VerifierKey): Promise<boolean> => {
  const note = parseNote(file)
  return E.isRight(note) && E.isRight(await verifyNote([key], note.right)())
}

const withLog = (policy: Policy, key: VerifierKey): Policy => ({
  ...policy,
  logs: [...policy.logs, { key, url: undefined }],
})
