/** The log's bytes and nothing of what they say: every leaf hashed, the whole tree built, the signed root compared. */
import type { Findings } from "./findings.js"
import { hashedLeaves, type Hashing } from "./hashed.js"
import type { Head } from "./head.js"
import { factsOf, nothing, type Facts } from "./report.js"

export const leavesOnly = async (
  hashing: Hashing,
  head: Head,
  progress: (leaves: number, size: number) => void,
  findings: Findings,
): Promise<Facts> => {
  const { tree, size } = hashing
  findings.observe([{ code: "LeavesOnly" }])
  for await (const { from, leaves } of hashedLeaves(hashing, findings)) progress(from + leaves.length, size)
  if (tree.size() === size) await tree.complete()
  return { ...nothing, ...factsOf(head), leaves: tree.size() }
}
