import { fc, test } from "@fast-check/vitest"
import { must, right } from "@shifan/testkit/basics"
import { consistencyProofOf, memoryHeadStore, testSigner } from "@shifan/testkit/tlog"
import { parseAddCheckpoint } from "@shifan/tlog"
import { expect } from "vitest"
import { signCheckpoint, witnessRequest } from "../../src/index.js"
import { hashesOf, logOf } from "./leaves.js"

const origin = "gxj.example.gov.cn/shifan"
const key = await testSigner("Ed25519", origin, 1)

test.prop([fc.nat({ max: 40 }), fc.nat({ max: 40 })])(
  "a request to a witness bears the proof of RFC 6962 between the two sizes",
  async (a, b) => {
    const old = Math.min(a, b)
    const leaves = Array.from({ length: Math.max(a, b) }, (_, i) => String(i))
    const log = logOf(() => leaves)
    const { note } = await must(signCheckpoint({ log, heads: memoryHeadStore(), keys: [key], origin }))
    const { proof, checkpoint } = right(parseAddCheckpoint(await must(witnessRequest({ log, note, old }))))
    expect(proof).toEqual(old === 0 ? [] : consistencyProofOf(old, hashesOf(leaves)))
    expect(checkpoint).toEqual(note)
  },
)
