/** The keys that signed, against the keys that the log says it signs with. Art. 16. */
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
  /** Takes the events in the order of the log. */
  readonly take: (index: number, envelope: Envelope) => void
  /** Once all leaves were read. `continues`: whether they continue a kept checkpoint. Gives what vouches for the head. */
  readonly complete: (continues: (kept: KeptHead) => boolean) => Promise<Head>
  /** As far as the events taken tell. */
  readonly keys: () => RecordedKeys
}

export const newSignerCheck = (head: Head, findings: FindingsCollector): SignerCheck => {
  const record = recordedKeys()
  const keys = record.all()
  let hasEvents = false

  /** A key that signed, and that the log did not introduce or has retired. */
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

  /** Whether a recorded key signed, when the log had so many leaves: a key that is not recorded may have. */
  const signsAt = (key: VerifierKey, size: number): boolean => {
    const { introducedAt, retiredAt } = keys.get(printVerifierKey(key)) ?? { introducedAt: 0, retiredAt: undefined }
    return introducedAt < size && (retiredAt === undefined || retiredAt >= size)
  }

  /** A key that the policy does not know yet, introduced in a kept checkpoint that it signed beside one that the policy knows. */
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

  /** From the key that the policy knows to the next, and on to the one that signed the head. */
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
