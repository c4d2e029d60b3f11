import { createHash } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { writeVerifier } from "../../verifier/src/build/verifier.js"
import { freshFolder, programIn, read } from "./run.js"

const folder = freshFolder()
const out = join(folder, "verifier.html")

beforeAll(async () => {
  await writeVerifier()
}, 60_000)

describe("audit verifier", () => {
  it("writes the page, tells its SHA-256, and never writes over a file", async () => {
    const shifan = programIn(folder)
    const ran = await shifan("audit", "verifier", "--out", out, "--json")
    const page = readFileSync(out)
    const sha256 = createHash("sha256").update(page).digest("hex")
    expect(ran.exit).toBe(0)
    expect(read(ran)).toMatchObject({ file: out, size: page.length, sha256 })
    expect(page.toString()).toMatch(/^<!doctype html>/)
    writeFileSync(out, "mine")
    expect((await shifan("audit", "verifier", "--out", out)).exit).toBe(1)
    expect(readFileSync(out, "utf8")).toBe("mine")
  })
})
