/** Varies attempted acts: mostly correct, occasionally by the wrong actor, too early, or without reasons. */
import { plusDays, type Command, type CommandOf, type CommandType, type State } from "@shifan/core"
import type { SeededRandom } from "../seeded-random.js"
import { filledActs } from "./filled-commands.js"
import { relaxed } from "./relaxed-acts.js"
import { announcementOn, type Attempt } from "./samples.js"
import {
  foundOtherwise,
  lastYearIsMissing,
  measured,
  otherDay,
  variedBureauFindings,
  variedFindings,
  variedRecommendation,
  variedWaivers,
  type Trying,
} from "./varied-findings.js"
import { actorOf, strangers } from "./varied-actors.js"
import { variedCorrection } from "./varied-corrections.js"
import { variedDossier, variedFigures, type FormFigures } from "./varied-forms.js"

type Data<T extends CommandType> = CommandOf<T>["data"]

/** A correct act in the situation, by whoever is competent. */
export const plainAct = (random: SeededRandom, type: CommandType, trying: Trying): Attempt => {
  const ways = inOrder(type, filledActs(trying.samples, type, trying), trying.state)
  const { actor, command } = usually(random, ways, oftenFirst[type] ?? 0)
  const { actor: by, command: fitting } = variedCorrection(random, actorOf(trying, actor, command), command, trying)
  return {
    actor: by,
    effectiveOn: trying.on,
    command: trying.theme.relaxes ? relaxed(random, fitting, trying) : fitting,
  }
}

/** A varied act in the situation. Deterministic for the same random numbers. */
export const variedAct = (random: SeededRandom, type: CommandType, trying: Trying): Attempt => {
  const ways = filledActs(trying.samples, type, trying)
  const filled = usually(random, inOrder(type, ways, trying.state), oftenFirst[type] ?? 0)
  const { actor, command } = variedCorrection(
    random,
    actorOf(trying, filled.actor, filled.command),
    filled.command,
    trying,
  )
  return {
    actor: random.chance(90) ? actor : random.oneOf(strangers(trying)),
    effectiveOn: trying.on,
    ...(random.chance(97) ? {} : { recordedOn: plusDays(trying.on, random.oneOf([-1, 1])) }),
    command: varied(random, command, trying),
  }
}

/** For these acts the first variant advances the case; the percentage says how often it is chosen directly. */
const oftenFirst: { readonly [T in CommandType]?: number } = { Recommend: 75, AssessReview: 70, ConcludeReview: 35 }

/** The last variant of an assessment is that nothing was filed; it comes first if nothing was filed. */
const inOrder = <A>(type: CommandType, ways: ReadonlyArray<A>, { phase }: State): ReadonlyArray<A> =>
  type === "AssessReview" && phase._tag === "certified" && phase.title.review?.filed == null ? ways.toReversed() : ways

const usually = <A>(random: SeededRandom, all: ReadonlyArray<A>, percent: number): A => {
  const [first] = all
  return first !== undefined && random.chance(percent) ? first : random.oneOf(all)
}

const without = <T extends object>(data: T, key: keyof T): T => {
  const { [key]: _, ...rest } = data
  return rest as T
}

/** Announced before the hearing, or before the finding. */
const datedOtherwise = <T extends Pick<Data<"Revoke">, "announcement" | "hearing">>(
  random: SeededRandom,
  data: T,
  { on, state }: Trying,
): T => {
  const { announcement, hearing } = data
  if (announcement !== undefined && random.chance(15))
    return { ...data, announcement: { ...announcement, date: otherDay(random, on, state) } }
  return hearing !== undefined && random.chance(15)
    ? { ...data, hearing: { ...hearing, heldOn: otherDay(random, on, state) } }
    : data
}

