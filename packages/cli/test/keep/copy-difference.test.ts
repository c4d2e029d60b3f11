import type { Mismatch } from "@shifan/event-store"
import { describe, expect, it } from "vitest"
import { differenceFailure } from "../../src/keep/copy-difference.js"

const figures = (events: number) => ({ events, streams: new Map([["a", events - 1]]), root: new Uint8Array([events]) })

/** The failure for a source and a copy with these numbers of events. */
const failureOf = (source: number, target: number, mismatch?: Mismatch) =>
  differenceFailure("x.db", "y.db", { source: figures(source), target: figures(target), mismatch, same: false })

describe("a source and a copy that differ when both are read again", () => {
  it("are reported with the figures of both, and exit 4", () => {
    const failure = failureOf(2, 3)
    expect(failure).toMatchObject({ exit: 4, hint: { en: "do not use the copy" } })
    expect(failure.message.en).toBe("they differ: x.db has 2 events, root 02; y.db has 3, root 03")
  })

  it("because the source has grown are reported with the advice to run copy again", () => {
    const source = { stream: "a", revision: 2 }
    const failure = failureOf(3, 2, { _tag: "Mismatch", index: 2, source, target: undefined, aspect: "end" })
    expect(failure.hint?.en).toContain("run it again")
  })

  it("before the end are reported with the advice not to use the copy, even if the source has grown", () => {
    const place = { stream: "a", revision: 0 }
    const failure = failureOf(3, 2, { _tag: "Mismatch", index: 0, source: place, target: place, aspect: "leaf" })
    expect(failure.hint?.en).toBe("do not use the copy")
  })
})
