/** What the catalogue says of a failure of the command line's own. */
import type { Bilingual } from "@shifan/core"
import { exits, type Exit } from "../exit-codes.js"

export interface CommandLineError<X extends Exit = Exit> {
  readonly meaning: Bilingual
  readonly remedy: Bilingual
  /** Those it ends with; more than one where it depends on what was asked for. */
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
