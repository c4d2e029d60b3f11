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
import type { KeptHead } from "./kept.js"
import type { RecordedKeys } from "./own-policy.js"

export interface SignerCheck {
  /** Takes the events in the order of the log. */
  readonly take: (index: number, envelope: Envelope) => void
  /** Once all leaves were read. `isContinued`: whether they continue the kept checkpoint. Gives what vouches for the head. */
  readonly complete: (isContinued: boolean) => Promise<Head>
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

  const followHandOver = async (): Promise<Pick<Head, "policy" | "accepted"> | undefined> => {
    const { kept, policy } = head
    if (kept === undefined || policy === undefined) return undefined
    for (const [vkey, { introducedAt, retiredAt }] of keys) {
      const key = parseVerifierKey(vkey)
      if (E.isLeft(key) || retiredAt !== undefined || introducedAt >= kept.head.size) continue
      if (!(await isSignedWith(kept, key.right))) continue
      const extended = withLog(policy, key.right)
      const accepted = await acceptCheckpoint(extended, head.file)()
      if (E.isLeft(accepted)) continue
      findings.observe([{ code: "KeyHandedOver", key: key.right.name, keptSize: kept.head.size, introducedAt }])
      return { policy: extended, accepted: accepted.right }
    }
    return undefined
  }

  const complete = async (isContinued: boolean): Promise<Head> => {
    const followed = head.pending !== undefined && isContinued ? await followHandOver() : undefined
    if (head.pending !== undefined && followed === undefined) refuseCheckpoint(head.pending, findings)
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
