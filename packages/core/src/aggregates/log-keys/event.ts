/** The keys the audit log's checkpoints are signed with (art. 16), stream `log-<division>`: the stored format. */
import type { Act } from "../designation/event.js"

/** Of the log itself; a witness's key is in the auditor's policy, never here. */
export type LogKeyRole = "log"

export interface LogKeyEventData {
  /** From the next checkpoint on this key signs, beside those before it. `key`: a vkey, C2SP signed-note. */
  readonly LogKeyIntroduced: { readonly key: string; readonly role: LogKeyRole }
  readonly LogKeyRetired: { readonly key: string }
}

export type LogKeyEventType = keyof LogKeyEventData

export type LogKeyEvent = {
  readonly [T in LogKeyEventType]: Act & { readonly type: T; readonly data: LogKeyEventData[T] }
}[LogKeyEventType]

export const logKeyEventTypes: ReadonlyArray<LogKeyEventType> = ["LogKeyIntroduced", "LogKeyRetired"]
