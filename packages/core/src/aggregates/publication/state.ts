/** What a bureau has published so far, as far as the next publication depends on it. */
import type { CivilDate } from "../../law/civil-date.js"
import type { PublicationEvent } from "./event.js"

export interface PublicationState {
  /** Of the publication before; no later one may know less of the log. */
  readonly logSize: number
  readonly lastEffectiveOn: CivilDate | null
}

export const initialPublication: PublicationState = { logSize: 0, lastEffectiveOn: null }

export const evolvePublication = (_: PublicationState, { data, effectiveOn }: PublicationEvent): PublicationState => ({
  logSize: data.logSize,
  lastEffectiveOn: effectiveOn,
})
