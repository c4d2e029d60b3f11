/** `audit receipt FILE`: shows whether the log kept its promise, or produces a proof for others that it did not. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { readReceipt, verifyReceipt, type Receipt, type ReceiptEvidence, type ReceiptVerdict } from "@shifan/audit"
import { evidenceInProof, formatReceiptVerdict, receiptEvidence } from "@shifan/bundle"
import { bilingual, type Bilingual } from "@shifan/core"
import { parseNote, parseTlogProof, toBase64, type TlogProof } from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import { paint, say, type CommandContext, type Settings, type Style } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { readBytes } from "../input/read-file.js"
import { exits, exitWith, usage, type Exit, type Failure, type FindingOptions, type Output } from "../result.js"
import { inSession } from "../store/session.js"
import { writingNew, type WriteOptions } from "../writing.js"
import { handedFile } from "./handed-file.js"
import { leavesOfBundle, leavesOfLog, type Leaves } from "./leaves.js"
import { logFilesOf, readHead } from "./log-files.js"
import { evidenceFailure, malformedReceipt, receiptFailure } from "./receipt-failures.js"
import { readPolicy } from "./witness.js"

export interface ReceiptOptions extends FindingOptions, WriteOptions {
  /** A bundle, a proof, a checkpoint or a store; by default the configured store. */
  readonly against?: string
  /** By default the policy next to the store. */
  readonly policy?: string
  /** Where to write the proof of a broken promise. */
  readonly proof?: string
}

export const receiptVerify = async (
  context: CommandContext,
  file: string,
  options: ReceiptOptions,
): Promise<E.Either<Failure, Output>> => {
  const bytes = readBytes(file)
  if (E.isLeft(bytes)) return bytes
  const read = readReceipt(bytes.right)
  if (E.isLeft(read)) return E.left(malformedReceipt(file, read.left))
  const policyFile = policyFileOf(context.settings, options.policy)
  if (E.isLeft(policyFile)) return policyFile
  const policy = readPolicy(policyFile.right)
  if (E.isLeft(policy)) return policy
  const evidence = await evidenceFor(context, read.right.receipt, { ...options, policy: policyFile.right })
  if (E.isLeft(evidence)) return evidence
  const now = context.clock()
  const checked = { file: bytes.right, policy: policy.right, evidence: evidence.right, now, hasher: nodeHasher }
  const verdict = await verifyReceipt(checked)()
  if (E.isLeft(verdict)) return E.left(receiptFailure(file, verdict.left))
  return verdictOutput(context, verdict.right, options)
}

const policyFileOf = (settings: Settings, policy: string | undefined): E.Either<Failure, string> => {
  if (policy !== undefined) return E.right(policy)
  const files = logFilesOf(settings)
  if (E.isRight(files) && existsSync(files.right.policy)) return E.right(files.right.policy)
  return E.left(
    usage(
      "须用--policy指明信任策略",
      "name a policy with --policy",
      bilingual("请从审计机关等您信任的来源取得", "get it from a source you trust, such as the audit office"),
    ),
  )
}

type Evidence = Promise<E.Either<Failure, ReceiptEvidence>>

const evidenceFor = async (
  context: CommandContext,
  receipt: Receipt,
  { against, policy }: ReceiptOptions & { readonly policy: string },
): Evidence => {
  const { index } = receipt
  const file = against === undefined ? undefined : noteOrProof(against)
  if (file !== undefined)
    return E.right(file.proof === undefined ? file : evidenceInProof(receipt, file.proof, nodeHasher))
  const handed = against === undefined ? E.right(undefined) : handedFile(against)
  if (E.isLeft(handed)) return handed
  if (handed.right !== undefined && handed.right._tag !== "Store") {
    const bundle = await leavesOfBundle(handed.right.path)
    return E.isLeft(bundle) ? bundle : fromLeaves(bundle.right.leaves, bundle.right.checkpoint, index)
  }
  const store = handed.right?.address ?? context.settings.store
  const settings = { ...context.settings, store }
  const checkpoint = await readHead(settings, { policy })
  if (E.isLeft(checkpoint)) return checkpoint
  return inSession({ ...context, settings }, { readOnly: true }, async ({ log, settledLog }) => {
    const settled = await settledLog()
    if (E.isLeft(settled)) return E.left(storeFailure(settled.left))
    return fromLeaves(() => leavesOfLog(log), checkpoint.right, index)
  })
}

