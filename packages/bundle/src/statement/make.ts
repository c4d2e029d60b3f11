import type { UnitMapHead, Uscc } from "@shifan/core"
import type { TreeHasher } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { printStatement } from "./format.js"
import { findInUnitMap, type MapUnreadable } from "./unit-map-tiles.js"
import { type StatementFault, type StatementReport, verifyStatement } from "./verify.js"

/** The unit, and the published list that shows its standing. */
export interface StatementOptions {
  readonly uscc: Uscc
  /** Division of the bureau that published the list. */
  readonly division: string
  /** Head of the map, from the record of the list. */
  readonly units: UnitMapHead
  /** The map as written by `writeUnitMap`. */
  readonly map: Pick<Folder, "read">
  /** The leaf that records the list. */
  readonly list: Uint8Array
  /** C2SP tlog-proof for that leaf. Its checkpoint is not judged here: the reader of the statement does that. */
  readonly proof: Uint8Array
  readonly hasher?: TreeHasher
}

/** The parts do not match: the map does not belong to the list, or the proof not to its record. */
export interface NotTheMap {
  readonly _tag: "NotTheMap"
  readonly faults: ReadonlyArray<StatementFault>
}

/** The statement as a file, and the result of verifying it. */
export interface Stated {
  readonly file: Uint8Array
  readonly report: StatementReport
}

/**
 * States a unit's standing on the day of a list, or that the log does not know the unit. Verified before it is returned,
 * except for the signatures.
 */
export const makeStatement = async ({
  uscc,
  division,
  units,
  map,
  list,
  proof,
  hasher,
}: StatementOptions): Promise<E.Either<MapUnreadable | NotTheMap, Stated>> => {
  const entries = await findInUnitMap(map, units, uscc, hasher)
  if (E.isLeft(entries)) return entries
  const file = printStatement({ uscc, division, entries: entries.right, list, proof })
  const report = await verifyStatement({ statement: file, policy: undefined, hasher })
  return report.faults.length > 0 ? E.left({ _tag: "NotTheMap", faults: report.faults }) : E.right({ file, report })
}
