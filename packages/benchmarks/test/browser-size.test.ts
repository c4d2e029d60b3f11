import { describe, expect, it } from "vitest"
import { parts, sizeOf } from "../src/work/browser-size.js"

describe("the size of core in a browser", () => {
  it.each(parts.flatMap(({ work, code, atMost }) => (atMost === null ? [] : [{ work, code, atMost }])))(
    "is at most $atMost kB for $work",
    async ({ code, atMost }) => {
      const size = await sizeOf({ code })
      expect(size).toBeLessThanOrEqual(atMost)
      // Less than half would mean that the bundler dropped something.
      expect(size).toBeGreaterThan(atMost / 2)
    },
  )
})
