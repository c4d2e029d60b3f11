/** Witnesses are asked over HTTP before signing: they know heads that this machine may have lost. */
import { cpSync, readFileSync, rmSync } from "node:fs"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { buffer } from "node:stream/consumers"
import { describe, expect, it, onTestFinished } from "vitest"
import { must, right, temporaryFolder } from "@shifan/testkit/basics"
import { parsePolicy, parseSignerKey, witnessCheckpoint, witnessResponse } from "@shifan/tlog"
import { createHeadFolder, fileHeadStoresByOrigin } from "@shifan/tlog/node"
import {
  acceptance,
  applyOn,
  byBureau,
  emptyWorkplace,
  eventsWithApplication,
  eventsWithCall,
  json,
  storeWithCall,
  textIn,
  type Workplace,
} from "../shifan.js"

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener)
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Starts a witness that serves the protocol, and adds it to the policy of a store under this name. */
const addWitness = async ({ shifan, at }: Workplace, name: string): Promise<void> => {
  const office = emptyWorkplace()
  const { out } = await shifan("audit", "key", "witness", `${name}.example/witness`, office.at("witness.key"))
  const key = await must(parseSignerKey("Cosignature", textIn(office.at("witness.key")).trim()))
  const url = await serve(async (request, response) => {
    const body = new Uint8Array(await buffer(request))
    const policy = right(parsePolicy(readFileSync(office.at("policy"))))
    const headStoreOf = fileHeadStoresByOrigin(office.at("witnessed"), office.at("witnessed.counts"))
    const time = 1_735_600_000
    const outcome = await witnessCheckpoint({ request: body, policy, key, time, headStoreOf })()
    const answer = witnessResponse(outcome)
    response.writeHead(request.url === "/add-checkpoint" ? answer.status : 404).end(answer.body)
  })
  const [vkey = ""] = out.split("\n")
  expect(await shifan("audit", "policy", "witness", name, vkey, "--url", `${url}/`)).toMatchObject({ exit: 0 })
  office.save("policy", textIn(at("policy")))
}

const ask = ({ shifan }: Workplace) => shifan("--json", "audit", "checkpoint", "--ask-witnesses")

describe("witnesses that are asked", () => {
  it("cosign the signed checkpoint one after the other, and the quorum is met", async () => {
    const workplace = await storeWithCall()
    const { shifan, folder, at } = workplace
    await addWitness(workplace, "one")
    await addWitness(workplace, "two")
    const first = await ask(workplace)
    expect(json(first)).toMatchObject({ size: eventsWithCall, cosigned: ["one", "two"] })
    await shifan(...applyOn("2020-12-01"))
    expect(json(await ask(workplace))).toMatchObject({ size: eventsWithApplication, cosigned: ["one", "two"] })
    const accepted = await acceptance(folder, at("policy"), "checkpoint.witnessed")
    expect(accepted).toMatchObject({ size: eventsWithApplication, witnesses: ["one", "two"] })
    expect(json(await ask(workplace))).toMatchObject({ cosigned: ["one", "two"] })
  })

  it("reveal that store and heads went back together, before a fork is signed", async () => {
    const workplace = await storeWithCall()
    const { shifan, folder } = workplace
    await addWitness(workplace, "one")
    expect(await ask(workplace)).toMatchObject({ exit: 0 })
    const backup = temporaryFolder()
    cpSync(folder, backup, { recursive: true })
    await shifan(...applyOn("2020-12-01"))
    expect(await ask(workplace)).toMatchObject({ exit: 0 })
    rmSync(folder, { recursive: true })
    cpSync(backup, folder, { recursive: true })
    expect(await shifan("call", "close", "2020", ...byBureau("2020-12-20"))).toMatchObject({ exit: 0 })
    const refused = await ask(workplace)
    expect(refused.exit).toBe(4)
    expect(json(refused)).toMatchObject({
      error: { code: "HeadForgotten", figures: { since: eventsWithApplication } },
    })
  })

  it("reveal to a log that it has forgotten all signed heads", async () => {
    const workplace = await storeWithCall()
    const { at } = workplace
    await addWitness(workplace, "one")
    expect(await ask(workplace)).toMatchObject({ exit: 0 })
    for (const name of ["shifan.heads", "shifan.heads.count", "checkpoint", "checkpoint.witnessed"])
      rmSync(at(name), { recursive: true })
    await must(createHeadFolder(at("shifan.heads"), at("shifan.heads.count")))
    expect(json(await ask(workplace))).toMatchObject({ error: { code: "HeadForgotten" } })
  })

  it("that do not answer are reported, and the command fails only if none answers", async () => {
    const workplace = await storeWithCall()
    const { shifan, at, save } = workplace
    expect(await ask(workplace)).toMatchObject({ exit: 2 })
    await addWitness(workplace, "one")
    const policy = textIn(at("policy"))
    const nonsense = await serve((_, response) => response.writeHead(409).end("nonsense"))
    const endless = await serve((_, response) => response.writeHead(200).end("x".repeat(20_000)))
    const elsewhere = await serve((_, response) => response.writeHead(307, { location: nonsense }).end())
    for (const url of [nonsense, endless, elsewhere, "http://127.0.0.1:1", "nonsense"]) {
      save("policy", policy.replace(/http:\S+/, url))
      const unanswered = await shifan("audit", "checkpoint", "--ask-witnesses")
      expect(unanswered).toMatchObject({ exit: 1, err: expect.stringContaining("did not answer") })
    }
    save("policy", policy)
    await addWitness(workplace, "two")
    save("policy", textIn(at("policy")).replace(/http:\S+/, "http://127.0.0.1:1"))
    const half = await ask(workplace)
    expect(half).toMatchObject({ exit: 0, err: expect.stringContaining("witness one") })
    expect(json(half)).toMatchObject({ cosigned: ["two"] })
  })
})
