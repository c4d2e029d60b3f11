/** A bureau of a thousand platforms: no page grows with their number. */
import { describe, expect, it } from "vitest"
import type { Envelope } from "@shifan/event-store"
import { usccOf } from "@shifan/testkit"
import { recordCollector, viewerOf, type ViewedLog } from "../src/index.js"
import { good } from "./sample-view.js"

const platforms = 1000

/** The histories of the demo repeated, each time for another unit. */
const largeLog = (): ViewedLog => {
  const collector = recordCollector()
  let index = 0
  const take = (event: Envelope | null): void => {
    if (event !== null) collector.take(event, index++, new Uint8Array())
  }
  const { records, histories } = good.evidence.log
  for (const { event, stream } of records) if (!stream.startsWith("designation")) take(event)
  const titled = [...histories.values()].filter((history) => history.records.length >= 4)
  for (let n = 0; n < platforms; n++) {
    const history = titled[n % titled.length]
    for (const { event } of history?.records ?? [])
      take(JSON.parse(JSON.stringify(event).replaceAll(history?.unit ?? "", usccOf(n))))
  }
  return collector.all()
}

/** In bytes. */
const largest = 100_000

describe("the pages of a thousand platforms", () => {
  it("are smaller than 100 kB, of every kind the first two and the last", () => {
    const log = largeLog()
    const { examination, library, name } = good.evidence
    const viewer = viewerOf({ examination: { ...examination, size: log.records.length }, log, library, name })
    const byKind = Map.groupBy(viewer.paths(), (path) => path.split("/").slice(0, 2).join("/"))
    expect([...byKind.keys()].length).toBe(2 * 8)
    for (const paths of byKind.values()) {
      for (const path of new Set([...paths.slice(0, 2), ...paths.slice(-1)])) {
        const size = Buffer.byteLength(viewer.page(path) ?? "")
        expect(size).toBeGreaterThan(1000)
        expect([path, size < largest]).toEqual([path, true])
      }
    }
    expect(log.histories.size).toBe(platforms)
  })
})
