/** Adapts the policy to the head that ends a bundle, because keys may have been introduced or retired since. */
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
  /** Takes the events in log order. */
  readonly take: (envelope: Envelope) => void
  /** Keys by vkey, with whether each is active at this point. */
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
 * The policy with the log's keys that were active at the bundle's head. A checkpoint that waits for its witnesses is older
 * than later changes of keys. Everything else is unchanged. If the edited policy would not accept the checkpoint, or if
 * the policy is not UTF-8, it is returned as it is.
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
