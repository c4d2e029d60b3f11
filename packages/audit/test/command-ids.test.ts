import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { commandIds } from "../src/command-ids.js"

/** Few distinct ids, and ids that differ in a single place. */
const anyId = fc.oneof(
  fc.uuid(),
  fc.nat(40).map((n) => `0190163d-8694-7000-8000-${String(n).padStart(12, "0")}`),
  fc.nat(40).map((n) => `${String(n).padStart(8, "0")}-8694-7000-8000-000000000000`),
)

describe("the ids of a log's commands", () => {
  test.prop([fc.array(anyId, { maxLength: 300 })])("are new exactly when a set does not contain them", (ids) => {
    const { add } = commandIds()
    const set = new Set<string>()
    for (const id of ids) {
      expect(add(id)).toBe(!set.has(id))
      set.add(id)
    }
  })

  it("are all found again after the table has grown", () => {
    const { add } = commandIds()
    const ids = Array.from({ length: 20_000 }, (_, i) => `00000000-0000-4000-8000-${i.toString(16).padStart(12, "0")}`)
    expect(ids.every(add)).toBe(true)
    expect(ids.some(add)).toBe(false)
  })
})
