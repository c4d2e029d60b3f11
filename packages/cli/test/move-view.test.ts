import { describe, expect, it } from "vitest"
import { differenceFailure } from "../src/keep/copy-difference.js"

const figures = (events: number) => ({ events, streams: new Map([["a", events - 1]]), root: new Uint8Array([events]) })

describe("two logs that differ after a copying", () => {
  it("are told by the figures of both, with exit 4", () => {
    const failure = differenceFailure("x.db", "y.db", {
      source: figures(2),
      target: figures(3),
      mismatch: undefined,
      same: false,
    })
    expect(failure).toMatchObject({ exit: 4, hint: { en: "do not use the copy" } })
    expect(failure.message.en).toBe("they differ: x.db has 2 events, root 02; y.db has 3, root 03")
  })

  it("because the source has grown want another run", () => {
    const mismatch = {
      _tag: "Mismatch",
      index: 2,
      source: { stream: "a", revision: 2 },
      target: undefined,
      aspect: "end",
    } as const
    const failure = differenceFailure("x.db", "y.db", {
      source: figures(3),
      target: figures(2),
      mismatch,
      same: false,
    })
    expect(failure.hint?.en).toContain("run it again")
  })

  it("anywhere before its end are not to be used, grown or not", () => {
    const place = { stream: "a", revision: 0 }
    const mismatch = { _tag: "Mismatch", index: 0, source: place, target: place, aspect: "leaf" } as const
    const failure = differenceFailure("x.db", "y.db", {
      source: figures(3),
      target: figures(2),
      mismatch,
      same: false,
    })
    expect(failure.hint?.en).toBe("do not use the copy")
  })
})
