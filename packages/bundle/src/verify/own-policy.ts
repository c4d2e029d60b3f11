/** Checks the policy in the bundle. It is only informative, but readers copy it, so it must name the log's own keys. */
import { type RecordedPublication, sameInBoth } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import { parsePolicy, parseVerifierKey, printVerifierKey, sha256, toHex } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { fileNames } from "../format.js"
import { formatPolicyFault } from "../messages.js"
import { fileFault, type FindingsCollector } from "./findings.js"
import type { Head } from "./head.js"

/** Keys by vkey, with whether the log has retired them. If empty, the log records no keys and nothing is compared. */
export type RecordedKeys = ReadonlyMap<string, { readonly isRetired: boolean }>

export const checkOwnPolicy = (
  { ownPolicy, checkpoint: { origin }, policyIsOwn }: Head,
  keys: RecordedKeys,
  findings: FindingsCollector,
): void => {
  if (ownPolicy === undefined) return
  const policy = parsePolicy(ownPolicy)
  if (E.isLeft(policy)) {
    // If it is the policy in use, its fault has already been reported.
    if (policyIsOwn) return
    const expected = bilingual("含quorum行的策略（C2SP tlog-policy）", "a policy with a quorum (C2SP tlog-policy)")
    findings.addFault(fileFault("PolicyMalformed", fileNames.policy, expected, formatPolicyFault(policy.left)))
    return
  }
  if (keys.size === 0) return
  const named = new Set(policy.right.logs.flatMap(({ key }) => (key.name === origin ? [printVerifierKey(key)] : [])))
  const differs = (expected: ReturnType<typeof bilingual>, vkey: string): void =>
    findings.addFault(fileFault("PolicyDiffers", fileNames.policy, expected, sameInBoth(vkey)))
  for (const vkey of named)
    if (keys.get(vkey)?.isRetired !== false)
      differs(bilingual("日志记载的现用密钥", "a key that the log introduced and did not retire"), vkey)
  const isMentioned = mentionedIn(ownPolicy)
  for (const [vkey, { isRetired }] of keys)
    if (!isRetired && !named.has(vkey) && !isMentioned(vkey))
      differs(bilingual("列出日志的全部现用密钥", "every key that the log signs with"), `– ${vkey}`)
}

/** Whether a key may be in a comment, and is: only an SM2 key, since other implementations do not know the type. */
const mentionedIn = (policy: Uint8Array): ((vkey: string) => boolean) => {
  const text = new TextDecoder().decode(policy)
  return (vkey) => {
    const key = parseVerifierKey(vkey)
    return E.isRight(key) && key.right.type === "Sm2" && text.includes(vkey)
  }
}

/** Checks whether the policy is the one whose SHA-256 was last published with a list. */
export const comparePublished = (
  { ownPolicy }: Head,
  publications: ReadonlyArray<RecordedPublication>,
  findings: FindingsCollector,
): void => {
  const last = publications.findLast(({ policy }) => policy !== undefined)
  if (ownPolicy === undefined || last?.policy === undefined) return
  const found = `sha256:${toHex(sha256(ownPolicy))}`
  if (found !== last.policy)
    findings.observe([{ code: "PolicyNotPublished", asOf: last.asOf, published: last.policy, found }])
}
