/** Signs a growing log again and again, telling each checkpoint it signed, until it is killed. */
import * as E from "fp-ts/lib/Either.js"
import { latestHead, signCheckpoint } from "../../src/index.js"
import { fileHeadStore } from "@shifan/tlog/node"
import { must } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { logOf } from "./leaves.js"

const origin = "gxj.example.gov.cn/shifan"
const key = await testSigner("Ed25519", origin, 1)
const heads = fileHeadStore(process.argv[2] ?? "")
const leaves: Array<string> = []
for (;;) {
  // Where a rival kept more meanwhile, the log is that long.
  const { head } = await must(latestHead(heads))
  while (leaves.length <= (head?.size ?? 0)) leaves.push(String(leaves.length))
  const signed = await signCheckpoint({ log: logOf(() => leaves), heads, keys: [key], origin })()
  if (E.isLeft(signed) && signed.left._tag !== "HeadMoved" && signed.left._tag !== "BehindKeptHead")
    throw new Error(JSON.stringify(signed.left))
  if (E.isLeft(signed)) continue
  const { size, root } = signed.right.checkpoint
  process.stdout.write(`signed ${size} ${Buffer.from(root).toString("base64")}\n`)
}
