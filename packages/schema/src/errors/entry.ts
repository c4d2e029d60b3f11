import type { Bilingual } from "@shifan/core"

/** What the catalogue says of a code, whatever the figures are. */
export interface ErrorEntry {
  readonly meaning: Bilingual
  /** What to do. */
  readonly remedy: Bilingual
  /** Of an answer over HTTP. */
  readonly status: number
}

export const entry = (status: number, zh: string, en: string, remedyZh: string, remedyEn: string): ErrorEntry => ({
  meaning: { zh, en },
  remedy: { zh: remedyZh, en: remedyEn },
  status,
})
