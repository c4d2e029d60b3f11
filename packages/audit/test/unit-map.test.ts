import { createHash } from "node:crypto"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { civilDate, type UnitStanding, type Uscc } from "@shifan/core"
import { canonicalText } from "@shifan/event-store"
import { usccOf } from "@shifan/testkit"
import { right, utf8 } from "@shifan/testkit/basics"
import { parseStanding, printStanding, unitMapHead } from "../src/index.js"

const anyStanding: fc.Arbitrary<UnitStanding> = fc.record({
  division: fc.constantFrom("130300", "130200"),
  uscc: fc.nat(500).map((i): Uscc => usccOf(i)),
  phase: fc.constantFrom("none", "applied", "recommended", "closed", "certified", "expired", "revoked", "ended"),
  listed: fc.boolean(),
  last: fc.record({
    type: fc.constantFrom("Applied", "Certified", "Revoked"),
    revision: fc.nat(60),
    effectiveOn: fc.constantFrom(civilDate("2020-12-01"), civilDate("2024-02-29")),
    index: fc.nat(1_000_000),
    hash: fc.constantFrom("a", "0", "7").map((digit) => `sha256:${digit.repeat(64)}`),
  }),
})

const sha256 = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const hash = createHash("sha256")
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** MTH of RFC 6962, section 2.1, literally. */
const treeHash = (leaves: ReadonlyArray<Uint8Array>): Uint8Array => {
  const [only] = leaves
  if (only === undefined) return sha256()
  if (leaves.length === 1) return sha256(Uint8Array.of(0), only)
  let k = 1
  while (2 * k < leaves.length) k *= 2
  return sha256(Uint8Array.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)))
}

describe("the map of all units", () => {
  test.prop([anyStanding])("has leaves in canonical JSON, which parse back to the same standing", (standing) => {
    const leaf = printStanding(standing)
    expect(new TextDecoder().decode(leaf)).toBe(right(canonicalText(standing)))
    expect(parseStanding(leaf)).toEqual(standing)
  })

  test.prop([fc.array(anyStanding, { maxLength: 20 })])("has the root that RFC 6962 gives its leaves", (standings) => {
    const root = Buffer.from(treeHash(standings.map(printStanding))).toString("hex")
    expect(unitMapHead(standings)).toEqual({ count: standings.length, root: `sha256:${root}` })
  })

  it.each<readonly [string, (text: string) => string]>([
    ["spaces", (text) => text.replace(",", ", ")],
    ["another order", (text) => text.replace(/^\{("division":"\d+"),(.*)\}$/, "{$2,$1}")],
    ["an added field", (text) => text.replace("{", '{"a":1,')],
    ["a missing field", (text) => text.replace('"listed":true,', "")],
    ["a field twice", (text) => text.replace("{", '{"division":"130300",')],
    ["an unknown phase", (text) => text.replace('"certified"', '"excellent"')],
    ["a code with a wrong check character", (text) => text.replace(/"uscc":"\w{17}\w"/, '"uscc":"91130302MA00010188"')],
    ["an event of another aggregate", (text) => text.replace('"Certified"', '"RosterPublished"')],
    ["a hash in capitals", (text) => text.replace("sha256:a", "sha256:A")],
    ["an index that is not an integer", (text) => text.replace('"index":4', '"index":4.5')],
    ["text that is not JSON", () => "certified"],
    ["no text", () => ""],
  ])("refuses a leaf with %s", (_, spoil) => {
    const standing: UnitStanding = {
      division: "130300",
      uscc: usccOf(3),
      phase: "certified",
      listed: true,
      last: {
        type: "Certified",
        revision: 2,
        effectiveOn: civilDate("2020-12-01"),
        index: 4,
        hash: `sha256:${"a".repeat(64)}`,
      },
    }
    const text = new TextDecoder().decode(printStanding(standing))
    expect(spoil(text)).not.toBe(text)
    expect(parseStanding(utf8(spoil(text)))).toBeUndefined()
  })
})
