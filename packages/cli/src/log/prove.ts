/** Art. 16: the proof that one event of a unit is in the log, from a bundle or from the store. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import {
  type EntriesFault,
  formatEntriesFault,
  type FolderFault,
  formatFolderFault,
  type LeafSource,
  leavesOf,
  proveEvent,
  type ProveFault,
  formatProveFault,
} from "@shifan/bundle"
import { nodeFolder } from "@shifan/bundle/node"
import { bilingual, type Uscc } from "@shifan/core"
import { type Envelope, eventsInLog, parseStream, type ReadError } from "@shifan/event-store"
import { parseCheckpoint, parseNote } from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"

import { storeFailure } from "../failures.js"
import { headFor } from "./newest-head.js"
import { inSession } from "../session.js"
import { exits, usage, type Failure, type Output } from "../result.js"
import { unitCode } from "../look/queries.js"
import { say, type CommandContext } from "../command-context.js"
import { readBytes, writeNew } from "../files.js"

export interface ProveFlags {
  readonly event: string
  readonly bundle?: string
  readonly checkpoint?: string
  readonly out?: string
}

export const auditProve = async (
  context: CommandContext,
  code: string,
  flags: ProveFlags,
): Promise<E.Either<Failure, Output>> => {
  const unit = unitCode(code)
  if (E.isLeft(unit)) return unit
  if (!/^\d{1,9}$/.test(flags.event))
    return E.left(usage(`--event应为修订号：${flags.event}`, `--event wants a revision, got ${flags.event}`))
  const wanted = wantedIn(unit.right, Number(flags.event))
  return flags.bundle === undefined
    ? fromStore(context, wanted, flags)
    : fromBundle(context, wanted, { ...flags, bundle: flags.bundle })
}

type Wanted = (envelope: Envelope) => boolean

const wantedIn =
  (unit: Uscc, revision: number): Wanted =>
  (envelope) => {
    const name = parseStream(envelope.stream)
    return name?.aggregate === "designation" && name.key === unit && envelope.revision === revision
  }

const fromStore = async (
  context: CommandContext,
  wanted: Wanted,
  flags: ProveFlags,
): Promise<E.Either<Failure, Output>> => {
  const checkpoint = await headFor(context.settings, flags)
  if (E.isLeft(checkpoint)) return checkpoint
  return inSession(context, { readOnly: true }, async ({ log, placed }) => {
    const given = await placed()
    if (E.isLeft(given)) return E.left(storeFailure(given.left))
    async function* leaves(): AsyncGenerator<E.Either<ReadError, Uint8Array>> {
      for await (const next of eventsInLog(log)) yield E.isLeft(next) ? next : E.right(next.right.leaf)
    }
    return proved(context, { leaves, wanted, checkpoint: checkpoint.right }, storeFailure, flags)
  })
}

const fromBundle = async (
  context: CommandContext,
  wanted: Wanted,
  flags: ProveFlags & { readonly bundle: string },
): Promise<E.Either<Failure, Output>> => {
  const folder = nodeFolder(flags.bundle)
  const own = await folder.read("checkpoint", 1_000_000)()
  if (E.isLeft(own)) return E.left(bundleFailure(own.left))
  const checkpoint = flags.checkpoint === undefined ? own : readBytes(flags.checkpoint)
  if (E.isLeft(checkpoint)) return checkpoint
  // The bundle's own size tells which entry bundles it has; the proof ends in the checkpoint asked for.
  const head = pipe(
    parseNote(own.right),
    E.chainW(({ text }) => parseCheckpoint(text)),
  )
  if (E.isLeft(head)) return E.left(unproved(head.left))
  const leaves = () => leavesOf(folder, head.right.size)
  return proved(context, { leaves, wanted, checkpoint: checkpoint.right }, bundleFailure, flags)
}

interface Asked<Fault> {
  readonly leaves: LeafSource<Fault>
  readonly wanted: Wanted
  readonly checkpoint: Uint8Array
}

const proved = async <Fault extends { readonly _tag: string }>(
  context: CommandContext,
  { leaves, wanted: isWanted, checkpoint }: Asked<Fault>,
  failure: (fault: Fault) => Failure,
  { out }: ProveFlags,
): Promise<E.Either<Failure, Output>> => {
  const made = await proveEvent<{ readonly _tag: "Source"; readonly fault: Fault }>({
    leaves: () => tagged(leaves()),
    checkpoint,
    isWanted,
    hasher: nodeHasher,
  })()
  if (E.isLeft(made)) return E.left(made.left._tag === "Source" ? failure(made.left.fault) : unproved(made.left))
  const { index, size, file } = made.right
  const text = new TextDecoder().decode(file)
  const json = { index, size, proof: text }
  if (out === undefined) return E.right({ json, text })
  const written = writeNew(out, file)
  const said = bilingual(`第${index}号叶的证明已写入${out}`, `the proof of leaf ${index} is in ${out}`)
  return E.isLeft(written) ? written : E.right({ json, text: say(context, said) })
}

async function* tagged<Fault>(
  leaves: AsyncIterable<E.Either<Fault, Uint8Array>>,
): AsyncGenerator<E.Either<{ readonly _tag: "Source"; readonly fault: Fault }, Uint8Array>> {
  for await (const next of leaves) yield E.isLeft(next) ? E.left({ _tag: "Source", fault: next.left }) : next
}

const unproved = (fault: ProveFault): Failure => ({
  exit: fault._tag === "EventNotFound" ? exits.notFound : exits.verificationFailed,
  code: fault._tag,
  message: formatProveFault(fault),
})

const bundleFailure = (fault: FolderFault | EntriesFault): Failure => {
  const said = fault._tag === "EntriesFault" ? formatEntriesFault(fault.reason) : formatFolderFault(fault)
  return {
    exit: fault._tag === "FileMissing" ? exits.notFound : exits.verificationFailed,
    code: fault._tag,
    message: bilingual(`${fault.path}：${said.zh}`, `${fault.path}: ${said.en}`),
  }
}
