/** `audit witness` and `audit key witness`: lets another authority act as a witness, by files carried back and forth. */
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { formatPolicyFault } from "@shifan/bundle"
import { bilingual } from "@shifan/core"
import {
  acceptCheckpoint,
  parsePolicy,
  parseSignerKey,
  printNoteSignature,
  printSignerKey,
  printVerifierKey,
  signerKey,
  witnessCheckpoint,
  type Checkpoint,
  type NoteSignature,
  type Policy,
  type SignerKey,
  type Witness,
} from "@shifan/tlog"
import { createHeadFolder, fileHeadStoresByOrigin, originHash } from "@shifan/tlog/node"
import { confirm } from "../confirm.js"
import { say, type CommandContext } from "../command-context.js"
import { checkNew, replaceFile, writeNew } from "../files.js"
import { readBytes } from "../input/read-file.js"
import { readOwnText } from "../input/text-encoding.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { withPlan, type Plan, type WriteOptions } from "../writing.js"
import { headsUnavailable, signatureFailure } from "./log-failures.js"
import { witnessFailure } from "./witness-failures.js"
import { noKeyMade, parseOrigin, readPolicyBytes } from "./log-files.js"
import { beginAgain } from "./recover-heads.js"

export interface WitnessOptions extends WriteOptions {
  readonly key: string
  /** Names the logs to witness; by default `policy` next to the key. */
  readonly policy?: string
  /** Folder of the witnessed checkpoints; by default `witnessed` next to the key. */
  readonly kept?: string
  /** A checkpoint with this witness's own cosignature, to continue from if the stored checkpoints are lost for good. */
  readonly recover?: string
}

export const auditWitness = async (
  context: CommandContext,
  input: string,
  output: string,
  options: WitnessOptions,
): Promise<E.Either<Failure, Output>> => {
  const request = readBytes(input)
  if (E.isLeft(request)) return request
  const policy = readPolicy(options.policy ?? besideKey(options.key, "policy"))
  if (E.isLeft(policy)) return policy
  const key = await readWitnessKey(options.key)
  if (E.isLeft(key)) return key
  // Check before the witness stores the checkpoint as cosigned: the result could not be delivered.
  const free = checkNew(output)
  if (E.isLeft(free)) return free
  const places = memoryOf(options)
  if (options.recover !== undefined && options.dryRun !== true) {
    const recovered = await recoverWitness(context, places, options.recover, policy.right, key.right)
    if (recovered !== undefined) return E.left(recovered)
  }
  const headStoreOf = fileHeadStoresByOrigin(places.kept, places.counts)
  const witnessed = (forgetful: boolean) =>
    witnessCheckpoint({
      request: request.right,
      policy: policy.right,
      key: key.right,
      time: Math.floor(Date.parse(context.clock()) / 1000),
      headStoreOf: forgetful ? (origin) => ({ ...headStoreOf(origin), keep: () => storeNothing }) : headStoreOf,
    })()
  // First shows whether it would cosign, and up to which size.
  const tried = await witnessed(true)
  if (E.isLeft(tried)) return E.left(witnessFailure(tried.left))
  const { origin, size } = tried.right.checkpoint
  const plan: Plan = {
    says: bilingual(`将见证${origin}的${size}条，写入：`, `${size} leaves of ${origin} will be cosigned, to:`),
    files: [output],
  }
  return withPlan(context, options, plan, async () => {
    const cosigned = await witnessed(false)
    if (E.isLeft(cosigned)) return E.left(witnessFailure(cosigned.left))
    const { cosignature, note } = cosigned.right
    const written = writeNew(output, note)
    return E.isLeft(written) ? written : E.right(witnessOutput(context, output, { origin, size }, cosignature))
  })
}

const storeNothing = TE.right(undefined)

const witnessOutput = (
  context: CommandContext,
  output: string,
  { origin, size }: Pick<Checkpoint, "origin" | "size">,
  cosignature: NoteSignature,
): Output => {
  const summary = bilingual(
    `已见证${origin}的${size}条，写入${output}`,
    `witnessed ${size} leaves of ${origin}, written to ${output}`,
  )
  return {
    json: { origin, size, out: output, cosignature: printNoteSignature(cosignature) },
    text: say(context, summary),
  }
}

interface WitnessMemory {
  /** Folder of cosigned checkpoints; best a link to a folder on another disk. */
  readonly kept: string
  /** Folder of their counts. */
  readonly counts: string
}

