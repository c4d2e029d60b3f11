/** The frozen demo as shown in the viewer: intact, and with one changed record that breaks its chain. */
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { memoryFolder, verifyBundle, type AuditReport } from "@shifan/bundle"
import { rosterDigestsAt, rosterUnder } from "@shifan/roster"
import { encode, readEnvelope, type Envelope } from "@shifan/event-store"
import { right } from "@shifan/testkit/basics"
import { bundleOf, demo, policy, type Leaves } from "../../bundle/test/sample-bundle.js"
import { examinationOfBundle, recordCollector, viewerOf, type Evidence, type Viewer } from "../src/index.js"

export { demo }

export const library = [qinhuangdao2020]

export interface Verified {
  readonly evidence: Evidence
  readonly report: AuditReport
}

/** Verifies a bundle of these leaves, signed again, so that only the leaves can be at fault. */
export const verified = async (leaves: Leaves): Promise<Verified> => {
  const records = recordCollector()
  const report = await verifyBundle(memoryFolder(await bundleOf(leaves)), {
    library,
    rosterUnder,
    rosterDigestsAt,
    depth: "decisions",
    policy,
    each: records.take,
  })()
  return { report, evidence: { examination: examinationOfBundle(report), log: records.all(), library, name: "bundle" } }
}

export const eventIn = (leaf: Uint8Array): Envelope => right(readEnvelope(leaf))

/** The leaves with some events changed, but nothing else adjusted. */
export const withEvents = (leaves: Leaves, change: (event: Envelope) => Envelope): Leaves =>
  leaves.map((leaf) => {
    const event = eventIn(leaf)
    const changed = change(event)
    return changed === event ? leaf : right(encode(changed))
  })

export const good = await verified(demo)

/** The certification of this unit has another number than the next record's hash vouches for. */
export const brokenUnit = "91130302MA00010187"

export const broken = await verified(
  withEvents(demo, (event) =>
    event.type === "Certified" && event.stream.endsWith(brokenUnit)
      ? { ...event, data: { ...Object(event.data), certificateNumber: "QHD-SF-2020-99" } }
      : event,
  ),
)

export const viewerOver = ({ evidence }: Verified): Viewer => viewerOf(evidence)

/** All pages, by path. */
export const pagesOf = (viewer: Viewer): ReadonlyMap<string, string> =>
  new Map([...viewer.paths()].map((path) => [path, viewer.page(path) ?? ""]))
