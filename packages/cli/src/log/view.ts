/** `audit view`: verifies a bundle or a store and shows its content as pages, in a folder or served on this machine only. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, isCivilDate, isInstant, shanghaiDate, type CivilDate } from "@shifan/core"
import {
  examinationOfBundle,
  examinationOfStore,
  recordCollector,
  viewerOf,
  type Evidence,
  type Examination,
  type ViewedLog,
} from "@shifan/viewer"
import { say, type CommandContext } from "../command-context.js"
import { defectReporter } from "../defect-line.js"
import { parsePort, serveLoopback } from "../loopback.js"
import { exits, usage, type Failure, type Output } from "../result.js"
import { notADate } from "../store/queries.js"
import { inSession, library } from "../store/session.js"
import { withPlan, type WriteOptions } from "../writing.js"
import { checkSentence, checkStore } from "./check-store.js"
import { handedFile, type HandedFile } from "./handed-file.js"
import { examineBundle, type BundleTrust } from "./verify-bundle.js"
import { checkNewFolder, writePages } from "./view-files.js"
import { answerOf } from "./view-answers.js"

export interface ViewOptions extends Omit<BundleTrust, "leavesOnly">, WriteOptions {
  /** Folder for the pages. Without it they are served on this machine. */
  readonly out?: string
  /** Local port; a free one by default. */
  readonly port?: string
}

export const auditView = async (
  context: CommandContext,
  what: string | undefined,
  options: ViewOptions,
): Promise<E.Either<Failure, Output>> => {
  const on = dayAskedFor(context)
  if (E.isLeft(on)) return on
  const port = portOf(options)
  if (E.isLeft(port)) return port
  const free = options.out === undefined ? E.right(undefined) : checkNewFolder(options.out)
  if (E.isLeft(free)) return free
  const examined = await examine(context, what, options)
  if (E.isLeft(examined)) return examined
  const evidence = { ...examined.right, library, ...(on.right === undefined ? {} : { on: on.right }) }
  return options.out === undefined
    ? serving(context, evidence, port.right)
    : writing(context, evidence, options.out, options)
}

const portOf = ({ out, port }: ViewOptions): E.Either<Failure, number> => {
  if (out !== undefined && port !== undefined)
    return E.left(usage("--port不用于写出页面", "--port does not apply when pages are written"))
  return parsePort(port ?? "0")
}

/** `undefined`: the day of the newest record, so that the same bundle always gives the same pages. */
const dayAskedFor = ({ settings: { asOf } }: CommandContext): E.Either<Failure, CivilDate | undefined> => {
  if (asOf === undefined) return E.right(undefined)
  return isCivilDate(asOf) ? E.right(asOf) : E.left(notADate(asOf))
}

type Examined = Pick<Evidence, "examination" | "log" | "name">

const examine = async (
  context: CommandContext,
  what: string | undefined,
  options: ViewOptions,
): Promise<E.Either<Failure, Examined>> => {
  const { settings } = context
  const handed: E.Either<Failure, HandedFile> =
    what === undefined ? E.right({ _tag: "Store", address: settings.store }) : handedFile(what)
  if (E.isLeft(handed)) return handed
  switch (handed.right._tag) {
    case "Bundle":
    case "Zip":
      return examinedBundle(context, handed.right.path, options)
    case "Store":
      return examinedStore({ ...context, settings: { ...settings, store: handed.right.address } }, options)
    case "Proof":
    case "Statement":
      return E.left(
        usage(
          `${handed.right.path}只涉及一条记录，没有可浏览的日志`,
          `${handed.right.path} is about a single record: there is no log to view`,
          bilingual("请用audit verify核对", "verify it with audit verify"),
        ),
      )
  }
}

const examinedBundle = async (
  context: CommandContext,
  path: string,
  options: ViewOptions,
): Promise<E.Either<Failure, Examined>> => {
  const records = recordCollector()
  const report = await examineBundle(context, path, options, records.take)
  if (E.isLeft(report)) return report
  return E.right({ examination: examinationOfBundle(report.right), log: records.all(), name: path })
}

const examinedStore = (context: CommandContext, options: ViewOptions): Promise<E.Either<Failure, Examined>> =>
  inSession(context, { readOnly: true }, async (session) => {
    const records = recordCollector()
    const store = await checkStore(context, session, options, records.take)
    if (E.isLeft(store)) return store
    const { verdict, publications, damage, beside, heads } = store.right
    const log = records.all()
    const examination: Examination = examinationOfStore({
      verdict,
      publications,
      beside: [...damage.map((line) => bilingual(line, line)), ...beside],
      heads: heads.map(({ from, head: { size } }) => ({ from, size })),
      keptElsewhere: (options.kept ?? []).length > 0,
      sentence: checkSentence(store.right),
      newestOn: newestIn(log),
    })
    return E.right({ examination, log, name: context.settings.store })
  })

const newestIn = ({ records }: ViewedLog): CivilDate | null => {
  const last = records.findLast(({ event }) => event !== null)?.event?.recordedAt
  return last !== undefined && isInstant(last) ? shanghaiDate(last) : null
}

const verdictFields = ({ examination: { tone, faultCount } }: Evidence) => ({
  sound: tone !== "bad",
  faults: faultCount,
})

const exitOf = ({ examination: { tone } }: Evidence) => (tone === "bad" ? exits.verificationFailed : exits.done)

const writing = (
  context: CommandContext,
  evidence: Evidence,
  out: string,
  options: ViewOptions,
): Promise<E.Either<Failure, Output>> => {
  const { word } = evidence.examination
  const plan = { says: bilingual("将写出审计页面：", "the pages will be written to:"), files: [out] }
  return withPlan(context, options, plan, async () => {
    const written = await writePages(out, viewerOf(evidence))
    if (E.isLeft(written)) return written
    const pages = written.right
    const summary = bilingual(
      `${word.zh}。已写出${pages}页，请用浏览器打开${out}/index.html`,
      `${word.en}. ${pages} pages were written: open ${out}/index.html in a browser`,
    )
    return E.right({
      json: { out, pages, ...verdictFields(evidence) },
      text: say(context, summary),
      exit: exitOf(evidence),
    })
  })
}

/** Prints the address before waiting, so that the user can open it. */
const serving = async (
  context: CommandContext,
  evidence: Evidence,
  port: number,
): Promise<E.Either<Failure, Output>> => {
  const answer = answerOf(viewerOf(evidence, { answersForms: true }), {
    random: context.random,
    reportDefect: defectReporter(context, bilingual("审计页面", "the audit view")),
  })
  const served = await serveLoopback(port, answer)
  if (E.isLeft(served)) return served
  const { url, untilInterrupted } = served.right
  const { word } = evidence.examination
  const where = bilingual(
    `${word.zh}。请用本机浏览器打开${url}，按Ctrl-C结束`,
    `${word.en}. Open ${url} in a browser on this machine; Ctrl-C ends it`,
  )
  context.terminal.err(`${say(context, where)}\n`)
  await untilInterrupted(context)
  return E.right({
    json: { url, ...verdictFields(evidence) },
    text: say(context, bilingual("已结束", "stopped")),
    exit: exitOf(evidence),
  })
}
