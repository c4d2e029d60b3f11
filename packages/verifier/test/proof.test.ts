import { beforeAll, describe, expect, it } from "vitest"
import { isProved, verifyProof } from "../src/verification/proof.js"
import { bundleOf, type Files, leaves, policy } from "./bundles.js"

let files: Files
let proof: Uint8Array
let leaf: Uint8Array
let index: number

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const bytes = (from: string): Uint8Array => new TextEncoder().encode(from)

beforeAll(async () => {
  files = await bundleOf(leaves)
  const [, content] = [...files].find(([path]) => path.startsWith("proof/")) ?? []
  proof = content ?? new Uint8Array()
  index = Number(/^index (\d+)$/m.exec(text(proof))?.[1])
  leaf = leaves[index] ?? new Uint8Array()
})

const codes = async (...given: Parameters<typeof verifyProof>) =>
  (await verifyProof(...given)).faults.map(({ code }) => code)

describe("a proof", () => {
  it("with its leaf and a policy shows that the leaf is in the log", async () => {
    const report = await verifyProof({ proof, leaf, policy })
    expect(isProved(report)).toBe(true)
    expect(report).toMatchObject({
      index,
      size: leaves.length,
      signedBy: ["bureau.example/示范"],
      witnessedBy: ["audit"],
      record: { event: { type: "Certified" } },
    })
  })

  it("without the one or the other shows nothing, and says what is missing", async () => {
    const alone = await verifyProof({ proof, leaf: undefined, policy: undefined })
    expect(alone).toMatchObject({ faults: [], missing: ["policy", "leaf"], index, signedBy: [], record: null })
    expect(isProved(alone)).toBe(false)
    expect(await verifyProof({ proof, leaf, policy: undefined })).toMatchObject({ faults: [], missing: ["policy"] })
    expect(await verifyProof({ proof, leaf: undefined, policy })).toMatchObject({ faults: [], missing: ["leaf"] })
  })

  it("is of no other leaf, be it by a byte", async () => {
    for (const other of [leaves[0] ?? leaf, bytes(`${text(leaf)}\n`), new Uint8Array()])
      expect(await codes({ proof, leaf: other, policy })).toEqual(["NotInLog"])
  })

  it("is told to be malformed, in its part, whatever else was given", async () => {
    const edited = (from: RegExp, to: string): Uint8Array => bytes(text(proof).replace(from, to))
    const all = { leaf, policy }
    expect(await codes({ ...all, proof: bytes("nothing") })).toEqual(["ProofMalformed"])
    expect(await codes({ ...all, proof: edited(/\n\n.*/s, "\n\nno checkpoint") })).toEqual(["CheckpointMalformed"])
    expect(await codes({ ...all, leaf: undefined, proof: edited(/^index \d+$/m, "index 12") })).toEqual(["OutsideTree"])
    expect(await codes({ ...all, leaf: undefined, proof: edited(/\n[^\n]{44}\n/, "\n") })).toEqual(["OutsideTree"])
  })

  it("is not believed under a policy of other keys, or none", async () => {
    const others = bytes("quorum none\n")
    expect(await codes({ proof, leaf, policy: others })).toEqual(["CheckpointRefused"])
    expect(await codes({ proof, leaf, policy: bytes("trust me") })).toEqual(["PolicyMalformed"])
    expect(await codes({ proof: bytes(text(proof).replace(/(— \S+ ....)./, "$1A")), leaf, policy })).not.toEqual([])
  })
})
