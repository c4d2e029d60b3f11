/** As of a day in law, and as known at an instant: the two times every view answers for. */
import type { CivilDate, Instant } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"

/** `asOf`: acts that took effect by that day. `knownAt`: acts recorded by that instant. Neither: all there is. */
export interface RosterView {
  readonly asOf?: CivilDate
  readonly knownAt?: Instant
}

export const isVisible = ({ asOf, knownAt }: RosterView, { effectiveOn, recordedAt }: Envelope): boolean =>
  (asOf === undefined || effectiveOn <= asOf) && (knownAt === undefined || recordedAt <= knownAt)
