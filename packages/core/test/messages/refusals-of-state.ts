/** Refusals due to the state alone: every act in every phase from which it cannot start. */
import * as E from "fp-ts/lib/Either.js"
import { asEnacted, document, historyOf, interpreted, prolonged, reasons, unit, type Attempt } from "@shifan/testkit"
import {
  acts,
  civilDate as day,
  noLaw,
  phaseOn,
  type AnyAggregate,
  type AnyCommand,
  type AnyRefusal,
  type CivilDate,
  type CommandType,
  type Context,
} from "../../src/index.js"
import { aggregates } from "../../src/aggregates/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import type { Milestone, PhaseName } from "../../src/aggregates/designation/state.js"
import { applied, certified, recommended, stateOf, town } from "../unit-scenario.js"
import { askForStaff, supplementApplication, supplementReview } from "../supplements.js"
import {
  annul,
  applicationDay as on,
  assessed,
  check,
  correct,
  endOfUnit,
  filed,
  inherit,
  notice,
  plaque,
  rectify,
  revoke,
  succeed,
  surrender,
} from "./attempts.js"

const commandIn = (attempt: Attempt): AnyCommand => attempt.command

/** A valid command of each type. */
export const commands: { readonly [T in CommandType]: AnyCommand } = {
  Apply: commandIn(town.apply(on)),
  Withdraw: { type: "Withdraw", data: { reason: "示例" } },
  Recommend: commandIn(town.recommend(day("2020-12-08"))),
  DeclineRecommendation: { type: "DeclineRecommendation", data: { reasons } },
  RequestSupplement: commandIn(askForStaff()),
  SupplementApplication: commandIn(supplementApplication(day("2020-12-05"))),
  SupplementReview: commandIn(supplementReview(day("2023-09-20"))),
  PublishNotice: commandIn(notice),
  TakeStep: { type: "TakeStep", data: { step: "siteVisit", takenOn: on, outcome: "passed", document } },
  Certify: commandIn(town.certify(day("2020-12-29"))),
  DeclineCertification: {
    type: "DeclineCertification",
    data: { appraisal: { date: on, members: ["PS-01"], opinion: "示例" }, findings: [], reasons },
  },
  AwardPlaque: commandIn(plaque),
  NominateToProvince: { type: "NominateToProvince", data: { document } },
  FileAnnualSummary: { type: "FileAnnualSummary", data: { year: 2021, document } },
  SpotCheck: commandIn(check(false)),
  GrantSupport: { type: "GrantSupport", data: { kind: "示例", amount: null, document } },
  FileReview: commandIn(town.fileReview(day("2023-09-10"))),
  AssessReview: commandIn(town.assessReview(day("2023-10-10"))),
  OrderRectification: commandIn(rectify),
  ConcludeReview: commandIn(town.concludeReview(day("2023-11-10"), "confirmed")),
  Revoke: commandIn(revoke()),
  ChangeParticulars: { type: "ChangeParticulars", data: { after: { platformName: "新平台" }, document } },
  ImportTitle: {
    type: "ImportTitle",
    data: {
      operatingUnitName: "示例",
      platformName: "示例",
      countyOrDistrict: town.county.code,
      grantedOn: day("2018-01-01"),
      grantingDocument: "示例",
    },
  },
  ReturnPlaque: { type: "ReturnPlaque", data: { returnedOn: day("2021-09-01") } },
  SurrenderTitle: commandIn(surrender),
  RecordEndOfUnit: commandIn(endOfUnit),
  AnnulDecision: commandIn(annul(2)),
  CorrectRecord: commandIn(correct()),
  SucceedTitle: commandIn(succeed),
  InheritTitle: commandIn(inherit),
  ErasePersonalData: { type: "ErasePersonalData", data: { basis: "示例", scope: "示例", approver: "SJ-02" } },
  OpenPersonalData: {
    type: "OpenPersonalData",
    data: { openedTo: "示例", purpose: "示例", paths: ["form.basic.phone"] },
  },
}

/** Attempts that bring a unit into each phase, and a day on which it is in that phase. */
const threeYears = interpreted(prolonged, "title.term", "threeYears")
const phases: { readonly [P in PhaseName]: readonly [ReadonlyArray<Attempt>, CivilDate] } = {
  none: [[], on],
  applied: [applied, day("2021-09-01")],
  recommended: [recommended, day("2021-09-01")],
  closed: [[...applied, town.act(town.us, day("2020-12-02"), "Withdraw", { reason: "示例" })], day("2021-09-01")],
  certified: [certified, day("2021-09-01")],
  expired: [certified, day("2024-01-01")],
  revoked: [[...certified, check(true), revoke()], day("2021-09-01")],
  ended: [[...certified, surrender], day("2021-09-01")],
}

export const commandTypes = Object.keys(commands) as ReadonlyArray<CommandType>
export const phaseNames = Object.keys(phases) as ReadonlyArray<PhaseName>
const actors = { unit: town.us, county: town.county, bureau: town.bureau, auditor: town.bureau, public: town.bureau }

