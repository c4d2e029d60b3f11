/** Gathers findings: the first of each kind are kept, the rest counted, so that no bundle fills the memory. */
import { bilingual, type Bilingual } from "@shifan/core"
import type { AuditFault, LeafPlace } from "../finding.js"
import type { Observation } from "../observation.js"

export type Fault = (
  code: AuditFault["code"],
  path: string,
  expected: Bilingual,
  found: Bilingual,
  at?: LeafPlace,
) => void

export interface Found {
  /** In the order they were found. */
  readonly faults: ReadonlyArray<AuditFault>
  readonly faultCount: number
  readonly observations: ReadonlyArray<Observation>
  /** How many of each code, those not kept among them. */
  readonly observationCounts: Readonly<Partial<Record<Observation["code"], number>>>
}

export interface Findings {
  readonly fault: Fault
  /** Faults that were counted elsewhere and not kept. */
  readonly more: (faults: number) => void
  readonly observe: (observations: ReadonlyArray<Observation>) => void
  readonly found: () => Found
}

/** `most`: of the faults kept, and of the observations of each code. */
export const findings = (most: number): Findings => {
  const faults: Array<AuditFault> = []
  const observations: Array<Observation> = []
  const counts = new Map<Observation["code"], number>()
  let faultCount = 0
  return {
    fault: (code, path, expected, found, at) => {
      faultCount++
      if (faults.length < most) faults.push({ code, path, at: at ?? null, expected, found })
    },
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
