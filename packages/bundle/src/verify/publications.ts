/** Compares the published lists with the leaves they rest on, in a second pass over the leaves. */
import { auditPublications, type ListProjector, type RecordedPublication } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import type { Events } from "@shifan/event-store"
import { sameBytes } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { entriesPath, parseJson } from "../format.js"
import { entriesOf, storedEventOf } from "../leaves.js"
import { fileFault, type FindingsCollector } from "./findings.js"
import { entriesRoot, type HashingOptions } from "./leaves.js"

/**
 * Limits the work for published lists: each is computed from all units so far, so many lists of many units cost more than
 * the leaves. A bureau of 800 units that publishes weekly for ten years is below the limit, and so is a bureau of any size
 * that publishes every month or two.
 */
const [fewListedUnits, listedUnitsPerLeaf] = [300_000, 6]

type Leaves = Pick<HashingOptions, "folder" | "size" | "hasher">

/**
 * Art. 11: recomputes the published lists that the log records, and their maps of all units.
 *
 * @param entriesRoots the root of each entry bundle, from `readLeaves`
 */
export const checkPublications = async (
  leaves: Leaves,
  entriesRoots: ReadonlyArray<Uint8Array>,
  publications: ReadonlyArray<RecordedPublication>,
  rosterDigestsAt: ListProjector,
  units: number,
  findings: FindingsCollector,
): Promise<void> => {
  const { size, hasher } = leaves
  const most = Math.max(1, Math.floor((fewListedUnits + size * listedUnitsPerLeaf) / Math.max(1, units)))
  const checked = publications.slice(-most)
  const [first] = checked
  if (first !== undefined && checked.length < publications.length)
    findings.addFault(
      fileFault(
        "TooMuch",
        entriesPath(first.place.index, size),
        bilingual(`至多${most}份名单，其前的未核对`, `${most} lists at most; those before were not checked`),
        bilingual(`${publications.length}份`, `${publications.length} lists`),
        first.place,
      ),
    )
  let changedAt: number | undefined
  const events = (): Events => verifiedEvents(leaves, entriesRoots, (index) => (changedAt = index))
  const faults = await auditPublications(events, checked, rosterDigestsAt, hasher)
  // Lists computed from some of the leaves would differ for no fault of theirs.
  if (changedAt === undefined) for (const fault of faults) findings.addFault(fault)
  else findings.addFault(fileFault("Unfinished", entriesPath(changedAt, size), asVerified, otherwiseNow))
}

const asVerified = bilingual("与核对时相同的内容", "the same content as when it was verified")
const otherwiseNow = bilingual("核对期间内容有变动", "content that changed during the audit")

/**
 * Reads the leaves again, and compares each entry bundle with the root from the first pass: the folder may have changed
 * since, and leaves that appeared later were never compared with the signed tree.
 *
 * @param changed receives the index of the first leaf of an entry bundle that changed; the events end before it
 */
async function* verifiedEvents(
  { folder, size, hasher }: Leaves,
  entriesRoots: ReadonlyArray<Uint8Array>,
  changed: (index: number) => void,
): Events {
  let index = 0
  let bundle = 0
  for await (const entries of entriesOf(folder, size)) {
    const root = entriesRoots[bundle++]
    const isSame =
      E.isRight(entries) && root !== undefined && sameBytes(entriesRoot(entries.right.map(hasher.leaf), hasher), root)
    if (!isSame) return changed(index)
    for (const leaf of entries.right) yield E.right(storedEventOf(leaf, index++, parseJson(leaf)))
  }
}
