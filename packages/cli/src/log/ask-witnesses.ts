/**
 * `audit checkpoint --ask-witnesses`: asks the policy's witnesses over HTTP (C2SP tlog-witness) what they cosigned last,
 * before signing, and then has them cosign. If everything here was rolled back together, only they know.
 */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { headOfSize, latestHead, witnessRequest } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import type { LeafLog } from "@shifan/event-store"
import {
  addCosignatures,
  printAddCheckpoint,
  printCheckpoint,
  signNote,
  type HeadStore,
  type Keyring,
  type Witness,
} from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import { say, type CommandContext } from "../command-context.js"
import { exits, failure, usage, type Failure } from "../result.js"
import { errorCode, isSystemError, rootCause, systemWords } from "../system-errors.js"
import { cosignedSoFar, placeOfCosigned, writeCosigned } from "./cosigned-files.js"
import { neverSigned, signingFailure } from "./log-failures.js"
import { requestFailure } from "./witness-failures.js"
import type { LogFiles } from "./log-files.js"
import { readPolicy } from "./witness.js"

export interface AskedWitness {
  readonly witness: Witness & { readonly url: string }
  /** Size in leaves that it cosigned last; `null` if it did not answer. */
  readonly kept: number | null
}

export interface Asking {
  readonly files: LogFiles
  readonly heads: HeadStore
  readonly keys: Keyring
}

/** Fails if a witness cosigned a head that is not stored here, or if none answers. */
export const askWitnesses = async (
  context: CommandContext,
  { files, heads, keys }: Asking,
): Promise<E.Either<Failure, ReadonlyArray<AskedWitness>>> => {
  const policy = readPolicy(files.policy)
  if (E.isLeft(policy)) return policy
  const reachable = policy.right.witnesses.flatMap((witness) => {
    const { url } = witness
    return url === undefined ? [] : [{ ...witness, url }]
  })
  if (reachable.length === 0) return E.left(nobodyToAsk(files.policy))
  const known = await signedAgain(heads, keys)
  if (E.isLeft(known)) return known
  const request = printAddCheckpoint({ old: 0, proof: [], checkpoint: known.right.note })
  const asked: Array<AskedWitness> = []
  for (const witness of reachable) {
    const answer = await post(witness.url, request)
    const kept = keptBy(answer, known.right.size)
    if (kept === undefined) printUnanswered(context, witness, answer)
    const unknown = kept === undefined || kept === 0 ? undefined : await notKept(heads, witness.name, kept)
    if (unknown !== undefined) return E.left(unknown)
    asked.push({ witness, kept: kept ?? null })
  }
  return asked.every(({ kept }) => kept === null) ? E.left(nobodyAnswered) : E.right(asked)
}

/** The newest known head, signed: any witness may see it. For a log without heads, that of the empty tree. */
const signedAgain = async (
  heads: HeadStore,
  keys: Keyring,
): Promise<E.Either<Failure, { readonly size: number; readonly note: Uint8Array }>> => {
  const latest = await latestHead(heads)()
  if (E.isLeft(latest)) return E.left(signingFailure(latest.left))
  const origin = keys[0].verifier.name
  const head = latest.right.head ?? { origin, size: 0, root: nodeHasher.empty }
  const text = printCheckpoint(head)
  if (E.isLeft(text)) return E.left(signingFailure(text.left))
  const note = await signNote(keys, text.right)()
  return E.isLeft(note) ? E.left(signingFailure(note.left)) : E.right({ size: head.size, note: note.right })
}

/** A conflict names the size cosigned last; otherwise the witness cosigned the requested one. */
const keptBy = (answer: Answer, asked: number): number | undefined => {
  if (answer.status === 200) return asked
  const size = answer.status === 409 ? answer.body.trim() : ""
  return /^\d{1,15}$/.test(size) ? Number(size) : undefined
}

const notKept = async (heads: HeadStore, name: string, size: number): Promise<Failure | undefined> => {
  const head = await headOfSize(heads, size)()
  if (E.isLeft(head)) return signingFailure(head.left)
  return head.right === undefined ? neverSigned(size, name) : undefined
}

