/** Art. 16: sealed personal data shown to somebody in scope, once the log says to whom and why. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { matchesCommitment, disclosuresOf, type Disclosure } from "@shifan/service"
import { vaultFailure } from "../failures.js"
import { exits, type Failure, type Output } from "../result.js"
import { eventsOf } from "../look/queries.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { table } from "../table.js"
import { act, doneOutput, type ActOptions, type AfterCommit } from "./act.js"

export const open = (context: CommandContext, unit: string, options: ActOptions): Promise<E.Either<Failure, Output>> =>
  act(context, "OpenPersonalData", { unit }, options, withOpenings(context))

const withOpenings =
  (context: CommandContext): AfterCommit =>
  async (session, { target }, done) => {
    const recorded = doneOutput(context, done, false)
    if (target.aggregate !== "designation" || target.command.type !== "OpenPersonalData") return E.right(recorded)
    const history = await eventsOf(session, target.unit, {})
    if (E.isLeft(history)) return history
    const { paths } = target.command.data
    const opened = await disclosuresOf(session.vault, target.unit, history.right, paths)
    if (E.isLeft(opened)) return E.left(vaultFailure(opened.left))
    const holds = opened.right.every(matchesCommitment)
    return E.right({
      json: { ...done, openings: opened.right },
      text: [recorded.text, shown(context, opened.right)].join("\n"),
      exit: holds ? exits.done : exits.verificationFailed,
    })
  }

const shown = (context: CommandContext, openings: ReadonlyArray<Disclosure>): string => {
  const heads = [
    bilingual("修订号", "revision"),
    bilingual("字段", "field"),
    bilingual("内容", "value"),
    bilingual("与记录核对", "against the log"),
  ].map((head) => say(context, head))
  const rows = openings.map((one) => [
    String(one.revision),
    one.path,
    one.value,
    matchesCommitment(one)
      ? paint(context, "green", say(context, bilingual("一致", "holds")))
      : paint(context, "red", say(context, bilingual("不一致", "does not hold"))),
  ])
  return table([heads, ...rows])
}
