/** The bundle read by the letter of the public formats, with Node's own crypto and nothing of ours. */
import { createHash, createPublicKey, verify } from "node:crypto"
import { printVerifierKey } from "@shifan/tlog"
import { describe, expect, it } from "vitest"
import { bundleOf, envelopeIn, type Files, leaves, logKey } from "./history.js"

const sha256 = (...parts: ReadonlyArray<Uint8Array>): Buffer =>
  createHash("sha256").update(Buffer.concat(parts)).digest()
const nodeOf = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Buffer.of(1), left, right)

/** RFC 6962, section 2.1. */
const rootOver = (hashes: ReadonlyArray<Buffer>): Buffer => {
  const [first] = hashes
  if (first === undefined) return sha256()
  if (hashes.length === 1) return first
  const k = 2 ** (Math.ceil(Math.log2(hashes.length)) - 1)
  return nodeOf(rootOver(hashes.slice(0, k)), rootOver(hashes.slice(k)))
}

/** C2SP tlog-tiles, Log entries: for fewer than 256 leaves there is one partial bundle. */
const leavesOf = (files: Files, size: number): ReadonlyArray<Buffer> => {
  let rest = Buffer.from(files.get(`tile/entries/000.p/${size}`) ?? [])
  const found: Array<Buffer> = []
  while (rest.length > 0) {
    const end = 2 + rest.readUInt16BE(0)
    found.push(rest.subarray(2, end))
    rest = rest.subarray(end)
  }
  return found
}

const textOf = (files: Files, path: string): string => Buffer.from(files.get(path) ?? []).toString("utf8")

describe("a bundle, read with node:crypto alone", async () => {
  const files = await bundleOf(leaves)
  const [text = "", lines = ""] = textOf(files, "checkpoint").split(/(?<=\n)\n/)
  const [origin, size, root = ""] = text.split("\n")
  const hashes = leavesOf(files, Number(size)).map((leaf) => sha256(Buffer.of(0), leaf))

  it("has the leaves of the log, and their root in the checkpoint", () => {
    expect(leavesOf(files, Number(size)).map((leaf) => new Uint8Array(leaf))).toEqual(leaves)
    expect(rootOver(hashes).toString("base64")).toBe(root)
  })

  it("has a tile of the leaves' hashes", () => {
    expect(Buffer.from(files.get(`tile/0/000.p/${size}`) ?? [])).toEqual(Buffer.concat(hashes))
  })

  it("is signed by the log, as C2SP signed-note has it", () => {
    const [, , key = ""] = printVerifierKey(logKey.verifier).split("+")
    const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(key, "base64").subarray(1)])
    const publicKey = createPublicKey({ key: der, format: "der", type: "spki" })
    const line = lines.split("\n").find((one) => one.startsWith(`— ${origin} `)) ?? ""
    const signature = Buffer.from(line.split(" ")[2] ?? "", "base64").subarray(4)
    expect(verify(null, Buffer.from(text), publicKey, signature)).toBe(true)
  })

  it("proves each row of the roster to be in the log, as C2SP tlog-proof has it", () => {
    const { rows } = JSON.parse(textOf(files, "roster.json")) as {
      rows: ReadonlyArray<{ index: number; proof: string; row: { uscc: string } }>
    }
    expect(rows.length).toBeGreaterThan(1)
    for (const { index, proof, row } of rows) {
      expect(envelopeIn(leaves[index] ?? new Uint8Array())).toMatchObject({
        type: "Certified",
        stream: expect.stringContaining(row.uscc),
      })
      const [head = "", ...signed] = textOf(files, proof).split("\n\n")
      const [magic, place, ...path] = head.split("\n")
      expect([magic, place]).toEqual(["c2sp.org/tlog-proof@v1", `index ${index}`])
      expect(signed.join("\n\n")).toBe(textOf(files, "checkpoint"))
      expect(
        rootAlong(index, Number(size), path, sha256(Buffer.of(0), leaves[index] ?? new Uint8Array())).toString(
          "base64",
        ),
      ).toBe(root)
    }
  })
})

/** RFC 9162, section 2.1.3.2. */
const rootAlong = (index: number, size: number, path: ReadonlyArray<string>, leaf: Buffer): Buffer => {
  let [fn, sn, r] = [index, size - 1, leaf]
  for (const encoded of path) {
    const p = Buffer.from(encoded, "base64")
    if (fn % 2 === 1 || fn === sn) {
      r = nodeOf(p, r)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1]
    } else r = nodeOf(r, p)
    ;[fn, sn] = [fn >> 1, sn >> 1]
  }
  return r
}
