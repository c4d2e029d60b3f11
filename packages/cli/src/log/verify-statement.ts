/** `audit verify` for a statement about a unit: offline, from the file and a policy alone. */
import * as E from "fp-ts/lib/Either.js"
import {
  formatStatementVerdict,
  isStated,
  statementFaultNames,
  statementSummary,
  verifyStatement,
} from "@shifan/bundle"
import { bilingual } from "@shifan/core"
import { nodeHasher } from "@shifan/tlog/node"
import type { CommandContext } from "../command-context.js"
import { readBytes, readEach } from "../input/read-file.js"
import type { Failure, Output } from "../result.js"
import { readPolicyBytes } from "./log-files.js"
import { verdictOutput } from "./verdict-output.js"

export interface VerifyStatementOptions {
  readonly policy?: string
  readonly kept?: ReadonlyArray<string>
}

/** Exit 4 unless the statement is valid: without a policy it shows nothing yet. */
export const verifyStatementAt = async (
  context: CommandContext,
  path: string,
  options: VerifyStatementOptions,
): Promise<E.Either<Failure, Output>> => {
  const statement = readBytes(path)
  if (E.isLeft(statement)) return statement
  const policy = options.policy === undefined ? E.right(undefined) : readPolicyBytes(options.policy)
  if (E.isLeft(policy)) return policy
  const kept = readEach(options.kept ?? [])
  if (E.isLeft(kept)) return kept
  const report = await verifyStatement({
    statement: statement.right,
    policy: policy.right,
    kept: kept.right,
    hasher: nodeHasher,
  })
  const stated = isStated(report)
  return E.right(
    verdictOutput(context, {
      holds: stated,
      faults: report.faults.map(({ code, found }) => ({ code, found, name: statementFaultNames[code] })),
      summary: statementSummary(report),
      verdict: formatStatementVerdict(report),
      missing: report.missing,
      howTo,
      json: { stated, ...report },
    }),
  )
}

const howTo = bilingual("→ shifan audit verify 证明 --policy 策略", "→ shifan audit verify STATEMENT --policy POLICY")
