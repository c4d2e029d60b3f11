/** Runs the program in `docs/audit.md` that verifies a statement as a reader would: Python and OpenSSL, without our code. */
import { spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { unitMapHead } from "@shifan/audit"
import { checkCharacter } from "@shifan/core/forms"
import { right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { printVerifierKey } from "@shifan/tlog"
import { encode } from "@shifan/event-store"
import { usccOf } from "@shifan/testkit"
import { afterAll, describe, expect, it } from "vitest"
import { isStated, verifyStatement } from "../src/index.js"
import { demo, logKey, origin, policy } from "./sample-bundle.js"
import { listIn, standingsAt, statementOf } from "./sample-statement.js"

const missing = ["openssl version", "python3 --version"].filter((tool) => spawnSync("sh", ["-c", tool]).status !== 0)

const page = readFileSync(join(import.meta.dirname, "../../../docs/audit.md"), "utf8")
const [, program = ""] = /```python\n(.*?)```/s.exec(page) ?? []

const vkey = printVerifierKey(logKey.verifier)
const list = listIn(demo)
const standings = standingsAt(demo, list)

describe.skipIf(missing.length > 0)("art_16__para_1: a statement verified by Python and OpenSSL alone", () => {
  const folder = temporaryFolder(afterAll)
  const script = join(folder, "statement.py")
  writeFileSync(script, program)

  const run = (statement: Uint8Array, key: string = vkey) => {
    const file = join(folder, "U.statement")
    writeFileSync(file, statement)
    const { status, stdout, stderr } = spawnSync("python3", [script, file, key], { encoding: "utf8" })
    return { status, stdout, stderr }
  }

  it("takes a program of fewer than 55 lines", () => {
    expect(program.split("\n").filter((line) => line.trim() !== "").length).toBeLessThan(55)
  })

  it("holds for units of the map, including the first and the last", async () => {
    const ends = [standings[0], ...standings.slice(12, 15), standings.at(-1)]
    for (const { uscc, phase } of ends.filter((one) => one !== undefined)) {
      const { status, stdout, stderr } = run(await statementOf(demo, uscc))
      expect([stderr, status]).toEqual(["", 0])
      expect(stdout).toMatch(new RegExp(`^OK 2024-11-06 ${uscc} \\{.*'phase': '${phase}'`))
    }
  })

  it("holds for units that the log does not know, before the first, between two, and after the last", async () => {
    const ends = ["11110000000000000", "93370000000000000"].map((start) => start + checkCharacter(start))
    const known = new Set<string>(standings.map(({ uscc }) => uscc))
    const codes = [...known].toSorted()
    const between = Array.from({ length: 5000 }, (_, i): string => usccOf(i)).find(
      (code) => (codes[0] ?? code) < code && code < (codes.at(-1) ?? code) && !known.has(code),
    )
    expect(between).toBeDefined()
    for (const uscc of [...ends, between ?? ""])
      expect(run(await statementOf(demo, uscc))).toMatchObject({
        status: 0,
        stdout: `OK 2024-11-06 ${uscc} is unknown to the log\n`,
      })
  })

  it("holds for an empty map", async () => {
    const data = { ...list.data, units: unitMapHead([]) }
    const empty = demo.map((leaf) => (leaf === list.leaf ? right(encode({ ...list.envelope, data })) : leaf))
    const file = await statementOf(empty, "91110108551385082Q", { standings: [] })
    expect(run(file)).toMatchObject({ status: 0, stdout: expect.stringContaining("is unknown to the log") })
  })

  it("does not hold after any of ten changes, as verifyStatement finds too", async () => {
    const file = new TextDecoder().decode(await statementOf(demo, "91130372MA00011730"))
    const neighbour = new TextDecoder().decode(await statementOf(demo, "91130302MA00010187"))
    const entryOf = (text: string): string => /^entry[\s\S]*?\n(?=list)/m.exec(text)?.[0] ?? ""
    const spoilt = [
      file.replace('"revoked"', '"certified"'),
      file.replace("unit 91130372MA00011730", "unit 91130302MA00010187"),
      file.replace("of 130300", "of 130200"),
      file.replace(entryOf(file), entryOf(neighbour)),
      file.replace(entryOf(file), ""),
      file.replace('"rows":8', '"rows":9'),
      file.replace(/^index 96$/m, "index 95"),
      file.replace(/^97$/m, "98"),
      file.replace("entry 17", "entry 16"),
      file.replace(/^(list .*)"count":18/m, '$1"count":17'),
    ]
    for (const text of spoilt) {
      expect(text).not.toBe(file)
      expect(isStated(await verifyStatement({ statement: utf8(text), policy }))).toBe(false)
      expect(run(utf8(text))).toMatchObject({ status: 1, stdout: "" })
    }
  })

  it("does not hold under another key", async () => {
    const file = await statementOf(demo, "91130372MA00011730")
    const stranger = await testSigner("Ed25519", origin, 8)
    expect(run(file, printVerifierKey(stranger.verifier))).toMatchObject({ status: 1, stdout: "" })
  })
})