const fromLeaves = async (leaves: () => Leaves, checkpoint: Uint8Array, index: number): Evidence => {
  const evidence = await receiptEvidence<Failure>({ leaves, checkpoint, index, hasher: nodeHasher })()
  if (E.isRight(evidence)) return evidence
  return E.left("_tag" in evidence.left ? evidenceFailure(evidence.left) : evidence.left)
}

/** A checkpoint, or a proof that ends in one; `undefined` for anything else. */
const noteOrProof = (path: string): { readonly checkpoint: Uint8Array; readonly proof?: TlogProof } | undefined => {
  const bytes = readBytes(path)
  if (E.isLeft(bytes)) return undefined
  const proof = parseTlogProof(bytes.right)
  if (E.isRight(proof)) return { checkpoint: proof.right.checkpoint, proof: proof.right }
  return E.isRight(parseNote(bytes.right)) ? { checkpoint: bytes.right } : undefined
}

const outcomes = {
  Kept: { word: "kept", style: "green", exit: exits.done },
  Pending: { word: "pending", style: "yellow", exit: exits.done },
  Unproven: { word: "unproven", style: "yellow", exit: exits.verificationFailed },
  Overdue: { word: "overdue", style: "red", exit: exits.verificationFailed },
  Broken: { word: "broken", style: "red", exit: exits.verificationFailed },
} as const satisfies Record<
  ReceiptVerdict["_tag"],
  { readonly word: string; readonly style: Style; readonly exit: Exit }
>

/** Exit 4 unless the promise was kept or is not due yet; not due is exit 10 with `--exit-code`. */
const verdictOutput = (
  context: CommandContext,
  verdict: ReceiptVerdict,
  options: ReceiptOptions,
): Promise<E.Either<Failure, Output>> | E.Either<Failure, Output> => {
  const { proof: out } = options
  const { receipt, size } = verdict
  const { word, style, exit } = outcomes[verdict._tag]
  const proof = verdict._tag === "Broken" ? verdict.proof : undefined
  const { origin, stream, revision, type, effectiveOn, recordedAt, index, leafHash, by } = receipt
  const handOn = proof === undefined ? [] : [say(context, out === undefined ? writeIt : handOverHint(out))]
  const output: Output = {
    json: {
      outcome: word,
      how: verdict._tag === "Broken" ? verdict.how : null,
      receipt: { origin, stream, revision, type, effectiveOn, recordedAt, index, leafHash: toBase64(leafHash), by },
      size,
      proof: proof === undefined ? null : Buffer.from(proof).toString(),
    },
    text: [paint(context, style, say(context, formatReceiptVerdict(verdict))), ...handOn].join("\n"),
    exit: verdict._tag === "Pending" ? exitWith([verdict], options) : exit,
  }
  if (proof === undefined || out === undefined) return E.right(output)
  const brokenPromise = bilingual("将写出未兑现的证据：", "the proof that it was broken will be written to:")
  return writingNew(context, options, { file: out, content: proof, says: brokenPromise }, output)
}

const writeIt = bilingual("加--proof 文件写出证据", "--proof FILE writes the proof")

const handOverHint = (out: string): Bilingual =>
  bilingual(
    `证据已写入${out}，与回执一起交给任何人都能核对：shifan audit receipt 回执 --against ${out} --policy 策略`,
    `proof written to ${out}; with the receipt, anyone can verify it: shifan audit receipt RECEIPT --against ${out} --policy POLICY`,
  )
