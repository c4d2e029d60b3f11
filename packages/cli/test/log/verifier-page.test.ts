import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { beforeAll, describe, expect, it } from "vitest"
import { writeVerifier } from "../../../verifier/src/build/verifier.js"
import { emptyWorkplace, json, runProgram, textIn } from "../shifan.js"

beforeAll(writeVerifier)

describe("audit verifier", () => {
  it("writes the page and prints its SHA-256", async () => {
    const file = emptyWorkplace().at("verifier.html")
    const ran = await runProgram(["--yes", "audit", "verifier", "--out", file, "--json"])
    const page = readFileSync(file)
    const sha256 = createHash("sha256").update(page).digest("hex")
    expect(ran.exit).toBe(0)
    expect(json(ran)).toMatchObject({ file, size: page.length, sha256 })
    expect(page.toString()).toMatch(/^<!doctype html>/)
  })

  it("never overwrites a file", async () => {
    const file = emptyWorkplace().save("verifier.html", "mine")
    expect((await runProgram(["--yes", "audit", "verifier", "--out", file])).exit).toBe(2)
    expect(textIn(file)).toBe("mine")
  })
})
