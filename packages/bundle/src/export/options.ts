/** What an export is made of. */
import type { CivilDate } from "@shifan/core"
import type { Events } from "@shifan/event-store"
import type { TreeHasher } from "@shifan/tlog"
import type { NewFolder } from "../folder.js"
import type { RosterUnder } from "../projection.js"
import type { Audience } from "./audience.js"

export interface ExportOptions {
  /** In the order of the log; read as far as the checkpoint goes. */
  readonly events: Events
  /** A signed note (C2SP tlog-checkpoint), with its signature lines; cosigned or not. */
  readonly checkpoint: Uint8Array
  /** C2SP tlog-policy: whom a reader may trust. It has to accept the checkpoint. */
  readonly policy: Uint8Array
  readonly rosterUnder: RosterUnder
  /** The day of the roster. */
  readonly asOf: CivilDate
  readonly audience: Audience
  readonly folder: NewFolder
  readonly hasher?: TreeHasher
  /** Called after each leaf. */
  readonly progress?: (leaves: number, size: number) => void
}
