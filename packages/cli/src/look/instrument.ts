/** `call show`, `instrument show` and `instrument check`: the yearly calls and the regulation, as recorded. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, nextDay, periodsInForce, ruleStatusOn, type ApplicableLaw, type CivilDate } from "@shifan/core"
import { datesInChinese } from "@shifan/core/messages"
import { say, type CommandContext } from "../command-context.js"
import { exitWith, type Failure, type FindingOptions, type Output } from "../result.js"
import { parseView, replayStore } from "../store/queries.js"
import { inSession } from "../store/session.js"
import { readingLine } from "./history.js"
import { table } from "../table.js"

const withRegime = async (
  context: CommandContext,
  work: (regime: ApplicableLaw, on: CivilDate) => Output,
): Promise<E.Either<Failure, Output>> => {
  const view = parseView(context)
  if (E.isLeft(view)) return view
  return inSession(context, { readOnly: true }, async (session) => {
    const replayed = await replayStore(session, view.right)
    if (E.isLeft(replayed)) return replayed
    return E.right(work(replayed.right.law.applicable, view.right.asOf))
  })
}

export const callShow = (context: CommandContext): Promise<E.Either<Failure, Output>> =>
  withRegime(context, ({ calls }) => {
    const heads = [bilingual("年度", "year"), bilingual("开始", "opens"), bilingual("截止", "closes")]
    const rows = calls.flatMap(({ year, window }) =>
      window === null ? [] : [[String(year), window.opensOn, window.closesOn]],
    )
    return {
      json: { calls },
      text:
        rows.length === 0
          ? say(context, bilingual("尚无申报期", "no call"))
          : table([heads.map((head) => say(context, head)), ...rows], context.terminal.columns),
    }
  })

export const instrumentShow = (context: CommandContext): Promise<E.Either<Failure, Output>> =>
  withRegime(context, (regime, on) => {
    const status = ruleStatusOn(regime, on)
    const inForce = status._tag === "InForce"
    const readings = status._tag === "NoRule" ? {} : status.rule.readings
    const spans = periodsInForce(regime, on).map(({ applied, from, lastDay, regulation }) => ({
      instrument: applied.instrument,
      version: applied.version,
      documentNumber: regulation.documentNumber,
      from,
      lastDay,
    }))
    const spanLines = spans.map(({ documentNumber, version, from, lastDay }) =>
      say(
        context,
        bilingual(
          `${documentNumber} 第${version}版  ${from}至${lastDay}`,
          `${documentNumber} v${version}  ${from} – ${lastDay}`,
        ),
      ),
    )
    const statusLine = inForce
      ? bilingual(datesInChinese(`${on}有效`), `in force on ${on}`)
      : bilingual(datesInChinese(`${on}没有生效的规定`), `no rule is in force on ${on}`)
    const readingLines = Object.entries<string>(readings).map(([id, option]) => `  ${readingLine(context, id, option)}`)
    return {
      json: { on, inForce, stretches: spans, readings },
      text: [...spanLines, say(context, statusLine), ...readingLines].join("\n"),
    }
  })

/** Days without a rule from `from` until the day before `to`, or with two rules from `from` to `to`. */
interface Finding {
  readonly kind: "gap" | "overlap"
  readonly from: CivilDate
  readonly to: CivilDate
}

export const instrumentCheck = (context: CommandContext, options: FindingOptions): Promise<E.Either<Failure, Output>> =>
  withRegime(context, (regime, on) => {
    const findings = findingsIn(periodsInForce(regime, on))
    const lines = findings.map(({ kind, from, to }) =>
      say(
        context,
        kind === "gap"
          ? bilingual(
              datesInChinese(`${from}至${to}（不含）没有生效的规定`),
              `no rule from ${from} until ${to}, that day excluded`,
            )
          : bilingual(
              datesInChinese(`${from}至${to}两个规定同时有效，以后者为准`),
              `two rules from ${from} to ${to}; the later governs`,
            ),
      ),
    )
    return {
      json: { findings },
      text: lines.length === 0 ? say(context, bilingual("没有空档或重叠", "no gaps or overlaps")) : lines.join("\n"),
      exit: exitWith(findings, options),
    }
  })

const findingsIn = (spans: ReturnType<typeof periodsInForce>): ReadonlyArray<Finding> =>
  spans.slice(1).flatMap(({ from }, i): ReadonlyArray<Finding> => {
    const before = spans[i]
    if (before === undefined) return []
    if (from <= before.lastDay) return [{ kind: "overlap", from, to: before.lastDay }]
    const expected = nextDay(before.lastDay)
    return from === expected ? [] : [{ kind: "gap", from: expected, to: from }]
  })
