/** Art. 16: the log as a bundle, for the public or for readers in scope. */
import * as E from "fp-ts/lib/Either.js"
import {
  type Audience,
  exportBundle,
  type Exported,
  type ExportFault,
  formatExportFault,
  type LeafOpening,
} from "@shifan/bundle"
import { newNodeFolder } from "@shifan/bundle/node"
import { bilingual, Count, decode, Line, list, Narrative, record } from "@shifan/core"
import { eventsInLog } from "@shifan/event-store"
import { rosterUnder } from "@shifan/roster"
import type { Disclosure } from "@shifan/service"
import { nodeHasher } from "@shifan/tlog/node"
import { readJson } from "../apply/dossier-folder.js"
import { storeFailure } from "../failures.js"
import { headFor, policyFor, type HeadFlags } from "./newest-head.js"
import { inSession, type Session } from "../session.js"
import { exits, malformed, notFound, usage, type Failure, type Output } from "../result.js"
import { progress, type Progress } from "../progress.js"
import { viewOf } from "../look/queries.js"
import { say, type CommandContext } from "../command-context.js"
import { today } from "../apply/act.js"

export interface ExportFlags extends HeadFlags {
  readonly audience: Audience["_tag"]
  /** What `shifan open --json` printed, so that each opening is on record before it leaves the house. */
  readonly openings: ReadonlyArray<string>
  readonly field: ReadonlyArray<string>
  readonly unit: ReadonlyArray<string>
}

export const auditExport = async (
  context: CommandContext,
  path: string,
  flags: ExportFlags,
): Promise<E.Either<Failure, Output>> => {
  const [view, policy] = [viewOf(context.settings), policyFor(context.settings, flags)]
  const checkpoint = await headFor(context.settings, flags)
  if (E.isLeft(view)) return view
  if (E.isLeft(checkpoint)) return checkpoint
  if (E.isLeft(policy)) return policy
  return inSession(context, { readOnly: true }, async (session) => {
    const audience = await audienceOf(session, flags)
    if (E.isLeft(audience)) return audience
    const placed = await session.placed()
    if (E.isLeft(placed)) return E.left(storeFailure(placed.left))
    const folder = await newNodeFolder(path)()
    if (E.isLeft(folder)) return E.left(failed(folder.left))
    let shown: Progress | undefined
    const made = await exportBundle({
      events: eventsInLog(session.log),
      checkpoint: checkpoint.right,
      policy: policy.right,
      rosterUnder,
      asOf: view.right.asOf ?? today(context),
      audience: audience.right,
      folder: folder.right,
      hasher: nodeHasher,
      progress: (leaves, size) => {
        shown ??= progress(context, () => performance.now(), size)
        shown.at(leaves)
      },
    })()
    shown?.done()
    return E.isLeft(made) ? E.left(failed(made.left)) : E.right(told(context, path, made.right))
  })
}

const failed = (fault: ExportFault): Failure => ({
  exit: fault._tag === "OtherRoot" || fault._tag === "OpeningsFail" ? exits.verificationFailed : exits.failure,
  code: fault._tag,
  message: formatExportFault(fault),
})

const told = (context: CommandContext, path: string, { origin, size, rows, openings }: Exported): Output => ({
  json: { bundle: path, origin, size, rows, openings },
  text: say(
    context,
    bilingual(
      `已导出至${path}：${size}条记录，名单${rows}家，开示${openings}项`,
      `exported to ${path}: ${size} leaves, ${rows} rows on the roster, ${openings} openings`,
    ),
  ),
})

const audienceOf = async (
  session: Session,
  { audience, openings: files, field: paths, unit: units }: ExportFlags,
): Promise<E.Either<Failure, Audience>> => {
  if (audience === "public")
    return files.length === 0
      ? E.right({ _tag: audience })
      : E.left(usage("公开的核验包不含开示内容", "a public bundle holds no openings"))
  const openings = await openingsIn(session, files)
  if (E.isLeft(openings)) return openings
  return E.right(
    audience === "auditor"
      ? { _tag: audience, paths, openings: openings.right }
      : { _tag: audience, units, openings: openings.right },
  )
}

const Openings = list(
  record<Disclosure>("Opening", { revision: Count, path: Line, value: Narrative, salt: Line, sealed: Line }),
  { to: 10_000 },
)

/** Revisions of a unit's stream, as the leaves of the log they are. */
const openingsIn = async (
  { log }: Session,
  files: ReadonlyArray<string>,
): Promise<E.Either<Failure, ReadonlyArray<LeafOpening>>> => {
  const wanted = new Map<string, ReadonlyArray<Disclosure>>()
  for (const file of files) {
    const json = readJson(file)
    if (E.isLeft(json)) return json
    const value: unknown = json.right
    const [stream, given]: ReadonlyArray<unknown> =
      typeof value === "object" && value !== null ? [Reflect.get(value, "stream"), Reflect.get(value, "openings")] : []
    const decoded = decode(Openings, given)
    if (E.isLeft(decoded)) return E.left(malformed(file, decoded.left))
    if (typeof stream !== "string") return E.left(usage(`${file}：stream应为文本`, `${file}: stream: expected a text`))
    wanted.set(stream, [...(wanted.get(stream) ?? []), ...decoded.right])
  }
  const openings: Array<LeafOpening> = []
  let index = 0
  for await (const next of wanted.size === 0 ? [] : eventsInLog(log)) {
    if (E.isLeft(next)) return E.left(storeFailure(next.left))
    const { stream, revision } = next.right
    for (const one of wanted.get(stream) ?? [])
      if (one.revision === revision) openings.push({ index, path: one.path, salt: one.salt, value: one.value })
    index++
  }
  const asked = [...wanted.values()].reduce((sum, some) => sum + some.length, 0)
  return openings.length === asked
    ? E.right(openings)
    : E.left(notFound("有开示内容不属于本存储", "some openings are of events that this store does not have"))
}
