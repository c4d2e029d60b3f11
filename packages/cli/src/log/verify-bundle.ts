/** Art. 16: a bundle verified without the store it came from, and the report of it. */
import { statSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { reportHtml, reportJson, reportText, verifyBundle } from "@shifan/bundle"
import { nodeFolder } from "@shifan/bundle/node"
import { bilingual } from "@shifan/core"
import { rosterDigestsAt, rosterUnder } from "@shifan/roster"
import { nodeHasher } from "@shifan/tlog/node"
import { library } from "../session.js"
import { exits, exitWith, usage, type Failure, type FindingFlags, type Output } from "../result.js"
import { progress, type Progress } from "../progress.js"
import { paint, type CommandContext } from "../command-context.js"
import { auditVerify } from "./verify.js"
import { readIfNamed, writeNew } from "../files.js"

export interface VerifyFlags extends FindingFlags {
  readonly kept?: string
  readonly policy?: string
  readonly report?: string
  readonly leavesOnly?: boolean
}

/** A folder is a bundle; anything else is a store. */
export const auditEither = async (
  context: CommandContext,
  what: string | undefined,
  flags: VerifyFlags,
): Promise<E.Either<Failure, Output>> => {
  if (what !== undefined && isFolder(what)) return auditBundle(context, what, flags)
  const given = [flags.kept, flags.policy, flags.report, flags.leavesOnly].some((one) => one !== undefined)
  return given
    ? E.left(
        usage(
          "--kept、--policy、--report和--leaves-only用于核验包，不用于存储",
          "--kept, --policy, --report and --leaves-only are for a bundle, not for a store",
          bilingual("先用audit export导出", "make one with audit export"),
        ),
      )
    : auditVerify(context, what)
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** Exit 4 when anything does not hold; 10, where asked for, when something was observed. */
const auditBundle = async (
  context: CommandContext,
  path: string,
  flags: VerifyFlags,
): Promise<E.Either<Failure, Output>> => {
  const [policy, kept] = [readIfNamed(flags.policy), readIfNamed(flags.kept)]
  if (E.isLeft(policy)) return policy
  if (E.isLeft(kept)) return kept
  let shown: Progress | undefined
  const report = await verifyBundle(nodeFolder(path), {
    library,
    rosterUnder,
    rosterDigestsAt,
    depth: flags.leavesOnly === true ? "leaves" : "decisions",
    hasher: nodeHasher,
    ...(policy.right === undefined ? {} : { policy: policy.right }),
    ...(kept.right === undefined ? {} : { kept: kept.right }),
    progress: (leaves, size) => {
      shown ??= progress(context, () => performance.now(), size)
      shown.at(leaves)
    },
  })()
  shown?.done()
  const written = flags.report === undefined ? E.right(undefined) : writeNew(flags.report, reportHtml(report))
  if (E.isLeft(written)) return written
  const { language } = context.settings
  const palette = {
    good: (text: string) => paint(context, "green", text),
    bad: (text: string) => paint(context, "red", text),
    note: (text: string) => paint(context, "yellow", text),
  }
  return E.right({
    json: reportJson(report),
    text: reportText(report, language, palette),
    exit: report.sound ? exitWith(report.observations, flags) : exits.verificationFailed,
  })
}
