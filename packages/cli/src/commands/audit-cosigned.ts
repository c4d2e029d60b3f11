/** What came back for the checkpoint: cosignatures from witnesses, a timestamp from an authority. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { addCosignatures } from "@shifan/audit"
import { signatureFailure } from "../log/failures.js"
import { logFilesOf, replaceFile } from "../log/files.js"
import { exits, usage, type Failure, type Output } from "../outcome.js"
import { say, type World } from "../surroundings.js"
import { readPolicy } from "./audit-witness.js"
import { readGiven } from "./given-file.js"

/** Witnesses are those of the policy beside the store. */
export const auditCosigned = async (world: World, file: string): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(world.settings)
  if (E.isLeft(files)) return files
  const [cosigned, checkpoint, policy] = [
    readGiven(file),
    readGiven(files.right.checkpoint),
    readPolicy(files.right.policy),
  ]
  if (E.isLeft(cosigned)) return cosigned
  if (E.isLeft(checkpoint)) return checkpoint
  if (E.isLeft(policy)) return policy
  const witnesses = policy.right.witnesses.map(({ key }) => key)
  const merged = await addCosignatures(checkpoint.right, cosigned.right, witnesses)()
  if (E.isLeft(merged)) return E.left(signatureFailure(merged.left))
  const written = replaceFile(files.right.checkpoint, merged.right.note)
  if (E.isLeft(written)) return written
  const by = merged.right.by.map(({ name }) => name)
  return E.right({
    json: { checkpoint: files.right.checkpoint, by },
    text: say(
      world,
      bilingual(
        `${files.right.checkpoint}已加入${by.join("、")}的见证`,
        `${files.right.checkpoint} is cosigned by ${by.join(", ")}`,
      ),
    ),
  })
}

/** `checkpoint`: the file that was stamped, byte for byte, unless it is still the one beside the store. */
export const auditTimestamp = async (
  world: World,
  file: string,
  { checkpoint: named }: { readonly checkpoint?: string },
): Promise<E.Either<Failure, Output>> => {
  const { matchTimestamp, readTimestampResponse } = await import("@shifan/audit/timestamp")
  const files = named === undefined ? logFilesOf(world.settings) : E.right({ checkpoint: named })
  if (E.isLeft(files)) return files
  const [response, checkpoint] = [readGiven(file), readGiven(files.right.checkpoint)]
  if (E.isLeft(response)) return response
  if (E.isLeft(checkpoint)) return checkpoint
  const timestamp = readTimestampResponse(response.right)
  if (E.isLeft(timestamp))
    return timestamp.left._tag === "MalformedTimestamp"
      ? E.left(usage(`${file}不是时间戳应答`, `${file} is no timestamp response`))
      : E.left({
          exit: exits.refused,
          code: timestamp.left._tag,
          message: bilingual(
            `时间戳机构未予签发：${[timestamp.left.status, ...timestamp.left.says].join("；")}`,
            `the authority gave no timestamp: ${[timestamp.left.status, ...timestamp.left.says].join("; ")}`,
          ),
        })
  const matched = matchTimestamp(timestamp.right, checkpoint.right)
  if (E.isLeft(matched))
    return E.left({
      exit: exits.verificationFailed,
      code: matched.left._tag,
      message: bilingual(
        `该时间戳不是${files.right.checkpoint}的：${matched.left.part}`,
        `the timestamp is not of ${files.right.checkpoint}: ${matched.left.part}`,
      ),
    })
  const { genTime, policy, serial } = timestamp.right
  return E.right({
    json: { checkpoint: files.right.checkpoint, genTime, policy, serial },
    text: say(
      world,
      bilingual(
        `${genTime}：${files.right.checkpoint}当时已存在。签发者请以openssl ts -verify核验`,
        `${genTime}: ${files.right.checkpoint} was there by then. Who says so: check with openssl ts -verify`,
      ),
    ),
  })
}