const varied = (random: SeededRandom, command: Command, trying: Trying): Command => {
  const { type, data } = command
  const of = (changed: object): Command => ({ type, data: { ...data, ...changed } }) as Command
  const seldom = random.chance(12)
  switch (type) {
    case "Apply":
      return of({
        callYear: seldom ? data.callYear - 1 : data.callYear,
        form: { ...data.form, ...figuresOf(random, data.form, trying) },
        dossier: variedDossier(random, data.dossier),
      })
    case "SupplementApplication":
      return of({
        form: seldom ? { ...data.form, ...figuresOf(random, data.form, trying) } : data.form,
        dossier: variedDossier(random, data.dossier),
      })
    case "Recommend": {
      const found = variedFindings(random, data, trying)
      const waiversProposed = variedWaivers(random, trying, found.findings, found.satisfaction.result)
      return of({
        ...found,
        waiversProposed,
        form: variedRecommendation(random, data.form, trying),
        ...(random.chance(lastYearIsMissing(trying) ? 70 : trying.theme.short / 3) ? measured(random) : {}),
      })
    }
    case "Certify": {
      const findings = variedBureauFindings(random, trying)
      return of({
        findings,
        waivers: variedWaivers(random, trying, findings),
        appraisal: {
          ...data.appraisal,
          ...(seldom ? { date: otherDay(random, trying.on, trying.state) } : {}),
          members: random.chance(3) ? ["PS-01", "PS-01"] : [random.chance(95) ? "PS-01" : "HG-01"],
        },
      })
    }
    case "DeclineCertification":
      return of({ ...(seldom ? { reasons: [] } : {}), findings: variedBureauFindings(random, trying) })
    case "DeclineRecommendation":
      return seldom ? of({ reasons: [] }) : command
    case "AwardPlaque":
      return seldom ? of({ awardedOn: otherDay(random, trying.on, trying.state) }) : command
    case "ReturnPlaque":
      return seldom ? of({ returnedOn: otherDay(random, trying.on, trying.state) }) : command
    case "RecordEndOfUnit":
      return random.chance(40) ? of({ endedOn: otherDay(random, trying.on, trying.state) }) : command
    case "FileAnnualSummary":
      return of({
        ...(seldom ? { year: data.year - random.between(1, 3) } : {}),
        ...(random.chance(25) ? { receivedOn: otherDay(random, trying.on, trying.state) } : {}),
      })
    case "SpotCheck":
      return random.chance(30) ? of({ checkedOn: otherDay(random, trying.on, trying.state) }) : command
    case "GrantSupport":
      return seldom ? of({ grantedOn: otherDay(random, trying.on, trying.state) }) : command
    case "NominateToProvince":
      return seldom ? of({ nominatedOn: otherDay(random, trying.on, trying.state) }) : command
    case "TakeStep":
      return seldom
        ? of({ takenOn: otherDay(random, trying.on, trying.state), step: random.oneOf(["siteVisit", "another"]) })
        : command
    case "PublishNotice":
      return seldom ? of({ opensOn: otherDay(random, trying.on, trying.state) }) : command
    case "ImportTitle":
      return of({
        ...(seldom ? { grantedOn: otherDay(random, trying.on, trying.state) } : {}),
        ...(random.chance(25) ? { lastConfirmedOn: otherDay(random, plusDays(trying.on, -700)) } : {}),
        ...(random.chance(8) ? { countyOrDistrict: random.oneOf(["130303", "130399"]) } : {}),
      })
    case "SucceedTitle":
      return random.chance(50)
        ? of({ successor: random.oneOf([trying.samples.us.code, "92130302MA0001019X"]) })
        : command
    case "SupplementReview":
      return random.chance(8) ? of({ report: { ...data.report, operatingUnitName: "另一单位" } }) : command
    case "FileReview":
      return of({
        callYear: seldom ? data.callYear - 1 : data.callYear,
        report: {
          ...variedReport(random, data.report, trying),
          ...(random.chance(5) ? { operatingUnitName: "另一单位" } : {}),
        },
      })
    case "AssessReview":
      return data.assessment === null || random.chance(50)
        ? command
        : of({
            ...(seldom ? { assessment: { ...data.assessment, assessedOn: otherDay(random, trying.on) } } : {}),
            ...foundOtherwise(random, data, trying),
            ...(random.chance(40) ? { waiversProposed: variedWaivers(random, trying) } : {}),
            ...(seldom ? measured(random) : {}),
          })
    case "OrderRectification":
      return of({ ...(seldom ? { reasons: [] } : {}), until: plusDays(trying.on, random.oneOf([0, 1, 20])) })
    case "ConcludeReview": {
      const withHearing = random.chance(75) ? data : without(data, "hearing")
      const announced = random.chance(75)
        ? datedOtherwise(random, withHearing, trying)
        : without(withHearing, "announcement")
      const findings = variedBureauFindings(random, trying)
      return {
        type,
        data: {
          ...announced,
          ...(data.outcome === "confirmed" && random.chance(8) ? { announcement: announcementOn(trying.on) } : {}),
          ...(seldom ? { reasons: [] } : {}),
          findings,
          waivers: data.outcome === "confirmed" ? variedWaivers(random, trying, findings) : [],
        },
      }
    }
    case "Revoke": {
      const withHearing = random.chance(80) ? data : without(data, "hearing")
      const announced = random.chance(80)
        ? datedOtherwise(random, withHearing, trying)
        : without(withHearing, "announcement")
      return {
        type,
        data: {
          ...announced,
          ...(seldom ? { reasons: [] } : {}),
          restsOn: random.chance(85) ? data.restsOn : random.below(12),
        },
      }
    }
    case "RequestSupplement":
      return random.chance(40)
        ? { type, data: without(data, "until") }
        : of({
            until: plusDays(trying.on, random.oneOf([0, 1, 1, 5, 30])),
            ...(random.chance(8) ? { wanting: [{ at: random.oneOf(otherFields), text: "示例" }] } : {}),
          })
    case "ErasePersonalData":
      return seldom ? of({ approver: trying.samples.bureau.officer }) : command
    case "AnnulDecision":
      return of({
        ground: random.oneOf(["reconsideration", "court", "superior", "self"]),
        effect: random.oneOf(["fromBeginning", "fromNow"]),
        ...(seldom ? { decidedOn: otherDay(random, trying.on, trying.state) } : {}),
        ...(seldom ? { revision: random.below(12) } : {}),
      })
    case "ChangeParticulars":
      return random.chance(50)
        ? command
        : of({ after: { countyOrDistrict: random.oneOf(["130302", "130303", "130302", "130303", "130399"]) } })
    default:
      return command
  }
}

const figuresOf = (random: SeededRandom, { basic, operation }: FormFigures, { on, theme }: Trying): FormFigures =>
  variedFigures(random, { basic, operation }, on, theme.short)

/** One of them is a field of the filing, depending on whether it is an application or a review. */
const otherFields = ["form.basic.staff", "report.basic.staff", "form.basic.members", "report.basic.members"]

type Report = Data<"FileReview">["report"]

const variedReport = (random: SeededRandom, report: Report, trying: Trying): Report => {
  const { basic, operation } = figuresOf(random, { basic: report.basic, operation: report.lastThreeYears }, trying)
  return { ...report, basic, lastThreeYears: operation }
}
