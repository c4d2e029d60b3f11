/** What an auditor makes of a checkpoint. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { acceptCheckpoint, parsePolicy } from "@shifan/tlog"

/** Of one who has the policy. */
export const accepted = async (folder: string, policy = join(folder, "policy"), checkpoint = "checkpoint") => {
  const parsed = parsePolicy(readFileSync(policy))
  if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left))
  const answer = await acceptCheckpoint(parsed.right, readFileSync(join(folder, checkpoint)))()
  return E.isLeft(answer)
    ? answer.left._tag
    : {
        size: answer.right.checkpoint.size,
        keys: answer.right.logs.length,
        witnesses: answer.right.cosignatures.map(({ witness }) => witness.name),
      }
}
