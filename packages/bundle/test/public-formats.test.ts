/** Reads the bundle by the specifications of the public formats, with Node's own crypto and none of our code. */
import { createPublicKey, verify } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { leafHashOf, nodeSha256, treeHash } from "@shifan/testkit/tlog"
import { parseTlogProof, printVerifierKey, verifyInclusion } from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import { describe, expect, it } from "vitest"
import { proveEvent } from "../src/index.js"
import {
  envelopeIn,
  headOf,
  leafAt,
  leaves,
  type Leaves,
  logKey,
  rootOf,
  sampleBundle,
  signedHead,
  textIn,
} from "./sample-bundle.js"

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64")

/** C2SP tlog-tiles, Log entries. */
const entriesIn = (bundle: Uint8Array): Leaves => {
  const entries: Array<Uint8Array> = []
  let rest = Buffer.from(bundle)
  while (rest.length > 0) {
    const end = 2 + rest.readUInt16BE(0)
    entries.push(new Uint8Array(rest.subarray(2, end)))
    rest = rest.subarray(end)
  }
  return entries
}

/** RFC 9162, section 2.1.3.2. */
const rootAlong = (index: number, size: number, path: ReadonlyArray<string>, leafHash: Uint8Array): Uint8Array => {
  let fn = index
  let sn = size - 1
  let r = leafHash
  for (const encoded of path) {
    const p = Buffer.from(encoded, "base64")
    if (fn % 2 === 1 || fn === sn) {
      r = nodeSha256(Buffer.concat([Buffer.of(1), p, r]))
      while (fn % 2 === 0 && fn !== 0) {
        fn >>= 1
        sn >>= 1
      }
    } else r = nodeSha256(Buffer.concat([Buffer.of(1), r, p]))
    fn >>= 1
    sn >>= 1
  }
  return r
}

describe("a bundle read with node:crypto alone", () => {
  const [text = "", signatures = ""] = textIn(sampleBundle, "checkpoint").split(/(?<=\n)\n/)
  const [origin, size, root = ""] = text.split("\n")
  // Fewer than 256 leaves fit in one partial entry bundle.
  const entries = entriesIn(sampleBundle.get(`tile/entries/000.p/${size}`) ?? new Uint8Array())
  const hashes = entries.map(leafHashOf)

  it("has the leaves of the log and, in its checkpoint, their root", () => {
    expect(entries).toEqual(leaves)
    expect(base64(treeHash(hashes))).toBe(root)
  })

  it("has a tile with the hashes of the leaves", () => {
    expect(sampleBundle.get(`tile/0/000.p/${size}`)).toEqual(new Uint8Array(Buffer.concat(hashes)))
  })

  it("is signed by the log according to C2SP signed-note", () => {
    const [, , key = ""] = printVerifierKey(logKey.verifier).split("+")
    const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(key, "base64").subarray(1)])
    const publicKey = createPublicKey({ key: der, format: "der", type: "spki" })
    const line = signatures.split("\n").find((signature) => signature.startsWith(`— ${origin} `)) ?? ""
    const signature = Buffer.from(line.split(" ")[2] ?? "", "base64").subarray(4)
    expect(verify(null, Buffer.from(text), publicKey, signature)).toBe(true)
  })

  it("proves each row of the roster to be in the log according to C2SP tlog-proof", () => {
    const { rows } = JSON.parse(textIn(sampleBundle, "roster.json")) as {
      rows: ReadonlyArray<{ index: number; proof: string; row: { uscc: string } }>
    }
    expect(rows.length).toBeGreaterThan(1)
    for (const { index, proof, row } of rows) {
      expect(envelopeIn(leafAt(index))).toMatchObject({
        type: "Certified",
        stream: expect.stringContaining(row.uscc),
      })
      const [head = "", ...checkpoint] = textIn(sampleBundle, proof).split("\n\n")
      const [magic, place, ...path] = head.split("\n")
      expect([magic, place]).toEqual(["c2sp.org/tlog-proof@v1", `index ${index}`])
      expect(checkpoint.join("\n\n")).toBe(textIn(sampleBundle, "checkpoint"))
      expect(base64(rootAlong(index, Number(size), path, leafHashOf(leafAt(index))))).toBe(root)
    }
  })
})

async function* source(some: Leaves): AsyncGenerator<E.Either<never, Uint8Array>> {
  for (const leaf of some) yield E.right(leaf)
}

describe("the proof of one event", () => {
  /** Leaves that parse as events. */
  const numbered = Array.from({ length: 600 }, (_, i) =>
    utf8(`{"data":{},"revision":${i},"schemaVersion":1,"stream":"call-130300-2020","type":"CallOpened"}`),
  )

  test.prop([fc.integer({ min: 1, max: 600 }), fc.nat()], { numRuns: 60 })(
    "is made from the leaves alone for any size and index",
    async (size, which) => {
      const index = which % size
      const root = rootOf(numbered.slice(0, size))
      const proved = await must(
        proveEvent({
          leaves: () => source(numbered),
          checkpoint: await signedHead(size, root),
          isWanted: ({ revision }) => revision === index,
          hasher: nodeHasher,
        }),
      )
      expect(proved).toMatchObject({ index, size })
      const { proof } = right(parseTlogProof(proved.file))
      const leafHash = leafHashOf(numbered[index] ?? new Uint8Array())
      expect(verifyInclusion({ index, size, leafHash, root, proof }, nodeHasher)).toEqual(E.right(undefined))
    },
  )

  it("equals the proof in the bundle", async () => {
    const proofs = [...sampleBundle].filter(([path]) => path.startsWith("proof/"))
    expect(proofs.length).toBeGreaterThan(1)
    for (const [path, content] of proofs) {
      const uscc = path.slice("proof/".length, -".tlog-proof".length)
      const proved = await must(
        proveEvent({
          leaves: () => source(leaves),
          checkpoint: utf8(textIn(sampleBundle, "checkpoint")),
          isWanted: ({ stream, type }) => stream.endsWith(uscc) && type === "Certified",
        }),
      )
      expect(proved.file).toEqual(content)
    }
  })

  it("is not made for an event beyond the checkpoint, nor under a checkpoint of another log", async () => {
    const prove = (checkpoint: Uint8Array, some = leaves) =>
      proveEvent({
        leaves: () => source(some),
        checkpoint,
        isWanted: ({ id }) => id === envelopeIn(leafAt(4)).id,
      })()
    expect(await prove(await headOf(leaves.slice(0, 4)))).toMatchObject({ left: { _tag: "EventNotFound", size: 4 } })
    expect(await prove(await headOf([]))).toMatchObject({ left: { _tag: "EventNotFound" } })
    const notTheLog = { left: { _tag: "NotTheLog", size: leaves.length } }
    expect(await prove(await signedHead(leaves.length, rootOf([])))).toMatchObject(notTheLog)
    expect(await prove(await headOf(leaves), leaves.slice(0, 6))).toMatchObject(notTheLog)
  })
})
