/** Art. 11: the list as it was published, stream `roster-<division>`. These types are the stored format. */
import type { Act } from "../designation/event.js"
import type { CivilDate } from "../../law/civil-date.js"

/** What was published, so that anybody can compute it again from the log and compare. */
export interface Publication {
  /** The day whose list it is. */
  readonly asOf: CivilDate
  /** How many leaves of the log, from the first, the list was computed from. */
  readonly logSize: number
  /** How many platforms are on it. */
  readonly rows: number
  /** `sha256:` over the list as canonical JSON (RFC 8785). */
  readonly digest: string
  /** Where: the bureau's website, a gazette. */
  readonly medium: string
}

export interface PublicationEventData {
  readonly RosterPublished: Publication
}

export type PublicationEventType = keyof PublicationEventData

export type PublicationEvent = {
  readonly [T in PublicationEventType]: Act & { readonly type: T; readonly data: PublicationEventData[T] }
}[PublicationEventType]

export const publicationEventTypes: ReadonlyArray<PublicationEventType> = ["RosterPublished"]
