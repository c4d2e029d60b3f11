import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { buffer } from "node:stream/consumers"
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { must, right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { consistencyProofOf, memoryHeadStore, policyOf, testSigner } from "@shifan/testkit/tlog"
import {
  acceptCheckpoint,
  addCosignatures,
  parseAddCheckpoint,
  printVerifierKey,
  witnessCheckpoint,
  witnessResponse,
} from "@shifan/tlog"
import { fileHeadStoresByOrigin } from "@shifan/tlog/node"
import { describe, expect, it, onTestFinished } from "vitest"
import { signCheckpoint, witnessRequest } from "../../src/index.js"
import { hashesOf, logOf, numbered } from "./text-log.js"

const origin = "gxj.example.gov.cn/shifan"
const logKey = await testSigner("Ed25519", origin, 1)
const witnessKey = await testSigner("Cosignature", "sjj.example", 3)

describe("a request to a witness", () => {
  test.prop([fc.nat({ max: 40 }), fc.nat({ max: 40 })])(
    "contains the proof of RFC 6962 between two sizes",
    async (a, b) => {
      const old = Math.min(a, b)
      const leaves = numbered(Math.max(a, b))
      const log = logOf(() => leaves)
      const { note } = await must(signCheckpoint({ log, heads: memoryHeadStore(), keys: [logKey], origin }))
      const request = right(parseAddCheckpoint(await must(witnessRequest({ log, note, old }))))
      expect(request).toEqual({
        old,
        proof: old === 0 ? [] : consistencyProofOf(old, hashesOf(leaves)),
        checkpoint: note,
      })
    },
  )

  it("is not made for a file that is not a checkpoint, nor from a size beyond the checkpoint", async () => {
    const log = logOf(() => numbered(3))
    const { note } = await must(signCheckpoint({ log, heads: memoryHeadStore(), keys: [logKey], origin }))
    expect(await witnessRequest({ log, note: utf8("no note"), old: 0 })()).toMatchObject({ _tag: "Left" })
    expect(await witnessRequest({ log, note, old: 4 })()).toMatchObject({ _tag: "Left" })
  })

  it("is not made when a leaf differs from its recorded hash", async () => {
    const leaves = numbered(5)
    const { note } = await must(
      signCheckpoint({ log: logOf(() => leaves), heads: memoryHeadStore(), keys: [logKey], origin }),
    )
    const altered = logOf(
      () => leaves,
      (index) => (index === 3 ? new Uint8Array(32) : undefined),
    )
    expect(await witnessRequest({ log: altered, note, old: 2 })()).toEqual(
      E.left({ _tag: "LeafDiffers", index: 3, stream: "s", revision: 3 }),
    )
  })
})

describe("a witness over HTTP", () => {
  const policy = policyOf(
    `log ${printVerifierKey(logKey.verifier)}\nwitness sjj ${printVerifierKey(witnessKey.verifier)}\nquorum sjj\n`,
  )

  /** The server in docs/tlog.md. */
  const startWitness = async (): Promise<string> => {
    const headStoreOf = fileHeadStoresByOrigin(temporaryFolder())
    const server = createServer((incoming, outgoing) => {
      void buffer(incoming).then(async (body) => {
        const options = { request: new Uint8Array(body), policy, key: witnessKey, time: 1_700_000_000, headStoreOf }
        const { status, contentType, body: answer } = witnessResponse(await witnessCheckpoint(options)())
        outgoing.writeHead(status, { "content-type": contentType }).end(answer)
      })
    })
    onTestFinished(() => void server.close())
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/add-checkpoint`
  }

  it("tells a log with an outdated size which size it keeps, and then cosigns", async () => {
    const url = await startWitness()
    const leaves = ["a", "b", "c"]
    const log = logOf(() => leaves)
    const heads = memoryHeadStore()
    const sign = async () => (await must(signCheckpoint({ log, heads, keys: [logKey], origin }))).note
    const post = async (note: Uint8Array, old: number) => {
      const body = await must(witnessRequest({ log, note, old }))
      const answer = await fetch(url, { method: "POST", body: Buffer.from(body) })
      return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() }
    }
    const first = await post(await sign(), 0)
    expect(first).toMatchObject({ status: 200, text: expect.stringMatching(/^— sjj\.example \S+\n$/) })
    leaves.push("d", "e")
    const note = await sign()
    expect(await post(note, 0)).toEqual({ status: 409, type: "text/x.tlog.size", text: "3\n" })
    const { status, text } = await post(note, 3)
    expect(status).toBe(200)
    const merged = await must(addCosignatures(note, utf8(text), [witnessKey.verifier]))
    expect(await must(acceptCheckpoint(policy, merged.note))).toMatchObject({ checkpoint: { size: 5 } })
  })
})
