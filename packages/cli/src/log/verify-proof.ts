/** `audit verify` for a `.tlog-proof`: whether the record next to it is in the log whose signed head ends the proof. */
import * as E from "fp-ts/lib/Either.js"
import { formatProofVerdict, isProved, proofFaultNames, proofSummary, verifyProof } from "@shifan/bundle"
import { bilingual } from "@shifan/core"
import type { CommandContext } from "../command-context.js"
import { readBytes, readEach, readIfNamed } from "../input/read-file.js"
import type { Failure, Output } from "../result.js"
import { readPolicyBytes } from "./log-files.js"
import { verdictOutput } from "./verdict-output.js"

export interface VerifyProofOptions {
  readonly policy?: string
  readonly kept?: ReadonlyArray<string>
  /** File with the record's own bytes. */
  readonly record?: string
}

/** Exit 4 unless the proof is complete and valid: without the record or the policy it shows nothing yet. */
export const verifyProofAt = async (
  context: CommandContext,
  path: string,
  options: VerifyProofOptions,
): Promise<E.Either<Failure, Output>> => {
  const proof = readBytes(path)
  if (E.isLeft(proof)) return proof
  const policy = options.policy === undefined ? E.right(undefined) : readPolicyBytes(options.policy)
  if (E.isLeft(policy)) return policy
  const leaf = readIfNamed(options.record)
  if (E.isLeft(leaf)) return leaf
  const kept = readEach(options.kept ?? [])
  if (E.isLeft(kept)) return kept
  const report = await verifyProof({ proof: proof.right, leaf: leaf.right, policy: policy.right, kept: kept.right })
  const proved = isProved(report)
  return E.right(
    verdictOutput(context, {
      holds: proved,
      faults: report.faults.map(({ code, found }) => ({ code, found, name: proofFaultNames[code] })),
      summary: proofSummary(report),
      verdict: formatProofVerdict(report),
      missing: report.missing,
      howTo,
      json: { proved, ...report },
    }),
  )
}

const howTo = bilingual(
  "→ shifan audit verify 证明 --record 记录 --policy 策略；记录的字节用audit record取出",
  "→ shifan audit verify PROOF --record RECORD --policy POLICY; audit record hands out a record's bytes",
)
