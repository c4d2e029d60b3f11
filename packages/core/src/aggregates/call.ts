/** The yearly call for applications, which also opens the time for reviews: `call-<division>-<year>`. Arts. 13 and 18. */
import { between, check, checkAmong, checks, checkTwice, notBefore, type Contradiction } from "../forms/check.js"
import { Year } from "../forms/quantity.js"
import { bilingual } from "../law/bilingual.js"
import { nextDay, yearOf, type CivilDate } from "../law/civil-date.js"
import type { Aggregate } from "../kernel/aggregate.js"
import { regulationNear, ruleStatusOn } from "../kernel/applicable-law.js"
import { bureauObjections, noRule } from "../kernel/competence.js"
import type { Context } from "../kernel/context.js"
import { conclude, unlessObjected, type DecisionIn, type DraftOf } from "../kernel/decision.js"
import { correctionIssues } from "../kernel/entries.js"
import { quotaNames, type Quotas } from "../kernel/quotas.js"
import { invalid, when, type ObjectionIn } from "../kernel/refusal.js"
import type { Regulation } from "../kernel/regulation.js"
import { reachesBack } from "../kernel/retroactive.js"
import {
  callAfter,
  callCommandCodecs,
  callCommandOf,
  evolveCall,
  initialCall,
  withCallEvent,
  type CallCommand,
  type CallCommandData,
  type CallCommandType,
  type CallEvent,
  type CallState,
  type CorrectableCallCommand,
} from "./call-events.js"

export type CallPhase = "none" | "open" | "closed"

type Objection = ObjectionIn<CallCommandType, CallPhase>

/** Decides a command on a call. The bureau may open and close it only while a rule is in force, and correct it at any time. */
export const decideCall =
  (context: Context) =>
  (command: CallCommand) =>
  (state: CallState): DecisionIn<CallEvent, CallCommandType, CallPhase> => {
    const status = ruleStatusOn(context.law, context.effectiveOn)
    const regulation = regulationNear(context.law, context.effectiveOn)
    const isCorrection = command.type === "CorrectCall"
    const rule = status._tag === "InForce" && !isCorrection ? status.rule : null
    const objections: ReadonlyArray<Objection> = [
      ...(status._tag === "InForce" || isCorrection || regulation === undefined
        ? []
        : [noRule(context.effectiveOn, status.gap)]),
      ...bureauObjections(context, regulation?.territory.bureau.code, state.lastEffectiveOn),
      ...wrongPhase(command.type, state),
      ...invalid(
        isCorrection
          ? correctingIssues(command.data, context, state, regulation)
          : issuesOf(command, context.effectiveOn, state, regulation),
      ),
    ]
    return conclude<CallEvent, CallCommandType, CallPhase>(
      context,
      { rule, regulation },
      unlessObjected(objections, () => [draftOf(command)]),
    )
  }

const eventOf = { OpenCall: "CallOpened", CloseCall: "CallClosed", CorrectCall: "CallCorrected" } as const

/** The compiler cannot see that a command has the data of its event. */
const draftOf = ({ type, data }: CallCommand): DraftOf<CallEvent> =>
  ({ type: eventOf[type], data }) as DraftOf<CallEvent>

const wrongPhase = (act: CallCommandType, { window, closed }: CallState): ReadonlyArray<Objection> => [
  ...when((act === "OpenCall" && window !== null) || (act === "CloseCall" && closed), () => ({
    code: "AlreadyDecided" as const,
    act,
    phase: act === "CloseCall" ? ("closed" as const) : ("open" as const),
  })),
  ...when(act !== "OpenCall" && window === null, () => ({
    code: "WrongState" as const,
    act,
    phase: "none" as const,
    possibleIn: ["open" as const],
  })),
]

/** The corrected act must meet the same conditions as the original one, and a later close must still be valid after it. */
const correctingIssues = (
  data: CallCommandData["CorrectCall"],
  { actor }: Context,
  state: CallState,
  regulation: Regulation | undefined,
) => [
  isYearOfStream(data.year, state),
  ...correctionIssues(state.entries, actor, data, ["OpenCall", "CloseCall"], ({ command, effectiveOn }, before) => {
    const then = callAfter(state.year, before)
    return checks([...issuesOf(command, effectiveOn, then, regulation), wasOpen(command, then)])
  }),
]

/** An opening cannot be struck out while a close depends on it. */
const wasOpen = (command: CorrectableCallCommand, { window }: CallState) =>
  command.type === "CloseCall" && window === null
    ? check(false, "closedOn", bilingual("已开始的申报", "a call that was opened"), command.data.closedOn)
    : undefined

