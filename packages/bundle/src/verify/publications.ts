/** The lists that the log says were published, computed again from the leaves of the bundle. Art. 11. */
import * as E from "fp-ts/lib/Either.js"
import type { Events } from "@shifan/event-store"
import { publicationAudit, type Projecting, type PublicationAt } from "@shifan/audit"
import { entriesPath, parseJson } from "../contents.js"
import type { Folder } from "../folder.js"
import { leavesOf, storedAs } from "../leaves.js"
import { same, type Findings } from "./findings.js"

export const checkPublications = async (
  folder: Folder,
  size: number,
  publications: ReadonlyArray<PublicationAt>,
  figuresAt: Projecting,
  { fault }: Findings,
): Promise<void> => {
  const faults = await publicationAudit(() => eventsOf(folder, size), publications, figuresAt)
  for (const { code, index, stream, revision, expected, found } of faults)
    fault(code, entriesPath(index, size), same(expected), same(found), { index, stream, revision })
}

/** A second reading: the first has found the leaves whole. */
async function* eventsOf(folder: Folder, size: number): Events {
  let index = 0
  for await (const leaf of leavesOf(folder, size)) {
    if (E.isLeft(leaf)) return
    yield E.right(storedAs(leaf.right, index++, parseJson(leaf.right)))
  }
}
