/** The log's checkpoint, signed now; and what carries it to a time-stamping authority and to a witness. */
import { existsSync, readFileSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import {
  parseNote,
  printNote,
  signCheckpoint,
  witnessRequest,
  type Note,
  type NoteSignature,
  type SignedCheckpoint,
} from "@shifan/audit"
import { fileHeads } from "@shifan/audit/node"
import { storeFailure } from "../failures.js"
import { leafFailure, signingFailure } from "../log/failures.js"
import { logFilesOf, replaceFile, type LogFiles } from "../log/files.js"
import { readKeys, vkeyOf } from "../log/keys.js"
import { inOffice, type Office } from "../office.js"
import { exits, usage, type Failure, type Output } from "../outcome.js"
import { say, type World } from "../surroundings.js"
import { writeNew } from "./given-file.js"

export interface CheckpointFlags {
  /** The folder of heads. */
  readonly kept?: string
  readonly whole?: boolean
  readonly requestTimestamp?: string
  readonly requestWitness?: string
  readonly since: string
}

export const auditCheckpoint = async (world: World, flags: CheckpointFlags): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(world.settings)
  if (E.isLeft(files)) return files
  const keys = await readKeys(files.right.key)
  if (E.isLeft(keys)) return keys
  const [{ verifier }] = keys.right
  return inOffice(world, { readOnly: true }, async (office) => {
    const placed = await office.placed()
    if (E.isLeft(placed)) return E.left(storeFailure(placed.left))
    const signed = await signCheckpoint({
      log: office.log,
      heads: fileHeads(flags.kept ?? files.right.heads),
      keys: keys.right,
      origin: verifier.name,
      whole: flags.whole === true,
    })()
    if (E.isLeft(signed)) return E.left(signingFailure(signed.left))
    const note = withOthers(files.right, signed.right.note)
    const written = replaceFile(files.right.checkpoint, note)
    if (E.isLeft(written)) return written
    const asked = await ask(world, office, flags, note)
    if (E.isLeft(asked)) return asked
    return E.right(told(world, files.right, { ...signed.right, note }, keys.right.map(vkeyOf)))
  })
}

/** Cosignatures that the same checkpoint had already stay with it. */
const withOthers = ({ checkpoint }: LogFiles, signed: Uint8Array): Uint8Array => {
  const fresh = parseNote(signed)
  const before = existsSync(checkpoint) ? parseNote(readFileSync(checkpoint)) : undefined
  if (E.isLeft(fresh) || before === undefined || E.isLeft(before) || before.right.text !== fresh.right.text)
    return signed
  const { text, signatures } = fresh.right
  const [{ name: origin } = { name: "" }] = signatures
  const others = before.right.signatures.filter(({ name }) => name !== origin)
  return new TextEncoder().encode(printNote({ text, signatures: [...signatures, ...others] }))
}

const ask = async (
  { random }: World,
  { log }: Office,
  { requestTimestamp, requestWitness, since }: CheckpointFlags,
  note: Uint8Array,
): Promise<E.Either<Failure, void>> => {
  if (requestTimestamp !== undefined) {
    const { timestampRequest } = await import("@shifan/audit/timestamp")
    const written = writeNew(requestTimestamp, timestampRequest(note, random(8)))
    if (E.isLeft(written)) return written
  }
  if (requestWitness === undefined) return E.right(undefined)
  const old = /^\d{1,15}$/.test(since) ? Number(since) : undefined
  if (old === undefined)
    return E.left(usage(`--since应为条数：${since}`, `--since wants a number of leaves, got ${since}`))
  const request = await witnessRequest({ log, note, old })()
  if (E.isRight(request)) return writeNew(requestWitness, request.right)
  const fault = request.left
  switch (fault._tag) {
    case "SizesReversed":
      return E.left(
        usage(`--since大于日志的${fault.second}条`, `--since is beyond the log, which has ${fault.second} leaves`),
      )
    case "StreamNotFound":
    case "Unavailable":
    case "Corrupt":
    case "Closed":
    case "LeafDiffers":
    case "LogBroken":
      return E.left(leafFailure(fault))
    default:
      return E.left({
        exit: exits.failure,
        code: fault._tag,
        message: bilingual("无法生成见证申请", "no request to a witness could be made"),
      })
  }
}

/** The checkpoint itself is what is put out, so that it can be piped. */
const told = (
  world: World,
  { checkpoint: file }: LogFiles,
  { checkpoint: { origin, size, root }, note, before }: SignedCheckpoint,
  keys: ReadonlyArray<string>,
): Output => {
  if (!world.settings.quiet && world.settings.json === false)
    world.terminal.err(
      `${say(
        world,
        bilingual(
          `已签署${size}条（此前${before}条），写入${file}`,
          `signed at ${size} leaves (${before} before), written to ${file}`,
        ),
      )}\n`,
    )
  return {
    json: {
      checkpoint: file,
      origin,
      size,
      before,
      root: Buffer.from(root).toString("base64"),
      keys,
      cosignedBy: cosigners(note, origin),
    },
    text: new TextDecoder().decode(note),
  }
}

const cosigners = (note: Uint8Array, origin: string): ReadonlyArray<string> => {
  const names = E.map(({ signatures }: Note) => signatures.map(({ name }: NoteSignature) => name))(parseNote(note))
  return E.isLeft(names) ? [] : [...new Set(names.right)].filter((name) => name !== origin)
}