const isAboutState = ({ code }: AnyRefusal): boolean => code === "WrongState" || code === "AlreadyDecided"

const refusedIn = (type: CommandType, phase: PhaseName): ReadonlyArray<AnyRefusal> => {
  const [attempts, effectiveOn] = phases[phase]
  const state = stateOf(attempts, threeYears)
  if (phaseOn(state, effectiveOn) !== phase) throw new Error(`not ${phase} on ${effectiveOn}`)
  const [role = "bureau"] = acts[type].by
  const context: Context = { actor: actors[role], effectiveOn, recordedOn: effectiveOn, law: threeYears }
  const aggregate: AnyAggregate = aggregates.designation
  const decision = aggregate.decide(context, commands[type], state)
  return E.isLeft(decision) ? decision.left.filter(isAboutState) : []
}

const summary = town.act(town.us, day("2022-01-05"), "FileAnnualSummary", { year: 2021, document })

const askedOnce = interpreted(prolonged, "supplement.requests", "once")

/** Acts possible only once within a phase, done twice. */
const milestones: { readonly [M in Milestone]: ReadonlyArray<Attempt> } = {
  plaqueAwarded: [...certified, plaque, plaque],
  summaryFiled: [...certified, summary, summary],
  reviewUnderWay: [...filed, town.fileReview(day("2023-09-11"))],
  reviewAssessed: [...assessed, town.assessReview(day("2023-10-11"))],
  rectificationOrdered: [...assessed, rectify, rectify],
  unitEnded: [...certified, endOfUnit, endOfUnit],
  supplementRequested: [...applied, askForStaff(), askForStaff()],
}
export const milestoneNames = Object.keys(milestones) as ReadonlyArray<Milestone>

/** Refusals of a series of commands on an aggregate. */
const inTurn = (
  aggregate: AnyAggregate,
  key: string,
  steps: ReadonlyArray<AnyCommand>,
  law = asEnacted,
): ReadonlyArray<AnyRefusal> => {
  const context: Context = { actor: town.bureau, effectiveOn: on, recordedOn: on, law }
  let state = aggregate.initial(key)
  return steps.flatMap((command) => {
    const decision = aggregate.decide(context, command, state)
    if (E.isLeft(decision)) return decision.left.filter(isAboutState)
    state = decision.right.reduce((before, event) => aggregate.evolve(before, event), state)
    return []
  })
}

const enact: AnyCommand = {
  type: "Enact",
  data: {
    regulation: qinhuangdao2020.id,
    documentNumber: qinhuangdao2020.documentNumber,
    effectiveFrom: day("2020-11-12"),
    validityYears: 2,
  },
}
const repeal: AnyCommand = { type: "Repeal", data: { document: "示例", from: day("2022-01-01") } }
const changesOfText: ReadonlyArray<AnyCommand> = [
  { type: "Extend", data: { document: "示例", from: day("2022-11-13"), until: day("2024-11-12") } },
  { type: "Supersede", data: { by: "示例", from: day("2022-01-01") } },
  repeal,
]
const interpret: AnyCommand = {
  type: "Interpret",
  data: { reading: "hearing", option: "required", document: "示例", appliesFrom: on, retroactive: false },
}
const openCall: AnyCommand = {
  type: "OpenCall",
  data: { year: 2021, opensOn: day("2021-09-01"), closesOn: day("2021-12-20"), document: "示例" },
}
const closeCall: AnyCommand = { type: "CloseCall", data: { year: 2021, closedOn: day("2021-12-01") } }
const key = (name: string): string => `${name}.example/log+0000000a+${"A".repeat(44)}`
const introduce = (name: string): AnyCommand => ({ type: "IntroduceLogKey", data: { key: key(name), role: "log" } })
const retire = (name: string): AnyCommand => ({ type: "RetireLogKey", data: { key: key(name) } })

const unknownLaw = noLaw([qinhuangdao2020])
export const ofSmallAggregates: ReadonlyArray<AnyRefusal> = [
  ...inTurn(aggregates.instrument, "measures", [...changesOfText, interpret, enact, enact], unknownLaw),
  ...inTurn(aggregates.instrument, "measures", [enact, repeal, ...changesOfText], unknownLaw),
  ...inTurn(aggregates.call, "2021", [closeCall, openCall, openCall, closeCall, closeCall]),
  ...inTurn(aggregates.log, "", [retire("a"), introduce("a"), introduce("a"), retire("a")]),
  ...inTurn(aggregates.log, "", [introduce("a"), introduce("b"), retire("a"), retire("a")]),
]

export const refusalsOfState: ReadonlyArray<AnyRefusal> = [
  ...commandTypes.flatMap((type) => phaseNames.flatMap((phase) => refusedIn(type, phase))),
  ...milestoneNames.flatMap((name) => historyOf(unit, askedOnce, milestones[name]).refusals.flat()),
  ...ofSmallAggregates,
]
