import { describe, expect, it } from "vitest"
import { holds } from "./traces.js"

describe.each(["0335-5550101", "示例法人甲"])("a trace of %j", (value) => {
  it.each(["base64", "base64url", "hex", "utf8"] as const)("is found in %s at any offset", (encoding) => {
    for (const prefix of ["", "a", "ab"]) {
      const content = Buffer.from(`${prefix}${value}xyz`).toString(encoding)
      expect(holds(`{"x":"${content}"}`, value)).toBe(true)
    }
  })

  it("is found in UTF-16", () => {
    expect(holds(Buffer.from(`..${value}`, "utf16le"), value)).toBe(true)
  })

  it("is not found in another value", () => {
    expect(holds("0335-5550102 示例法人乙", value)).toBe(false)
    expect(holds("0335-5550102 示例法人乙", Buffer.from([1, 2, 3, 4, 5, 6]))).toBe(false)
  })
})
