/** Commands refused with each code of refusal. */
import * as E from "fp-ts/lib/Either.js"
import {
  applicableLawFor,
  asEnacted,
  document,
  fullDossier,
  historyOf,
  interpreted,
  prolonged,
  samplesFor,
  unit,
  type Attempt,
} from "@shifan/testkit"
import {
  civilDate as day,
  decide,
  isUscc,
  noLaw,
  type AnyRefusal,
  type ApplicableLaw,
  type Context,
  type RefusalCode,
  type Regulation,
} from "../../src/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { askForStaff, supplementApplication } from "../supplements.js"
import { certificateNumbers } from "../../src/aggregates/designation/certificate-numbers.js"
import { callQuotas } from "../../src/aggregates/designation/call-quotas.js"
import { applied, certified, recommended, stateOf, town, withBasic } from "../unit-scenario.js"
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
  rectify,
  revoke,
  surrender,
} from "./attempts.js"

/** An attempt and all its refusals. */
export interface Example {
  readonly tried: string
  readonly refusals: ReadonlyArray<AnyRefusal>
  readonly regulation?: Regulation
}

const trying = (tried: string, attempts: ReadonlyArray<Attempt>, law: ApplicableLaw = prolonged): Example => ({
  tried,
  refusals: historyOf(unit, law, attempts).refusals.flat(),
})

const under = (regulation: Regulation, tried: string, attempts: ReadonlyArray<Attempt>): Example => ({
  ...trying(tried, attempts, applicableLawFor(regulation, day("2020-11-12"), [2020, 2021, 2022, 2023])),
  regulation,
})

const { lifecycle } = qinhuangdao2020
const withNotice: Regulation = { ...qinhuangdao2020, lifecycle: { ...lifecycle, publicNotice: { days: 7 } } }
const ofTheYear: Regulation = {
  ...qinhuangdao2020,
  lifecycle: { ...lifecycle, term: { years: 1, ends: "calendarYears", from: "notice" } },
}
const withRectification: Regulation = {
  ...qinhuangdao2020,
  validityYears: 9,
  lifecycle: { ...lifecycle, rectification: { days: 30 } },
}
const withSteps: Regulation = {
  ...qinhuangdao2020,
  own: {
    steps: {
      expertReview: {
        zh: "专家评审",
        en: "review by experts",
        by: "bureau",
        before: "Certify",
        provision: "art_9__para_1",
      },
    },
  },
}
const { reviewEveryYears: _, ...once } = lifecycle
const withoutReview: Regulation = { ...qinhuangdao2020, validityYears: 9, lifecycle: once }

const soleTrader = "92340602MA2PEL3T3X"
if (!isUscc(soleTrader)) throw new Error("not a social credit code")
const ofSoleTrader = samplesFor(qinhuangdao2020, soleTrader)

const by2020 = (change: object): Attempt => town.apply(on, change)

const staff = { condition: "art_5__para_1__point_3#staff", relaxedTo: 9, reasons: "示例" } as const
const numbered = { type: "Certify", data: { certificateNumber: "示范-2020-01" } }
const unannounced = revoke({ announcement: undefined })
const fail = town.concludeReview(day("2023-11-01"), "failed")

const refusedAhead = (): ReadonlyArray<AnyRefusal> => {
  const { actor, command } = town.apply(on)
  const context: Context = { actor, effectiveOn: on, recordedOn: day("2020-11-30"), law: prolonged }
  const decision = decide(context)(command)(stateOf([]))
  return E.isLeft(decision) ? decision.left : []
}

