/** `open`: shows sealed personal data to a reader in scope, after the log has recorded to whom and why (art. 16). */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { disclosuresOf, matchesCommitment, type Disclosure } from "@shifan/service"
import { paint, say, type CommandContext } from "../command-context.js"
import { vaultFailure } from "../failures.js"
import { recordedOutput } from "../look/recorded-events.js"
import { exits, type Failure, type Output } from "../result.js"
import type { ActOptions } from "../shared-options.js"
import { historyOf } from "../store/queries.js"
import { table } from "../table.js"
import { act, type AfterCommit } from "./act.js"

export const open = (
  context: CommandContext,
  unit: string,
  options: ActOptions,
): Promise<E.Either<Failure, Output>> => {
  const withOpenings: AfterCommit = async (session, { target }, done) => {
    const recorded = recordedOutput(context, done)
    if (target.aggregate !== "designation" || target.command.type !== "OpenPersonalData") return E.right(recorded)
    const history = await historyOf(session, target.key, {})
    if (E.isLeft(history)) return history
    const openings = await disclosuresOf(session.vault, target.key, history.right, target.command.data.paths)
    if (E.isLeft(openings)) return E.left(vaultFailure(openings.left))
    return E.right({
      json: { ...done, openings: openings.right },
      text: [recorded.text, openingsTable(context, openings.right)].join("\n"),
      exit: openings.right.every(matchesCommitment) ? exits.done : exits.verificationFailed,
    })
  }
  return act(context, "OpenPersonalData", { unit }, options, withOpenings)
}

/** Lists each value, with whether it matches its commitment in the log. */
const openingsTable = (context: CommandContext, openings: ReadonlyArray<Disclosure>): string => {
  const heads = [
    bilingual("修订号", "revision"),
    bilingual("字段", "field"),
    bilingual("内容", "value"),
    bilingual("与记录核对", "against the log"),
  ].map((head) => say(context, head))
  const holds = paint(context, "green", say(context, bilingual("一致", "holds")))
  const differs = paint(context, "red", say(context, bilingual("不一致", "does not hold")))
  const rows = openings.map((opening) => [
    String(opening.revision),
    opening.path,
    opening.value,
    matchesCommitment(opening) ? holds : differs,
  ])
  return table([heads, ...rows], context.terminal.columns)
}
