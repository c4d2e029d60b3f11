/**
 * Every change of an event's shape since its version 1, in one place. To change a shape, add a step here: the type is of
 * the next version from then on. A step that has been released never changes, nor does the frozen history of its version.
 */
import type { AnyEventType } from "@shifan/core"

/** Turns the data of one version into that of the next. Pure and total; it does not change what it is given. */
export type Upcaster = (data: unknown) => unknown

/** For each type the steps from version 1 on, in order; a type that is not here is of version 1. */
export const upcasters: Readonly<Partial<Record<AnyEventType, ReadonlyArray<Upcaster>>>> = {}
