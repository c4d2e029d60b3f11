/** `audit export`: exports the log as a bundle, for the public or for readers in scope (art. 16). */
import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import {
  exportBundle,
  formatExportFault,
  type Audience,
  type Exported,
  type ExportFault,
  type LeafOpening,
  type TimestampFiles,
} from "@shifan/bundle"
import { newNodeFolder } from "@shifan/bundle/node"
import { bilingual, Count } from "@shifan/core"
import { Line, Narrative, decode, list, record } from "@shifan/core/forms"
import { eventsInLog } from "@shifan/event-store"
import { rosterUnder } from "@shifan/roster"
import type { Disclosure } from "@shifan/service"
import { sameBytes } from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import { say, type CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { notWrittenFor, checkTakesFiles } from "../files.js"
import { readJson } from "../input/json.js"
import { progressLine } from "../progress.js"
import { exits, malformed, notFound, usage, type Exit, type Failure, type Output } from "../result.js"
import { parseView } from "../store/queries.js"
import { inSession, type Session } from "../store/session.js"
import { withPlan, type Plan, type WriteOptions } from "../writing.js"
import { readTimestamp } from "./timestamp-files.js"
import { readHead, readPolicyFile, type HeadOptions } from "./log-files.js"

export interface ExportOptions extends HeadOptions, WriteOptions {
  /** Responses X.tsr for the checkpoint, or for an earlier one in a file X next to it; a request X.tsq is included. */
  readonly timestamp?: ReadonlyArray<string>
  readonly audience: Audience["_tag"]
  /** Files with the output of `shifan open --json`, which records an opening before it shows it. */
  readonly openings: ReadonlyArray<string>
  /** The fields shown to an auditor. */
  readonly field: ReadonlyArray<string>
  /** The units shown to a discipline inspection. */
  readonly unit: ReadonlyArray<string>
}

export const auditExport = async (
  context: CommandContext,
  path: string,
  options: ExportOptions,
): Promise<E.Either<Failure, Output>> => {
  const view = parseView(context)
  if (E.isLeft(view)) return view
  const checkpoint = await readHead(context.settings, options)
  if (E.isLeft(checkpoint)) return checkpoint
  const policy = readPolicyFile(context.settings, options)
  if (E.isLeft(policy)) return policy
  const takes = checkTakesFiles(path)
  if (E.isLeft(takes)) return takes
  const timestamps = E.traverseArray(readTimestamp)(options.timestamp ?? [])
  if (E.isLeft(timestamps)) return timestamps
  return inSession(context, { readOnly: true }, async (session) => {
    const audience = await readAudience(session, options)
    if (E.isLeft(audience)) return audience
    const settled = await session.settledLog()
    if (E.isLeft(settled)) return E.left(storeFailure(settled.left))
    if (isInUse(path)) return E.left(exportFailure(path, { _tag: "FolderInUse", path }))
    const plan: Plan = {
      says: bilingual("将导出核验包，写入：", "the log will be exported to a bundle:"),
      files: [path],
    }
    return withPlan(context, options, plan, async () => {
      const folder = await newNodeFolder(path)()
      if (E.isLeft(folder)) return E.left(exportFailure("", folder.left))
      const progress = progressLine(context)
      const exported = await exportBundle({
        events: eventsInLog(session.log),
        checkpoint: checkpoint.right,
        policy: policy.right,
        timestamps: timestamps.right.map((timestamp) => withoutOwn(timestamp, checkpoint.right)),
        rosterUnder,
        asOf: view.right.asOf,
        audience: audience.right,
        folder: folder.right,
        hasher: nodeHasher,
        progress: progress.at,
      })()
      progress.done()
      return E.isLeft(exported)
        ? E.left(exportFailure(path, exported.left))
        : E.right(exportOutput(context, path, exported.right))
    })
  })
}

/** The timestamp of the head itself needs no copy of the head. */
const withoutOwn = ({ checkpoint, ...files }: TimestampFiles, own: Uint8Array): TimestampFiles =>
  checkpoint === undefined || sameBytes(checkpoint, own) ? files : { ...files, checkpoint }

/** Checked before asking the user; making the folder checks again. */
const isInUse = (path: string): boolean =>
  existsSync(path) && (!statSync(path).isDirectory() || readdirSync(path).length > 0)

const exportFailure = (path: string, fault: ExportFault): Failure =>
  fault._tag === "NotWritten"
    ? notWrittenFor(join(path, fault.path), fault.reason)
    : { exit: exitOf(fault), code: fault._tag, message: formatExportFault(fault) }

const exitOf = ({ _tag }: ExportFault): Exit => {
  if (_tag === "FolderInUse") return exits.usage
  return _tag === "OtherRoot" || _tag === "TimestampFails" || _tag === "OpeningsFail"
    ? exits.verificationFailed
    : exits.failure
}

const exportOutput = (context: CommandContext, path: string, exported: Exported): Output => {
  const { origin, size, rows, openings } = exported
  const summary = bilingual(
    `已导出至${path}：${size}条记录，名单${rows}家，开示${openings}项`,
    `exported to ${path}: ${size} leaves, ${rows} rows on the roster, ${openings} openings`,
  )
  return { json: { bundle: path, origin, size, rows, openings }, text: say(context, summary) }
}

const readAudience = async (
  session: Session,
  { audience, openings: files, field: paths, unit: units }: ExportOptions,
): Promise<E.Either<Failure, Audience>> => {
  if (audience === "public")
    return files.length === 0
      ? E.right({ _tag: audience })
      : E.left(usage("公开的核验包不含开示内容", "a public bundle contains no disclosures"))
  const openings = await readOpenings(session, files)
  if (E.isLeft(openings)) return openings
  return E.right(
    audience === "auditor"
      ? { _tag: audience, paths, openings: openings.right }
      : { _tag: audience, units, openings: openings.right },
  )
}

/** The openings in the files by the leaf of each; a failure if the store lacks one of the leaves. */
const readOpenings = async (
  { log }: Session,
  files: ReadonlyArray<string>,
): Promise<E.Either<Failure, ReadonlyArray<LeafOpening>>> => {
  const openingsByStream = new Map<string, ReadonlyArray<Disclosure>>()
  for (const file of files) {
    const read = readOpeningsFile(file)
    if (E.isLeft(read)) return read
    const { stream, openings } = read.right
    openingsByStream.set(stream, [...(openingsByStream.get(stream) ?? []), ...openings])
  }
  if (openingsByStream.size === 0) return E.right([])
  const leafOpenings: Array<LeafOpening> = []
  let index = 0
  for await (const next of eventsInLog(log)) {
    if (E.isLeft(next)) return E.left(storeFailure(next.left))
    const { stream, revision } = next.right
    for (const opening of openingsByStream.get(stream) ?? []) {
      const { path, salt, value } = opening
      if (opening.revision === revision) leafOpenings.push({ index, path, salt, value })
    }
    index++
  }
  const { length } = [...openingsByStream.values()].flat()
  return leafOpenings.length === length
    ? E.right(leafOpenings)
    : E.left(notFound("有开示内容不属于本存储", "some disclosures are of events that this store does not have"))
}

const OpeningList = list(
  record<Disclosure>("Opening", { revision: Count, path: Line, value: Narrative, salt: Line, sealed: Line }),
  { to: 10_000 },
)

interface OpeningsFile {
  readonly stream: string
  readonly openings: ReadonlyArray<Disclosure>
}

const readOpeningsFile = (file: string): E.Either<Failure, OpeningsFile> => {
  const json = readJson(file, {})
  if (E.isLeft(json)) return json
  const field = (name: string): unknown =>
    typeof json.right === "object" && json.right !== null ? Reflect.get(json.right, name) : undefined
  const openings = decode(OpeningList, field("openings"))
  if (E.isLeft(openings)) return E.left(malformed(file, openings.left))
  const stream = field("stream")
  return typeof stream === "string"
    ? E.right({ stream, openings: openings.right })
    : E.left(usage(`${file}：stream应为文本`, `${file}: stream: expected a text`))
}
