import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { buffer } from "node:stream/consumers"
import { expect, it, onTestFinished } from "vitest"
import { signCheckpoint, witnessRequest } from "../../src/index.js"
import { acceptCheckpoint, addCosignatures, printVerifierKey, witnessCheckpoint, witnessResponse } from "@shifan/tlog"
import { fileHeadStoresByOrigin } from "@shifan/tlog/node"
import { must, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { memoryHeadStore, policyOf, testSigner } from "@shifan/testkit/tlog"
import { logOf } from "./leaves.js"

const origin = "gxj.example.gov.cn/shifan"
const [log, office] = [await testSigner("Ed25519", origin, 1), await testSigner("Cosignature", "sjj.example", 3)]
const policy = policyOf(
  `log ${printVerifierKey(log.verifier)}\nwitness sjj ${printVerifierKey(office.verifier)}\nquorum sjj\n`,
)

/** The server of docs/tlog.md. */
const listening = async (): Promise<string> => {
  const headStoreOf = fileHeadStoresByOrigin(temporaryFolder())
  const server = createServer((request, response) => {
    void buffer(request).then(async (body) => {
      const asked = { request: new Uint8Array(body), policy, key: office, time: 1_700_000_000, headStoreOf }
      const { status, contentType, body: answer } = witnessResponse(await witnessCheckpoint(asked)())
      response.writeHead(status, { "content-type": contentType }).end(answer)
    })
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/add-checkpoint`
}

it("a log that has lost count of a witness asks from nothing, is told, and gets its cosignature over HTTP", async () => {
  const url = await listening()
  const leaves: Array<string> = ["a", "b", "c"]
  const heads = memoryHeadStore()
  const sign = async () => (await must(signCheckpoint({ log: logOf(() => leaves), heads, keys: [log], origin }))).note
  const post = async (note: Uint8Array, old: number) => {
    const body = await must(witnessRequest({ log: logOf(() => leaves), note, old }))
    const answer = await fetch(url, { method: "POST", body: Buffer.from(body) })
    return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() }
  }
  expect(await post(await sign(), 0)).toMatchObject({
    status: 200,
    text: expect.stringMatching(/^— sjj\.example \S+\n$/),
  })
  leaves.push("d", "e")
  const note = await sign()
  expect(await post(note, 0)).toEqual({ status: 409, type: "text/x.tlog.size", text: "3\n" })
  const { status, text } = await post(note, 3)
  expect(status).toBe(200)
  const merged = await must(addCosignatures(note, utf8(text), [office.verifier]))
  expect(await must(acceptCheckpoint(policy, merged.note))).toMatchObject({ checkpoint: { size: 5 } })
})
