/** What an audit of a bundle comes to. */
import type { CivilDate } from "@shifan/core"
import type { Found } from "./findings.js"
import type { Head } from "./head.js"

export interface AuditReport extends Found {
  /** No fault. What was observed may be worth a look all the same. */
  readonly sound: boolean
  readonly origin: string | null
  /** In leaves, as the checkpoint says. */
  readonly size: number | null
  readonly root: Uint8Array | null
  /** Key names; empty where the policy does not accept the checkpoint. */
  readonly signedBy: ReadonlyArray<string>
  /** Names of the policy; `time` in seconds since 1970-01-01T00:00:00Z. */
  readonly witnessedBy: ReadonlyArray<{ readonly name: string; readonly time: number }>
  /** Size of the kept checkpoint that this log was compared with. */
  readonly keptSize: number | null
  /** Leaves read. */
  readonly leaves: number
  readonly decided: { readonly streams: number; readonly decisions: number } | null
  readonly roster: { readonly asOf: CivilDate; readonly rows: number } | null
  readonly openings: number
}

/** What can be told beside the findings. */
export type Facts = Omit<AuditReport, keyof Found | "sound">

export const nothing: Facts = {
  origin: null,
  size: null,
  root: null,
  signedBy: [],
  witnessedBy: [],
  keptSize: null,
  leaves: 0,
  decided: null,
  roster: null,
  openings: 0,
}

export const factsOf = ({ checkpoint, accepted, kept }: Head) => ({
  origin: checkpoint.origin,
  size: checkpoint.size,
  root: checkpoint.root,
  signedBy: accepted?.logs.map(({ key }) => key.name) ?? [],
  witnessedBy: accepted?.cosignatures.map(({ witness, time }) => ({ name: witness.name, time })) ?? [],
  keptSize: kept?.size ?? null,
})
