/** Catalogue entries for failures of the command line itself. */
import type { Bilingual } from "@shifan/core"
import { exits, type Exit } from "../exit-codes.js"

export interface CommandLineError<X extends Exit = Exit> {
  readonly meaning: Bilingual
  readonly remedy: Bilingual
  /** The possible exit codes; several if the exit depends on what was requested. */
  readonly exits: ReadonlyArray<X>
}

export const error =
  <const X extends Exit>(...ends: ReadonlyArray<X>) =>
  (zh: string, en: string, remedyZh: string, remedyEn: string): CommandLineError<X> => ({
    meaning: { zh, en },
    remedy: { zh: remedyZh, en: remedyEn },
    exits: ends,
  })

export const failed = error(exits.failure)
export const misused = error(exits.usage)
export const unproved = error(exits.verificationFailed)
export const absent = error(exits.notFound)
export const overtaken = error(exits.conflict)
export const refused = error(exits.refused)
