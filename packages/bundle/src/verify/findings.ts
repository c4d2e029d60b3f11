import type { AuditFault, FileFault, FileFaultCode, LeafPlace } from "@shifan/audit"
import { bilingual, type Bilingual, type CivilDate, type Instant } from "@shifan/core"
import type { FolderFault } from "../folder.js"
import { formatFolderFault } from "../messages.js"
import type { Observation } from "../observations.js"

export interface Findings {
  /** In the order found. Beyond a limit, faults are only counted. */
  readonly faults: ReadonlyArray<AuditFault>
  readonly faultCount: number
  readonly observations: ReadonlyArray<Observation>
  /** Counts by code, including observations that were only counted. */
  readonly observationCounts: Readonly<Partial<Record<Observation["code"], number>>>
}

/** Result of `verifyBundle`. */
export interface AuditReport extends Findings {
  /** No faults. Observations may still deserve a look. */
  readonly sound: boolean
  readonly origin: string | null
  /** Number of leaves that the checkpoint states. */
  readonly size: number | null
  readonly root: Uint8Array | null
  /** Key names; empty if the policy does not accept the checkpoint. */
  readonly signedBy: ReadonlyArray<string>
  /** Names from the policy; `time` in seconds since 1970-01-01T00:00:00Z. */
  readonly witnessedBy: ReadonlyArray<{ readonly name: string; readonly time: number }>
  /** Size of the kept checkpoint that this log was compared with. */
  readonly keptSize: number | null
  /** Number of leaves read. */
  readonly leaves: number
  readonly decided: { readonly streams: number; readonly decisions: number } | null
  /** Day in Shanghai on which the newest record was made. */
  readonly newestOn: CivilDate | null
  readonly roster: { readonly asOf: CivilDate; readonly rows: number } | null
  readonly openings: number
  /** `sha256:` of the policy in use, without byte order mark and carriage returns. */
  readonly policyDigest: string | null
  readonly timestamps: ReadonlyArray<TimestampFact>
  /** What the log says was published for readers along with its last list. */
  readonly handedOut: HandedOut | null
}

/** A timestamp whose signature was not verified. `size`: leaves of the stamped checkpoint. */
export interface TimestampFact {
  readonly size: number
  readonly time: Instant
}

/** SHA-256 of the verifier page and of the policy, published with the list as of a day. */
export interface HandedOut {
  readonly asOf: CivilDate
  readonly verifier: string | null
  readonly policy: string | null
}

/** The report without its findings. */
export type Facts = Omit<AuditReport, keyof Findings | "sound">

export const noFacts: Facts = {
  origin: null,
  size: null,
  root: null,
  signedBy: [],
  witnessedBy: [],
  keptSize: null,
  leaves: 0,
  decided: null,
  newestOn: null,
  roster: null,
  openings: 0,
  policyDigest: null,
  timestamps: [],
  handedOut: null,
}

export interface FindingsCollector {
  readonly addFault: (fault: AuditFault) => void
  /** Adds to the number of faults without listing any. */
  readonly countFaults: (count: number) => void
  readonly observe: (observations: ReadonlyArray<Observation>) => void
  readonly faultCount: () => number
  readonly all: () => Findings
}

/** @param most faults, and observations of each code, to keep; it bounds the memory that a bundle can consume */
export const collectFindings = (most: number): FindingsCollector => {
  const faults: Array<AuditFault> = []
  const observations: Array<Observation> = []
  const observationCounts = new Map<Observation["code"], number>()
  let faultCount = 0
  return {
    addFault: (fault) => {
      faultCount++
      if (faults.length < most) faults.push(fault)
    },
    countFaults: (count) => {
      faultCount += count
    },
    observe: (some) => {
      for (const observation of some) {
        const count = (observationCounts.get(observation.code) ?? 0) + 1
        observationCounts.set(observation.code, count)
        if (count <= most) observations.push(observation)
      }
    },
    faultCount: () => faultCount,
    all: () => ({ faults, faultCount, observations, observationCounts: Object.fromEntries(observationCounts) }),
  }
}

/** @param leaf the leaf in that file, if the fault concerns a single leaf */
export const fileFault = (
  code: FileFaultCode,
  path: string,
  expected: Bilingual,
  found: Bilingual,
  leaf: LeafPlace | null = null,
): FileFault => ({ code, place: { path, leaf }, expected, found })

/** A required file of the bundle that could not be read. */
export const fileRefused = (path: string, fault: FolderFault): FileFault =>
  fileFault("FileRefused", path, bilingual("一个文件", "a file"), formatFolderFault(fault))

export const somethingElse: Bilingual = bilingual("其他内容", "something else")
