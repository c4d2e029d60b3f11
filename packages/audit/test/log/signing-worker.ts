/** Signs a growing log again and again, telling each checkpoint it signed, until it is killed. */
import { newestHead, signCheckpoint } from "../../src/index.js"
import { fileHeads } from "../../src/node/index.js"
import { signer } from "../tlog/keys.js"
import { rightOf } from "../tlog/outcome.js"
import { logOf } from "./leaves.js"

const origin = "gxj.example.gov.cn/shifan"
const key = await signer("Ed25519", origin, 1)
const heads = fileHeads(process.argv[2] ?? "")
const { head } = await rightOf(newestHead(heads))
const leaves = Array.from({ length: head?.size ?? 0 }, (_, i) => String(i))
for (;;) {
  leaves.push(String(leaves.length))
  const { checkpoint } = await rightOf(signCheckpoint({ log: logOf(() => leaves), heads, keys: [key], origin }))
  process.stdout.write(`signed ${checkpoint.size} ${Buffer.from(checkpoint.root).toString("base64")}\n`)
}
