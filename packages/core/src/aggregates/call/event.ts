/** The yearly call for applications, with which reviews run (art. 13): stream `call-<division>-<year>`. */
import type { Act } from "../designation/event.js"
import type { CivilDate } from "../../law/civil-date.js"

export interface CallEventData {
  readonly CallOpened: {
    readonly year: number
    readonly opensOn: CivilDate
    readonly closesOn: CivilDate
    readonly document: string
  }
  /** Ends the call on a day, that day included. */
  readonly CallClosed: { readonly year: number; readonly closedOn: CivilDate }
}

export type CallEventType = keyof CallEventData

export type CallEvent = {
  readonly [T in CallEventType]: Act & { readonly type: T; readonly data: CallEventData[T] }
}[CallEventType]

export const callEventTypes: ReadonlyArray<CallEventType> = ["CallOpened", "CallClosed"]
