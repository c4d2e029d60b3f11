/** What holds and yet deserves a look. */
import type { Bilingual, CivilDate, Duty } from "@shifan/core"
import type { LeafPlace } from "./finding.js"

/** Texts as the log has them, which anybody may have written. */
export type Observation =
  /** No policy was given from outside: whoever made the bundle chose whom to trust. */
  | { readonly code: "OwnPolicy" }
  /** The policy in the bundle is not the one that was given; the given one was used. */
  | { readonly code: "OtherPolicy" }
  /** The policy asks for no witness. */
  | { readonly code: "NoWitness" }
  /** Decisions were not taken again, nor chains looked at: only the log's bytes were checked. */
  | { readonly code: "NotDecided" }
  | { readonly code: "LeavesOnly" }
  /** A file that no bundle has; it was not looked at. */
  | { readonly code: "UnexpectedFile"; readonly path: string }
  /** A partial tile of an earlier size, which agrees with the one it grew into. */
  | { readonly code: "EarlierTile"; readonly path: string }
  | LateRecording
  | NearThreshold
  | Waived
  | Contested
  | OverdueDuty

/** Recorded more than a month after it took effect. */
export interface LateRecording {
  readonly code: "LateRecording"
  readonly at: LeafPlace
  readonly effectiveOn: CivilDate
  /** The civil date of the recording. */
  readonly recordedOn: CivilDate
  readonly days: number
}

/** A decision in which a figure lies within a twentieth of what is required, above or below. */
export interface NearThreshold {
  readonly code: "NearThreshold"
  readonly at: LeafPlace
  readonly type: string
  readonly condition: string
  readonly name: Bilingual
  readonly figures: Bilingual
}

export interface Waived {
  readonly code: "Waived"
  readonly at: LeafPlace
  readonly condition: string
  readonly name: Bilingual
  /** `null` where the condition has no figure. */
  readonly figures: Bilingual | null
}

/** Under another option of the reading the whole would have come out otherwise. */
export interface Contested {
  readonly code: "Contested"
  readonly at: LeafPlace
  readonly type: string
  readonly reading: string
  readonly option: string
}

/** As of the day of the roster. */
export interface OverdueDuty {
  readonly code: "OverdueDuty"
  readonly unit: string
  readonly duty: Duty["duty"]
  readonly dueOn: CivilDate
}
