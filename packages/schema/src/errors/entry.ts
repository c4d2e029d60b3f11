import type { Bilingual } from "@shifan/core"

/** An entry of the catalogue: the part of an error that does not depend on its figures. */
export interface ErrorEntry {
  readonly meaning: Bilingual
  /** What the person concerned can do. */
  readonly remedy: Bilingual
  /** HTTP status of the answer. */
  readonly status: number
}

export const entry = (status: number, zh: string, en: string, remedyZh: string, remedyEn: string): ErrorEntry => ({
  meaning: { zh, en },
  remedy: { zh: remedyZh, en: remedyEn },
  status,
})
