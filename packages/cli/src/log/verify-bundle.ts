/** `audit verify` for a bundle: checks everything in it against the signed log, and repeats every decision. */
import * as E from "fp-ts/lib/Either.js"
import {
  formatPolicyFault,
  reportHtml,
  reportJson,
  reportText,
  verifyBundle,
  type AuditReport,
  type VerifyOptions,
} from "@shifan/bundle"
import { bilingual } from "@shifan/core"
import { rosterDigestsAt, rosterUnder } from "@shifan/roster"
import { parsePolicy } from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import { paint, type CommandContext } from "../command-context.js"
import { readEach } from "../input/read-file.js"
import { progressLine } from "../progress.js"
import { exits, exitWith, usage, type Failure, type FindingOptions, type Output } from "../result.js"
import { library } from "../store/session.js"
import { writingNew, type WriteOptions } from "../writing.js"
import { openBundle } from "./bundle-folder.js"
import { readPolicyBytes } from "./log-files.js"

export interface VerifyBundleOptions extends FindingOptions, WriteOptions {
  readonly kept?: ReadonlyArray<string>
  readonly policy?: string
  readonly report?: string
  readonly leavesOnly?: boolean
}

/** What the reader trusts from outside the bundle, and how much to check. */
export type BundleTrust = Pick<VerifyBundleOptions, "kept" | "policy" | "leavesOnly">

/** Faults of the bundle are in its report; a failure concerns the reader's own files or a path. */
export const examineBundle = async (
  context: CommandContext,
  path: string,
  options: BundleTrust,
  each: NonNullable<VerifyOptions["each"]> = () => {},
): Promise<E.Either<Failure, AuditReport>> => {
  const policy = options.policy === undefined ? E.right(undefined) : readPolicyBytes(options.policy)
  if (E.isLeft(policy)) return policy
  const unreadable = policy.right === undefined ? undefined : policyFailure(policy.right, options.policy ?? "")
  if (unreadable !== undefined) return E.left(unreadable)
  const kept = readEach(options.kept ?? [])
  if (E.isLeft(kept)) return kept
  const folder = await openBundle(path)
  if (E.isLeft(folder)) return folder
  const progress = progressLine(context)
  const report = await verifyBundle(folder.right, {
    library,
    rosterUnder,
    rosterDigestsAt,
    depth: options.leavesOnly === true ? "leaves" : "decisions",
    hasher: nodeHasher,
    ...(policy.right === undefined ? {} : { policy: policy.right }),
    kept: kept.right,
    now: context.clock(),
    progress: progress.at,
    each,
  })()
  progress.done()
  return E.right(report)
}

/** Exit 4 if anything does not hold; exit 10 with `--exit-code` if there are only observations. */
export const verifyBundleAt = async (
  context: CommandContext,
  path: string,
  options: VerifyBundleOptions,
): Promise<E.Either<Failure, Output>> => {
  const examined = await examineBundle(context, path, options)
  if (E.isLeft(examined)) return examined
  const report = examined.right
  const palette = {
    good: (text: string) => paint(context, "green", text),
    bad: (text: string) => paint(context, "red", text),
    note: (text: string) => paint(context, "yellow", text),
  }
  const output: Output = {
    json: reportJson(report),
    text: reportText(report, context.settings.language, palette),
    exit: report.sound ? exitWith(report.observations, options) : exits.verificationFailed,
  }
  if (options.report === undefined) return E.right(output)
  const says = bilingual("将写出核验报告：", "the report will be written to:")
  return writingNew(context, options, { file: options.report, content: reportHtml(report), says }, output)
}

/** A fault of the reader's own policy file, not of the bundle. */
const policyFailure = (file: Uint8Array, name: string): Failure | undefined => {
  const policy = parsePolicy(file)
  if (E.isRight(policy)) return undefined
  const { zh, en } = formatPolicyFault(policy.left)
  return {
    ...usage(`策略文件${name}不合格式：${zh}`, `the policy ${name} is malformed: ${en}`),
    hint: bilingual(
      "请另行取得策略文件（C2SP tlog-policy）",
      "get a policy (C2SP tlog-policy) from an independent source",
    ),
  }
}