/** Has the witnesses that answered cosign a checkpoint, and stores it with their signatures. Returns their names. */
export const haveCosigned = async (
  context: CommandContext,
  log: LeafLog,
  files: LogFiles,
  asked: ReadonlyArray<AskedWitness>,
  note: Uint8Array,
): Promise<E.Either<Failure, ReadonlyArray<string>>> => {
  const names: Array<string> = []
  let cosigned = cosignedSoFar(files, note)
  for (const { witness, kept } of asked) {
    if (kept === null) continue
    const request = await witnessRequest({ log, note, old: kept, hasher: nodeHasher })()
    if (E.isLeft(request)) return E.left(requestFailure(request.left))
    const answer = await post(witness.url, request.right)
    const lines = new TextEncoder().encode(answer.status === 200 ? answer.body : "")
    const added = await addCosignatures(cosigned, lines, [witness.key])()
    if (E.isLeft(added)) printUnanswered(context, witness, answer)
    else {
      cosigned = added.right.note
      names.push(witness.name)
    }
  }
  if (names.length === 0) return E.right(names)
  const policy = readPolicy(files.policy)
  if (E.isLeft(policy)) return policy
  const place = await placeOfCosigned(files, policy.right, files.checkpoint, cosigned)
  if (E.isLeft(place)) return place
  const written = writeCosigned(files, place.right, cosigned)
  if (E.isLeft(written)) return written
  const { wanting } = place.right
  if (wanting !== undefined) context.terminal.err(`${say(context, wanting)}\n`)
  return E.right(names)
}

interface Answer {
  /** 0 if there was no response. */
  readonly status: number
  readonly body: string
  /** Why there was no response. */
  readonly reason?: Bilingual
}

const patience = 20_000

/** In bytes: a signature line or a number. */
const longestAnswer = 10_000

/** `url`: of the witness; the protocol's path is appended. Redirects are not followed. */
const post = async (url: string, body: Uint8Array): Promise<Answer> => {
  try {
    const address = new URL(`${url.replace(/\/+$/, "")}/add-checkpoint`)
    const signal = AbortSignal.timeout(patience)
    const response = await fetch(address, { method: "POST", body: Buffer.from(body), redirect: "error", signal })
    const chunks: Array<Uint8Array> = []
    let length = 0
    for await (const chunk of response.body ?? []) {
      length += chunk.length
      if (length > longestAnswer)
        return { status: 0, body: "", reason: bilingual("答复过长", "it sent more than an answer") }
      chunks.push(chunk)
    }
    return { status: response.status, body: Buffer.concat(chunks).toString() }
  } catch (thrown) {
    return { status: 0, body: "", reason: noAnswerOf(thrown) }
  }
}

/** An address that is no URL, or a redirect, has no code of the system. */
const noAnswerOf = (thrown: unknown): Bilingual => {
  const cause = rootCause(thrown)
  if (errorCode(cause) === "ERR_INVALID_URL") return bilingual("网址有误", "the address is no URL")
  return isSystemError(cause) || errorCode(cause) === "ETIMEDOUT"
    ? systemWords(errorCode(cause))
    : bilingual("答复不合协议", "what it answered is not the protocol's")
}

const printUnanswered = (context: CommandContext, { name, url }: AskedWitness["witness"], answer: Answer): void => {
  const { status, reason = bilingual(String(status), String(status)) } = answer
  const text = bilingual(
    `见证人${name}（${url}）未答复：${reason.zh}`,
    `witness ${name} (${url}) did not answer: ${reason.en}`,
  )
  context.terminal.err(`${say(context, text)}\n`)
}

const nobodyToAsk = (policy: string): Failure => ({
  ...usage(`${policy}中没有写明网址的见证人`, `no witness in ${existsSync(policy) ? policy : "the policy"} has a URL`),
  hint: bilingual("audit policy witness 名称 公钥 --url 网址", "audit policy witness NAME VKEY --url URL"),
})

const nobodyAnswered: Failure = failure(
  exits.failure,
  "NoWitnessAnswered",
  "没有一家见证人答复，未签署",
  "no witness answered; nothing was signed",
)
