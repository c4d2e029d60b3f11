/** An office's own machine as a witness, by file: a request in, the cosigned checkpoint out. */
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import {
  parsePolicy,
  parseSignerKey,
  type Policy,
  printNoteSignature,
  type SignerKey,
  witnessCheckpoint,
} from "@shifan/tlog"
import { fileHeadStoresByOrigin } from "@shifan/tlog/node"
import { witnessFailure } from "./witness-failures.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { say, type CommandContext } from "../command-context.js"
import { readBytes, writeNew } from "../files.js"

export interface WitnessFlags {
  readonly key: string
  /** Whose logs are witnessed; `policy` beside the key unless told. */
  readonly policy?: string
  /** The folder of what was witnessed; `witnessed` beside the key unless told. */
  readonly kept?: string
}

export const auditWitness = async (
  context: CommandContext,
  input: string,
  output: string,
  flags: WitnessFlags,
): Promise<E.Either<Failure, Output>> => {
  const beside = (name: string): string => join(dirname(flags.key), name)
  const [request, policy, key] = [
    readBytes(input),
    readPolicy(flags.policy ?? beside("policy")),
    await readWitnessKey(flags.key),
  ]
  if (E.isLeft(request)) return request
  if (E.isLeft(policy)) return policy
  if (E.isLeft(key)) return key
  // Before anything is kept: a cosignature that cannot be handed over is better not made.
  if (existsSync(output)) return E.left(usage(`${output}已存在`, `${output} is there already`))
  const witnessed = await witnessCheckpoint({
    request: request.right,
    policy: policy.right,
    key: key.right,
    time: Math.floor(Date.parse(context.clock()) / 1000),
    headStoreOf: fileHeadStoresByOrigin(flags.kept ?? beside("witnessed")),
  })()
  if (E.isLeft(witnessed)) return E.left(witnessFailure(witnessed.left))
  const { checkpoint, cosignature, note } = witnessed.right
  const written = writeNew(output, note)
  if (E.isLeft(written)) return written
  const { origin, size } = checkpoint
  return E.right({
    json: { origin, size, out: output, cosignature: printNoteSignature(cosignature) },
    text: say(
      context,
      bilingual(
        `已见证${origin}的${size}条，写入${output}`,
        `witnessed ${size} leaves of ${origin}, written to ${output}`,
      ),
    ),
  })
}

export const readPolicy = (file: string): E.Either<Failure, Policy> => {
  const content = readBytes(file)
  if (E.isLeft(content)) return content
  const policy = parsePolicy(content.right)
  if (E.isRight(policy)) return policy
  const where = policy.left._tag === "MalformedPolicy" ? [policy.left.line, policy.left.reason] : [1, policy.left._tag]
  return E.left(usage(`${file}第${where[0]}行有误：${where[1]}`, `${file}: line ${where[0]}: ${where[1]}`))
}

const readWitnessKey = async (file: string): Promise<E.Either<Failure, SignerKey<"Cosignature">>> => {
  if (!existsSync(file))
    return E.left({
      ...notFound(`没有见证密钥${file}`, `there is no witness key at ${file}`),
      hint: bilingual("用shifan audit key witness生成", "make one with shifan audit key witness"),
    })
  const key = await parseSignerKey("Cosignature", readFileSync(file, "utf8").trim())()
  return E.isRight(key)
    ? key
    : E.left(usage(`${file}不是见证密钥：${key.left._tag}`, `${file} is no witness key: ${key.left._tag}`))
}
