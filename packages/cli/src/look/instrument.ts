/** The yearly call, and the regulation itself: what they are now, as the log has them. */
import * as E from "fp-ts/lib/Either.js"
import {
  bilingual,
  nextDay,
  shanghaiDate,
  ruleStatusOn,
  periodsInForce,
  type CivilDate,
  type ApplicableLaw,
} from "@shifan/core"
import { inSession } from "../session.js"
import { exitWith, type Failure, type FindingFlags, type Output } from "../result.js"
import { replayStore, viewOf } from "./queries.js"
import { say, type CommandContext } from "../command-context.js"
import { table } from "../table.js"

const withRegime = async (
  context: CommandContext,
  work: (regime: ApplicableLaw, on: CivilDate) => Output,
): Promise<E.Either<Failure, Output>> => {
  const view = viewOf(context.settings)
  if (E.isLeft(view)) return view
  return inSession(context, { readOnly: true }, async (session) => {
    const whole = await replayStore(session, view.right)
    return E.map(({ law }: { readonly law: { readonly regime: ApplicableLaw } }) =>
      work(law.regime, view.right.asOf ?? shanghaiDate(context.clock())),
    )(whole)
  })
}

export const callShow = (context: CommandContext): Promise<E.Either<Failure, Output>> =>
  withRegime(context, ({ calls }) => {
    const rows = calls.flatMap(({ year, window }) =>
      window === null ? [] : [[String(year), window.opensOn, window.closesOn]],
    )
    const head = [bilingual("年度", "year"), bilingual("开始", "opens"), bilingual("截止", "closes")].map((one) =>
      say(context, one),
    )
    return {
      json: calls,
      text: rows.length === 0 ? say(context, bilingual("尚无申报期", "no call")) : table([head, ...rows]),
    }
  })

export const instrumentShow = (context: CommandContext): Promise<E.Either<Failure, Output>> =>
  withRegime(context, (regime, on) => {
    const standing = ruleStatusOn(regime, on)
    const readings = standing._tag === "NoRule" ? {} : standing.rule.readings
    const spans = periodsInForce(regime, on).map(({ applied, from, lastDay, regulation }) => ({
      instrument: applied.instrument,
      version: applied.version,
      documentNumber: regulation.documentNumber,
      from,
      lastDay,
    }))
    const lines = spans.map(
      ({ documentNumber, version, from, lastDay }) => `${documentNumber} v${version}  ${from} – ${lastDay}`,
    )
    const now =
      standing._tag === "InForce"
        ? bilingual(`${on}有效`, `in force on ${on}`)
        : bilingual(`${on}没有生效的规定`, `no rule is in force on ${on}`)
    return {
      json: { on, inForce: standing._tag === "InForce", stretches: spans, readings },
      text: [
        ...lines,
        say(context, now),
        ...Object.entries<string>(readings).map(([id, option]) => `  ${id} = ${option}`),
      ].join("\n"),
    }
  })

interface Finding {
  readonly kind: "gap" | "overlap"
  readonly from: CivilDate
  readonly to: CivilDate
}

/** Gaps and overlaps in time. Nothing falls through to a last known value. */
export const instrumentCheck = (context: CommandContext, flags: FindingFlags): Promise<E.Either<Failure, Output>> =>
  withRegime(context, (regime, on) => {
    const spans = periodsInForce(regime, on)
    const findings = spans.slice(1).flatMap((span, i): ReadonlyArray<Finding> => {
      const before = spans[i]
      if (before === undefined) return []
      if (span.from <= before.lastDay) return [{ kind: "overlap", from: span.from, to: before.lastDay }]
      const expected = nextDay(before.lastDay)
      return span.from === expected ? [] : [{ kind: "gap", from: expected, to: span.from }]
    })
    const texts = findings.map(({ kind, from, to }) =>
      say(
        context,
        kind === "gap"
          ? bilingual(`${from}至${to}（不含）没有生效的规定`, `no rule from ${from} until ${to}, that day excluded`)
          : bilingual(
              `${from}至${to}两个规定同时有效，以后者为准`,
              `two rules from ${from} to ${to}; the later governs`,
            ),
      ),
    )
    return {
      json: { findings },
      text: texts.length === 0 ? say(context, bilingual("没有空档或重叠", "no gap, no overlap")) : texts.join("\n"),
      exit: exitWith(findings, flags),
    }
  })
