/** What an audit of a bundle comes to. */
import { bilingual, type Bilingual, type CivilDate } from "@shifan/core"
import type { AuditFault, FileFaultCode, LeafPlace, LogFault } from "@shifan/audit"
import type { Observation } from "../observations.js"
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

/** Gathers findings: the first of each kind are kept, the rest counted, so that no bundle fills the memory. */

export interface Found {
  /** In the order they were found. */
  readonly faults: ReadonlyArray<AuditFault>
  readonly faultCount: number
  readonly observations: ReadonlyArray<Observation>
  /** How many of each code, those not kept among them. */
  readonly observationCounts: Readonly<Partial<Record<Observation["code"], number>>>
}

export interface Findings {
  /** `at`: the leaf in the file, where the fault concerns a single one. */
  readonly fault: (code: FileFaultCode, path: string, expected: Bilingual, found: Bilingual, at?: LeafPlace) => void
  readonly logFault: (fault: LogFault) => void
  /** Faults that were counted elsewhere and not kept. */
  readonly more: (faults: number) => void
  readonly observe: (observations: ReadonlyArray<Observation>) => void
  readonly found: () => Found
}

/** `most`: of the faults kept, and of the observations of each code. */
export const newFindings = (most: number): Findings => {
  const faults: Array<AuditFault> = []
  const observations: Array<Observation> = []
  const counts = new Map<Observation["code"], number>()
  let faultCount = 0
  const add = (fault: AuditFault): void => {
    faultCount++
    if (faults.length < most) faults.push(fault)
  }
  return {
    fault: (code, path, expected, found, leaf) => add({ code, place: { path, leaf: leaf ?? null }, expected, found }),
    logFault: add,
    more: (count) => {
      faultCount += count
    },
    observe: (some) => {
      for (const one of some) {
        const count = (counts.get(one.code) ?? 0) + 1
        counts.set(one.code, count)
        if (count <= most) observations.push(one)
      }
    },
    found: () => ({ faults, faultCount, observations, observationCounts: Object.fromEntries(counts) }),
  }
}

/** A value that reads the same in both languages. */
export const same = (text: string): Bilingual => bilingual(text, text)

export const aFile: Bilingual = bilingual("一个文件", "a file")

export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))