const memoryOf = ({ key, kept = besideKey(key, "witnessed") }: WitnessOptions): WitnessMemory => ({
  kept,
  counts: besideKey(key, "witnessed.counts"),
})

const besideKey = (key: string, name: string): string => join(dirname(key), name)

export const readPolicy = (file: string): E.Either<Failure, Policy> => {
  const content = readPolicyBytes(file)
  if (E.isLeft(content)) return content
  const policy = parsePolicy(content.right)
  if (E.isRight(policy)) return policy
  const { zh, en } = formatPolicyFault(policy.left)
  return E.left(usage(`${file}有误：${zh}`, `${file}: ${en}`))
}

/** The witness's own cosignature proves that it saw the checkpoint. The log must have signed it too. */
const recoverWitness = async (
  context: CommandContext,
  { kept, counts }: WitnessMemory,
  file: string,
  { logs }: Policy,
  { verifier }: SignerKey<"Cosignature">,
): Promise<Failure | undefined> => {
  const bytes = readBytes(file)
  if (E.isLeft(bytes)) return bytes.left
  const own: Witness = { _tag: "Witness", name: verifier.name, key: verifier, url: undefined }
  const accepted = await acceptCheckpoint({ logs, witnesses: [own], quorum: own }, bytes.right)()
  if (E.isLeft(accepted)) return signatureFailure(accepted.left)
  const { origin, size } = accepted.right.checkpoint
  const known = await fileHeadStoresByOrigin(kept, counts)(origin).latest()
  if (E.isRight(known) && known.right !== undefined)
    return usage("留存的检查点完好，不需要--recover", "the kept heads are complete: there is nothing to recover")
  const question = bilingual(
    `将从${origin}的${size}条续起；此后如还见证过更新的，再见证即可能见证分叉`,
    `it will resume from ${size} leaves of ${origin}; if a newer one was cosigned, the next may be a fork`,
  )
  const agreed = await confirm(context, say(context, question))
  if (E.isLeft(agreed)) return agreed.left
  const name = originHash(origin)
  return beginAgain(context, { folder: join(kept, name), count: join(counts, name) }, bytes.right)
}

const readWitnessKey = async (file: string): Promise<E.Either<Failure, SignerKey<"Cosignature">>> => {
  if (!existsSync(file))
    return E.left({
      ...notFound(`没有见证密钥${file}`, `there is no witness key at ${file}`),
      hint: bilingual("用shifan audit key witness生成", "create one with shifan audit key witness"),
    })
  const text = readOwnText(file)
  if (E.isLeft(text)) return text
  const key = await parseSignerKey("Cosignature", text.right.trim())()
  return E.isRight(key) ? key : E.left(usage(`${file}不是见证密钥`, `${file} is not a witness key: ${key.left._tag}`))
}

/** Makes a witness's key, and next to it the folders for cosigned checkpoints and their counts. */
export const keyWitness = async (
  context: CommandContext,
  name: string,
  file: string,
  options: WriteOptions,
): Promise<E.Either<Failure, Output>> => {
  const origin = parseOrigin(name)
  if (E.isLeft(origin)) return origin
  const free = checkNew(file)
  if (E.isLeft(free)) return free
  const plan: Plan = {
    says: bilingual(
      `将为${name}生成见证密钥及其留存目录：`,
      `a witness key and its folders will be created for ${name}:`,
    ),
    files: [file, ...Object.values(memoryOf({ key: file }))],
  }
  return withPlan(context, options, plan, () => makeWitnessKey(context, name, file))
}

const makeWitnessKey = async (
  context: CommandContext,
  name: string,
  file: string,
): Promise<E.Either<Failure, Output>> => {
  const key = await signerKey("Cosignature", name, context.random(32))()
  if (E.isLeft(key)) return E.left(noKeyMade(key.left))
  for (const folder of Object.values(memoryOf({ key: file }))) {
    const made = await createHeadFolder(folder)()
    if (E.isLeft(made)) return E.left(headsUnavailable(made.left))
  }
  const written = replaceFile(file, `${printSignerKey(key.right)}\n`, 0o600)
  if (E.isLeft(written)) return written
  const vkey = printVerifierKey(key.right.verifier)
  const whatNext = bilingual(
    "请将上行交给市局，由其加入策略：shifan audit policy witness 名称 公钥",
    "give that line to the bureau, which adds it with shifan audit policy witness NAME VKEY",
  )
  return E.right({ json: { key: file, vkey }, text: [vkey, say(context, whatNext)].join("\n") })
}
