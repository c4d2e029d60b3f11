/** The policy as of the head that a bundle ends in: keys are introduced and retired after it as well. */
import { type Envelope, isLogKeyEvent } from "@shifan/event-store"
import {
  acceptCheckpoint,
  addLogLine,
  parsePolicy,
  parseVerifierKey,
  printVerifierKey,
  removeLogLine,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"

export interface KeyFold {
  /** Takes the events in the order of the log. */
  readonly take: (envelope: Envelope) => void
  /** Keys by their vkey, and whether they sign by now. */
  readonly keys: () => ReadonlyMap<string, boolean>
}

export const newKeyFold = (): KeyFold => {
  const keys = new Map<string, boolean>()
  return {
    take: (envelope) => {
      if (isLogKeyEvent(envelope)) keys.set(envelope.data.key, envelope.type === "LogKeyIntroduced")
    },
    keys: () => keys,
  }
}

/**
 * The policy with those keys of the log that sign at that head: a checkpoint that waits for its witnesses is older than what
 * was done with the keys since. Everything else stays as it is. A policy that would then not accept the checkpoint, or is not
 * UTF-8, stays whole.
 */
export const policyAt = async (
  policy: Uint8Array,
  checkpoint: Uint8Array,
  { origin, keys }: { readonly origin: string; readonly keys: ReadonlyMap<string, boolean> },
): Promise<Uint8Array> => {
  const parsed = parsePolicy(policy)
  const text = new TextDecoder().decode(policy)
  if (E.isLeft(parsed) || keys.size === 0 || text.includes("\ufffd")) return policy
  const named = parsed.right.logs.map(({ key }) => key).filter(({ name }) => name === origin)
  const later = named.filter((key) => keys.get(printVerifierKey(key)) !== true)
  const earlier = [...keys].flatMap(([vkey, signs]) => {
    const key = parseVerifierKey(vkey)
    return signs && E.isRight(key) && !text.includes(vkey) ? [key.right] : []
  })
  const without = later.reduce((before, key) => (isOfLog(key) ? removeLogLine(before, key) : before), text)
  const edited = earlier.reduce((before, key) => (isOfLog(key) ? addLogLine(before, key) : before), without)
  if (edited === text) return policy
  const bytes = new TextEncoder().encode(edited)
  const again = parsePolicy(bytes)
  return E.isRight(again) && E.isRight(await acceptCheckpoint(again.right, checkpoint)()) ? bytes : policy
}

type LogVerifierKey = Parameters<typeof addLogLine>[1]

const isOfLog = (key: { readonly type: string }): key is LogVerifierKey => key.type === "Ed25519" || key.type === "Sm2"