/** Opening or closing a call in retrospect needs reasons, like any other act that makes law. */
const issuesOf = (
  { type, data }: CorrectableCallCommand,
  effectiveOn: CivilDate,
  state: CallState,
  regulation: Regulation | undefined,
) =>
  type === "OpenCall"
    ? [
        ...openingIssues(data, state),
        ...quotaIssues(data, regulation),
        reachesBack(data.opensOn, effectiveOn, data.reasons),
      ]
    : [...closingIssues(data, state), reachesBack(nextDay(data.closedOn), effectiveOn, data.reasons)]

/** The days of a call must lie in its year. */
const openingIssues = ({ year, opensOn, closesOn }: CallCommandData["OpenCall"], state: CallState) =>
  checks([
    isYearOfStream(year, state),
    liesInYear("opensOn", opensOn, state),
    liesInYear("closesOn", closesOn, state),
    notBefore("closesOn", closesOn, opensOn),
  ])

/** A call may set quotas only if the regulation has quotas, none below 1, and those of a county once for each that recommends. */
const quotaIssues = (data: Quotas, regulation: Regulation | undefined): ReadonlyArray<Contradiction> => {
  if (regulation === undefined) return []
  const { countyQuotas = [] } = data
  const counties = regulation.territory.counties.map(({ code }) => code)
  const ofCounty = countyQuotas.map(({ county }) => county)
  const numbers = [
    ...quotaNames.map((name) => [name, data[name]] as const),
    ...countyQuotas.flatMap(({ mostRecommended, mostCertified }, i) => [
      [`countyQuotas.${i}.mostRecommended`, mostRecommended] as const,
      [`countyQuotas.${i}.mostCertified`, mostCertified] as const,
    ]),
  ]
  const knowsQuotas = regulation.lifecycle.quotas !== undefined
  return checks([
    ...numbers.map(([path, most]) => {
      if (most === undefined) return undefined
      return knowsQuotas
        ? check(most >= 1, path, bilingual("至少1", "at least 1"), String(most))
        : check(
            false,
            path,
            bilingual("空", "nothing"),
            String(most),
            bilingual(`本办法不设名额，${path}应不填`, `${path}: expected nothing: the text knows no quotas`),
          )
    }),
    ...ofCounty.map((county, i) =>
      checkAmong(
        `countyQuotas.${i}.county`,
        counties,
        county,
        bilingual("有推荐权的区划", "a division that recommends"),
      ),
    ),
    ...checkTwice((i) => `countyQuotas.${i}.county`, ofCounty),
    ...countyQuotas.map(({ mostRecommended, mostCertified }, i) =>
      check(
        mostRecommended !== undefined || mostCertified !== undefined,
        `countyQuotas.${i}`,
        bilingual("推荐或认定名额", "a quota of recommendations or of certifications"),
        "",
      ),
    ),
  ])
}

const liesInYear = (path: string, date: CivilDate, { year }: CallState) =>
  check(yearOf(date) === year, path, bilingual(`${year}年内`, `a day in ${year}`), date)

/** Closing may end a call early, but never extend it. */
const closingIssues = ({ year, closedOn }: CallCommandData["CloseCall"], state: CallState) =>
  checks([
    isYearOfStream(year, state),
    state.window === null ? undefined : between("closedOn", closedOn, state.window.opensOn, state.window.closesOn),
  ])

const isYearOfStream = (given: number, { year }: CallState) =>
  check(given === year, "year", bilingual(`${year}年`, `${year}, the year of the stream`), String(given))

/** The aggregate of yearly calls. The key is the year, in four digits. */
export const call: Aggregate<string, CallCommand, CallEvent, CallState, CallPhase> = {
  name: "call",
  eventTypes: ["CallOpened", "CallClosed", "CallCorrected"],
  commandCodecs: { filled: callCommandCodecs, stored: callCommandCodecs },
  key: {
    parse: (text) => (/^\d{4}$/.test(text) ? text : undefined),
    inData: (data) => {
      const year: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "year") : undefined
      return Year.is(year) ? String(year) : undefined
    },
  },
  initial: (year) => initialCall(Number(year)),
  evolve: evolveCall,
  decide: (context, command, state) => decideCall(context)(command)(state),
  commandOf: ([event]) => callCommandOf(event),
  lawAfter: (law, year, event) => withCallEvent(law, Number(year), event),
}
