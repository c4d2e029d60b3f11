/** What a proof shows by itself, with a policy, and with the leaf it is of. */
import type { Bilingual } from "@shifan/core"

/** What does not hold of it. */
export type ProofFaultCode =
  | "ProofMalformed"
  | "CheckpointMalformed"
  | "PolicyMalformed"
  | "CheckpointRefused"
  | "OutsideTree"
  | "NotInLog"

export interface ProofReport {
  readonly faults: ReadonlyArray<{ readonly code: ProofFaultCode; readonly found: Bilingual }>
  /** Without these nothing is shown, whatever else holds. */
  readonly missing: ReadonlyArray<"policy" | "leaf">
  /** Of the leaf, from 0; `null` where the proof could not be read. */
  readonly index: number | null
  readonly origin: string | null
  /** In leaves. */
  readonly size: number | null
  /** Key names; empty where no policy was given, or it does not accept the checkpoint. */
  readonly signedBy: ReadonlyArray<string>
  readonly witnessedBy: ReadonlyArray<string>
  readonly record: ProvedRecord | null
}

/** The leaf as it says of itself. */
export interface ProvedRecord {
  /** In hex: RFC 6962, 0x00 before the bytes. */
  readonly hash: string
  /** `null`: it is no event that this page knows. */
  readonly event: {
    readonly type: string
    readonly stream: string
    readonly revision: number
    readonly effectiveOn: string
    readonly recordedAt: string
  } | null
}

/** Nothing false was found, and nothing is wanting. */
export const isProved = ({ faults, missing }: ProofReport): boolean => faults.length === 0 && missing.length === 0
