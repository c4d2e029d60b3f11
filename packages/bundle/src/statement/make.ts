import type { UnitMapHead, Uscc } from "@shifan/core"
import type { TreeHasher } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { printStatement } from "./format.js"
import { findInUnitMap, type MapUnreadable } from "./unit-map-tiles.js"
import { type StatementFault, type StatementReport, verifyStatement } from "./verify.js"

/** Whose standing is stated, by which published list. */
export interface StatementOptions {
  readonly uscc: Uscc
  /** Of the bureau whose list it is. */
  readonly division: string
  /** As the record of the list has it. */
  readonly units: UnitMapHead
  /** The map as `writeUnitMap` wrote it. */
  readonly map: Pick<Folder, "read">
  /** The leaf that records the list. */
  readonly list: Uint8Array
  /** C2SP tlog-proof of that leaf. Its checkpoint is not judged here: whoever reads the statement does that. */
  readonly proof: Uint8Array
  readonly hasher?: TreeHasher
}

/** What was put together does not hold: the map is not that of the list, or the proof not of its record. */
export interface NotTheMap {
  readonly _tag: "NotTheMap"
  readonly faults: ReadonlyArray<StatementFault>
}

/** The statement as a file, and what a reader's check of it says. */
export interface Stated {
  readonly file: Uint8Array
  readonly report: StatementReport
}

/**
 * A statement of what the standing of a unit is on the day of a list, or that the log knows no such unit. It is verified
 * before it is given out, but for the signatures.
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
