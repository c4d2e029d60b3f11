import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { applying, freshFolder, opened, unit } from "./run.js"

/** A store with one application, whose checkpoint is signed. */
const signed = async () => {
  const folder = freshFolder()
  const shifan = await opened(folder)
  await shifan(...applying("2020-12-01"))
  await shifan("audit", "checkpoint")
  return { shifan, at: (name: string) => join(folder, name) }
}

describe("without a checkpoint or a policy named", () => {
  it("an export ends in the newest signed one, and brings the policy beside it", async () => {
    const { shifan, at } = await signed()
    expect(await shifan("audit", "export", at("bundle"))).toMatchObject({ exit: 0 })
    expect(readFileSync(at("bundle/checkpoint"))).toEqual(readFileSync(at("checkpoint")))
    expect(readFileSync(at("bundle/policy"))).toEqual(readFileSync(at("policy")))
    expect(await shifan("audit", "verify", at("bundle"), "--policy", at("policy"))).toMatchObject({ exit: 0 })
  })

  it("so does a proof", async () => {
    const { shifan, at } = await signed()
    const { out } = await shifan("audit", "prove", unit, "--event", "0")
    expect(out.endsWith(readFileSync(at("checkpoint"), "utf8"))).toBe(true)
  })

  it("where the policy wants a witness, none will do until one has cosigned", async () => {
    const { shifan, at } = await signed()
    const made = await shifan("audit", "key", "witness", "sjj.example", at("witness.key"))
    const vkey = made.out.split("\n").find((line) => line.includes("+")) ?? ""
    const wanting = readFileSync(at("policy"), "utf8").replace("quorum none", `witness sjj ${vkey.trim()}\nquorum sjj`)
    writeFileSync(at("policy"), wanting)
    const refused = await shifan("audit", "export", at("bundle"))
    expect([refused.exit, refused.err]).toEqual([6, expect.stringContaining("no checkpoint")])
    await shifan("audit", "checkpoint", "--request-witness", at("request"))
    const asked = ["--key", at("witness.key"), "--policy", at("policy")]
    expect(await shifan("audit", "witness", at("request"), at("cosigned"), ...asked)).toMatchObject({ exit: 0 })
    expect(await shifan("audit", "cosigned", at("cosigned"))).toMatchObject({ exit: 0 })
    expect(await shifan("audit", "export", at("bundle"))).toMatchObject({ exit: 0 })
    expect(readFileSync(at("bundle/checkpoint"))).toEqual(readFileSync(at("checkpoint.witnessed")))
  })
})
