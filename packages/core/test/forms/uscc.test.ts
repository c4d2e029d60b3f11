import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { checkCharacter, isUscc } from "../../src/index.js"
import { isIndividualBusiness, organisationCheck } from "../../src/forms/index.js"

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
const published = ["91110108551385082Q", "11370322004222241N", "12440600MB2C07549J", "91350100M000100Y43"]

const vectors = join(import.meta.dirname, "../../../../../shared/regulation/uscc-vectors.json")
const read = (): {
  readonly valid: ReadonlyArray<string>
  readonly invalid: ReadonlyArray<{ readonly code: string }>
} => JSON.parse(readFileSync(vectors, "utf8"))

describe("unified social credit codes", () => {
  it.each(published)("%s, a published one, is valid", (code) => {
    expect(isUscc(code)).toBe(true)
  })

  it.each(["12345", "", "9111000060003IOZSV", "91350100M000100Y4Z", "91350100m000100y43", " 91350100M000100Y43"])(
    "%j is not",
    (code) => {
      expect(isUscc(code)).toBe(false)
    },
  )

  it.skipIf(!existsSync(vectors))("agree with every code of the register (skipped without ../shared)", () => {
    const { valid, invalid } = read()
    expect(valid.length).toBeGreaterThan(90)
    expect(valid.filter((code) => !isUscc(code))).toEqual([])
    expect(invalid.filter(({ code }) => isUscc(code))).toEqual([])
  })

  test.prop([fc.constantFrom(...published), fc.nat(17), fc.constantFrom(...alphabet.split(""))])(
    "are refused after any one character is another",
    (code, at, other) => {
      fc.pre(code[at] !== other)
      expect(isUscc(code.slice(0, at) + other + code.slice(at + 1))).toBe(false)
    },
  )

  test.prop([fc.nat(99_999_999)])("may end in 0, where the sum is a multiple of 31", (n) => {
    const organisation = `MA${String(n % 1_000_000).padStart(6, "0")}`
    const first17 = `91130302${organisation}${organisationCheck(organisation)}`
    expect(alphabet).toContain(checkCharacter(first17))
    expect(isUscc(first17 + checkCharacter(first17))).toBe(true)
  })

  it("are no person's identity number", () => {
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
    "may be of an area with a code of its own: %s",
    (begin) => {
      const first8 = begin.slice(8, 16).padEnd(8, "0")
      const first17 = begin.slice(0, 8) + first8 + organisationCheck(first8)
      expect(isUscc(first17 + checkCharacter(first17))).toBe(true)
    },
  )

  it("tell an individual business by 92", () => {
    const code = ["92340602MA2PEL3T3X", "91110108551385082Q"].filter(isUscc)
    expect(code.map(isIndividualBusiness)).toEqual([true, false])
  })
})
