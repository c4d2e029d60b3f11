import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { isUscc } from "../../src/index.js"
import { checkCharacter, isIndividualBusiness, organisationCheck } from "../../src/forms/index.js"

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
const published = ["91110108551385082Q", "11370322004222241N", "12440600MB2C07549J", "91350100M000100Y43"]

const vectors = join(import.meta.dirname, "../../../../../shared/regulation/uscc-vectors.json")
const read = (): {
  readonly valid: ReadonlyArray<string>
  readonly invalid: ReadonlyArray<{ readonly code: string }>
} => JSON.parse(readFileSync(vectors, "utf8"))

describe("unified social credit codes", () => {
  it.each(published)("include the published code %s", (code) => {
    expect(isUscc(code)).toBe(true)
  })

  it.each(["12345", "", "9111000060003IOZSV", "91350100M000100Y4Z", "91350100m000100y43", " 91350100M000100Y43"])(
    "do not include %j",
    (code) => {
      expect(isUscc(code)).toBe(false)
    },
  )

  it.skipIf(!existsSync(vectors))(
    "include the valid codes of the shared vectors and none of the invalid ones (skipped without ../shared)",
    () => {
      const { valid, invalid } = read()
      expect(valid.length).toBeGreaterThan(90)
      expect(valid.filter((code) => !isUscc(code))).toEqual([])
      expect(invalid.filter(({ code }) => isUscc(code))).toEqual([])
    },
  )

  test.prop([fc.constantFrom(...published), fc.nat(17), fc.constantFrom(...alphabet.split(""))])(
    "are refused once any single character is changed",
    (code, at, other) => {
      fc.pre(code[at] !== other)
      expect(isUscc(code.slice(0, at) + other + code.slice(at + 1))).toBe(false)
    },
  )

  test.prop([fc.nat(99_999_999)])("are valid with the check character computed for any organisation", (n) => {
    const organisation = `MA${String(n % 1_000_000).padStart(6, "0")}`
    const first17 = `91130302${organisation}${organisationCheck(organisation)}`
    expect(alphabet).toContain(checkCharacter(first17))
    expect(isUscc(first17 + checkCharacter(first17))).toBe(true)
  })

  it("do not include any person's identity number", () => {
    const factors = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    const passing: Array<string> = []
    for (const county of ["110101", "510104", "130302", "411102", "513221", "321201"])
      for (let i = 0; i < 20_000; i++) {
        const born = new Date(Date.UTC(1950, 0, 1 + i)).toISOString().slice(0, 10).replaceAll("-", "")
        const first17 = `${county}${born}${String(i % 1000).padStart(3, "0")}`
        const sum = factors.reduce((total, factor, at) => total + factor * Number(first17.charAt(at)), 0)
        const number = first17 + "10X98765432".charAt(sum % 11)
        if (isUscc(number)) passing.push(number)
      }
    expect(passing).toEqual([])
  })

  it.each(["91133100MA0001032D", "100000".padStart(8, "12")])(
    "may belong to an area with its own code: %s",
    (begin) => {
      const first8 = begin.slice(8, 16).padEnd(8, "0")
      const first17 = begin.slice(0, 8) + first8 + organisationCheck(first8)
      expect(isUscc(first17 + checkCharacter(first17))).toBe(true)
    },
  )

  it("mark an individual business with 92", () => {
    const code = ["92340602MA2PEL3T3X", "91110108551385082Q"].filter(isUscc)
    expect(code.map(isIndividualBusiness)).toEqual([true, false])
  })
})
