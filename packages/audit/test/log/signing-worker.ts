/** Until killed, signs a log that grows by one leaf each time, and prints each checkpoint. */
import * as E from "fp-ts/lib/Either.js"
import { fileHeadStore } from "@shifan/tlog/node"
import { must } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { latestHead, signCheckpoint } from "../../src/index.js"
import { logOf, numbered } from "./text-log.js"

const origin = "gxj.example.gov.cn/shifan"
const key = await testSigner("Ed25519", origin, 1)
const folder = process.argv[2] ?? ""
const heads = fileHeadStore(folder, `${folder}.count`)
for (;;) {
  // A rival with the same heads may have signed a longer log meanwhile.
  const { head } = await must(latestHead(heads))
  const leaves = numbered((head?.size ?? 0) + 1)
  const signed = await signCheckpoint({ log: logOf(() => leaves), heads, keys: [key], origin })()
  if (E.isLeft(signed) && signed.left._tag !== "HeadMoved" && signed.left._tag !== "BehindKeptHead")
    throw new Error(JSON.stringify(signed.left))
  if (E.isLeft(signed)) continue
  const { size, root } = signed.right.checkpoint
  process.stdout.write(`signed ${size} ${Buffer.from(root).toString("base64")}\n`)
}