/** Typed so that a code without an example does not compile. `refusals-of-state.ts` has `WrongState` and `AlreadyDecided`. */
export const examples: {
  readonly [C in Exclude<RefusalCode, "WrongState" | "AlreadyDecided">]: ReadonlyArray<Example>
} = {
  NotCompetent: [
    trying("the bureau recommends", [...applied, { ...town.recommend(day("2020-12-08")), actor: town.bureau }]),
    trying("another county recommends", [
      ...applied,
      { ...town.recommend(day("2020-12-08")), actor: { ...town.county, code: "130303" } },
    ]),
  ],
  SameOfficer: [
    trying("the county's officer certifies for the bureau", [
      ...recommended,
      { ...town.certify(day("2020-12-29")), actor: { ...town.bureau, officer: town.county.officer } },
    ]),
  ],
  NoRuleInForce: [
    trying("before any text is enacted", [town.apply(on)], noLaw([qinhuangdao2020])),
    trying("after the text's last day", [...recommended, town.certify(day("2022-11-13"))], asEnacted),
  ],
  EffectiveDateAhead: [{ tried: "an act effective the day after its record", refusals: refusedAhead() }],
  EffectiveDateGoesBack: [
    trying("recommended on a day before the application", [...applied, town.recommend(day("2020-11-30"))]),
  ],
  NotLegalPerson: [
    {
      tried: "an individual business applies",
      refusals: historyOf(soleTrader, prolonged, [ofSoleTrader.apply(on)]).refusals.flat(),
    },
  ],
  DossierIncomplete: [
    trying("a material is missing, another declared none", [
      town.apply(
        on,
        {},
        {
          ...fullDossier,
          personnelRoster: { status: "missing" },
          truthfulnessDeclaration: { status: "declaredNone", reason: "示例" },
        },
      ),
    ]),
  ],
  ConditionsNotMet: [
    trying("nine staff", [
      by2020(withBasic({ staff: 9, qualifiedStaff: { diplomaOnly: 9, titleOnly: 0, diplomaAndTitle: 0 } })),
      town.recommend(day("2020-12-08")),
    ]),
    trying("a day less than two years of operation", [
      by2020(withBasic({ registeredOn: day("2015-01-01"), operationStart: day("2018-12-02") })),
      town.recommend(day("2020-12-08")),
    ]),
    trying("satisfaction of 70 %", [...applied, town.recommend(day("2020-12-08"), { result: 7000 })]),
    trying("no growth", [
      by2020({ operation: town.form(on).operation.map((row) => ({ ...row, smesServed: 60 })) }),
      town.recommend(day("2020-12-08")),
    ]),
    trying("a sole proprietorship", [
      by2020(withBasic({ unitNature: "soleProprietorship" })),
      town.recommend(day("2020-12-08")),
    ]),
    trying("the principal is found unfit", [
      ...applied,
      town.recommend(day("2020-12-08"), { except: ["art_5__para_1__point_6#principal"] }),
    ]),
  ],
  FindingMissing: [
    trying("nobody has judged the principal", [
      ...applied,
      town.recommend(day("2020-12-08"), { open: ["art_5__para_1__point_6#principal"] }),
    ]),
  ],
  FigureMissing: [
    trying("two of three years are known", [
      by2020({ operation: town.form(on).operation.slice(1) }),
      town.recommend(day("2020-12-08")),
    ]),
  ],
  WaiverNotAllowed: [
    trying("a waiver of a condition that is met", [
      ...applied,
      town.recommend(day("2020-12-08"), { waivers: [staff] }),
    ]),
  ],
  OutsideCall: [
    trying("the day after the call", [town.apply(day("2020-12-21"))]),
    trying("a year without a call", [town.apply(day("2026-09-01"))]),
  ],
  ReviewNotDue: [
    trying("a review a year early", [...certified, town.fileReview(day("2022-09-10"))]),
    trying(
      "reporting before the anniversary that nothing was filed",
      [...certified, town.assessReview(day("2023-12-01"), null)],
      interpreted(prolonged, "review.due", "anniversary"),
    ),
  ],
  ReviewNotProvided: [
    under(withoutReview, "a review under a text without reviews", [...certified, town.fileReview(day("2023-09-10"))]),
  ],
  NothingFiled: [trying("assessing a review that was not filed", [...certified, town.assessReview(day("2023-10-10"))])],
  FiledForReview: [
    trying("reporting that nothing was filed after a filing", [...filed, town.assessReview(day("2024-02-01"), null)]),
  ],
  ReviewNotAssessed: [
    trying("concluding a review that was not filed", [
      ...certified,
      town.concludeReview(day("2023-11-01"), "confirmed"),
    ]),
    trying("concluding a review that was not assessed", [
      ...filed,
      town.concludeReview(day("2023-11-01"), "confirmed"),
    ]),
    trying("rectification of a review that was not assessed", [...filed, rectify]),
  ],
  NoticeNotOver: [
    under(withNotice, "certifying without a notice", [...recommended, town.certify(day("2020-12-29"))]),
    under(withNotice, "certifying on the last day of the notice", [
      ...recommended,
      notice,
      town.certify(day("2020-12-16")),
    ]),
  ],
  TermIsOver: [
    under(ofTheYear, "certifying in the year after the notice, for the calendar year of the notice", [
      ...recommended,
      notice,
      town.certify(day("2021-01-01")),
    ]),
  ],
  StepMissing: [
    under(withSteps, "certifying before the experts have reviewed it", [
      ...recommended,
      town.certify(day("2020-12-29")),
    ]),
    under(withSteps, "certifying although the experts' review was not passed", [
      ...recommended,
      town.act(town.bureau, day("2020-12-15"), "TakeStep", {
        step: "expertReview",
        takenOn: day("2020-12-14"),
        outcome: "notPassed",
        document,
      }),
      town.certify(day("2020-12-29")),
    ]),
  ],
  RectificationPending: [
    under(withRectification, "failing a review without time to rectify", [...assessed, fail]),
    under(withRectification, "failing a review before that time is over", [...assessed, rectify, fail]),
  ],
  SupplementPending: [
    trying("recommending while the unit has time to supplement", [
      ...applied,
      askForStaff("2020-12-10"),
      town.recommend(day("2020-12-10")),
    ]),
  ],
  SupplementNotRequested: [
    trying("a supplement that was not requested", [...applied, supplementApplication(day("2020-12-05"))]),
  ],
  SupplementTooLate: [
    trying(
      "a supplement on the day after the last day set",
      [...applied, askForStaff("2020-12-10"), supplementApplication(day("2020-12-11"))],
      interpreted(prolonged, "supplement.late", "refuse"),
    ),
  ],
  QuotaReached: [
    {
      tried: "recommending one unit more than the call has places for",
      refusals: [
        callQuotas.refusal({ law: prolonged, effectiveOn: on }, { name: "2020 Recommend 130302", most: 4 }, 4),
        callQuotas.refusal({ law: prolonged, effectiveOn: on }, { name: "2020 Certify", most: 2 }, 2),
      ],
    },
  ],
  CertificateNumberTaken: [
    {
      tried: "certifying under the number of another title",
      refusals: [
        certificateNumbers.refusal({ law: prolonged, effectiveOn: on }, numbered, {
          key: "91130324MA00010776",
          revision: 2,
        }),
      ],
    },
  ],
  AnnouncementMissing: [
    trying(
      "revoking without an announcement",
      [...certified, check(true), unannounced],
      interpreted(prolonged, "announcement.falsification", "required"),
    ),
  ],
  HearingMissing: [
    trying(
      "revoking without a hearing",
      [...certified, check(true), revoke()],
      interpreted(prolonged, "hearing", "required"),
    ),
  ],
  ReasonsMissing: [trying("revoking without reasons", [...certified, check(true), revoke({ reasons: [] })])],
  NothingFound: [trying("revoking on a check that found nothing", [...certified, check(false), revoke()])],
  PlaqueMissing: [
    trying(
      "revoking before the plaque",
      [...certified, check(true), revoke()],
      interpreted(prolonged, "fraud.beforePlaque", "plaqueRequired"),
    ),
  ],
  NoPlaqueToReturn: [
    trying("returning a plaque that was never awarded", [
      ...certified,
      surrender,
      town.act(town.bureau, day("2021-09-01"), "ReturnPlaque", { returnedOn: day("2021-09-01") }),
    ]),
  ],
  NothingToAnnul: [
    trying("annulling an application, which is not a decision", [...certified, annul(0)]),
    trying("annulling a recommendation on which a certification rests", [...certified, annul(1)]),
  ],
  NothingToCorrect: [
    trying("correcting a field that a certification does not have", [
      ...certified,
      correct({ field: "PlaqueAwarded.awardedOn", from: day("2021-01-05"), to: day("2021-01-06") }),
    ]),
    trying("correcting a recommendation", [...certified, correct({ revision: 1 })]),
  ],
  NothingToInherit: [trying("taking over a title that no unit gives", [inherit])],
  UnitHasEnded: [trying("a unit that has ended applies", [...certified, endOfUnit, town.apply(day("2021-09-10"))])],
  FalsificationPending: [
    trying("confirming a review with falsification found", [
      ...certified,
      check(true),
      town.fileReview(day("2023-09-10")),
      town.assessReview(day("2023-10-10")),
      town.concludeReview(day("2023-11-10"), "confirmed"),
    ]),
  ],
  ReapplicationBarred: [
    trying(
      "applying again too early",
      [...certified, check(true), revoke(), town.apply(day("2021-09-01"))],
      interpreted(prolonged, "revocation.reapply", "years(3)"),
    ),
  ],
  InvalidParticulars: [
    trying("a form filled in tomorrow, by a unit with more specialists than staff", [
      by2020({
        ...withBasic({ staff: 10, qualifiedStaff: { diplomaOnly: 11, titleOnly: 0, diplomaAndTitle: 0 } }),
        filledOn: day("2020-12-02"),
      }),
    ]),
    trying("other services without a description", [by2020({ serviceCategories: ["other"] })]),
    trying("a change that changes nothing", [
      ...certified,
      town.act(town.us, day("2021-01-05"), "ChangeParticulars", { after: {}, document }),
    ]),
    trying("a grade under a text without grades", [by2020({ grade: "甲" })]),
  ],
}
