/** Lists that the log says were published, in a bundle that nobody who made it need be believed in. */
import { civilDate, decidePublication, initialPublication, type Publication } from "@shifan/core"
import { encode, type Envelope } from "@shifan/event-store"
import { rosterDigest, rosterUnder } from "@shifan/roster"
import { asEnacted, bureau } from "@shifan/testkit"
import { right } from "@shifan/testkit/basics"
import { v5 } from "uuid"
import { describe, expect, it } from "vitest"
import type { Depth } from "../src/index.js"
import { audit, bundleOf, codesIn, envelopeIn, leaves } from "./history.js"

const on = civilDate("2021-06-30")
const commandId = "0190163d-8694-7000-8000-0000000000aa"

const list = () => {
  const roster = rosterUnder({ asOf: on })
  for (const leaf of leaves) roster.apply(envelopeIn(leaf))
  return roster.list()
}

const sound: Publication = { asOf: on, logSize: leaves.length, ...rosterDigest(list()), medium: "市局官方网站" }

/** The log with one leaf more: decided as the law has it, whatever is said to have been published. */
const publishing = (data: Publication): ReadonlyArray<Uint8Array> => {
  const context = { actor: bureau, effectiveOn: on, law: asEnacted }
  const [event] = right(decidePublication(context)({ type: "PublishRoster", data })(initialPublication))
  const law = leaves.map(envelopeIn).findLast(({ type }) => type === "Certified")
  const envelope: Envelope = {
    ...event,
    id: v5("0", commandId),
    schemaVersion: 1,
    stream: "roster-130300",
    revision: 0,
    previous: null,
    recordedAt: "2021-06-30T02:00:00.000Z",
    basis: law?.basis ?? [],
    commandId,
    correlationId: commandId,
    causationId: null,
  }
  return [...leaves, right(encode(envelope))]
}

const auditOf = async (data: Publication, depth: Depth = "decisions") =>
  audit(await bundleOf(publishing(data)), { depth })

describe("art_11__para_1: a list published, in a bundle", () => {
  it("holds where it is the list of its day, from the leaves before it", async () => {
    expect(list().length).toBeGreaterThan(0)
    expect(await auditOf(sound)).toMatchObject({ sound: true, leaves: leaves.length + 1, faults: [] })
  })

  it.each<readonly [string, Partial<Publication>]>([
    ["rows", { rows: 0 }],
    ["digest", { digest: `sha256:${"f".repeat(64)}` }],
    ["size", { logSize: 3 }],
    ["size beyond itself", { logSize: leaves.length + 1 }],
    ["day", { asOf: civilDate("2020-11-12") }],
  ])("is found out by another %s, at its leaf", async (_, change) => {
    const { faults } = await auditOf({ ...sound, ...change })
    expect(faults).toMatchObject([
      { code: "PublishedOtherwise", place: { index: leaves.length, stream: "roster-130300", revision: 0 } },
    ])
  })

  it("is not computed again where nothing is decided again", async () => {
    expect(codesIn(await auditOf({ ...sound, rows: 0 }, "lists"))).toEqual([])
  })
})
