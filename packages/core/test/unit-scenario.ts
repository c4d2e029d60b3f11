/** A unit of 海港区 and its authorities, with valid commands of each. */
import {
  document,
  fullDossier,
  historyOf,
  prolonged,
  samplesFor,
  stateAfter,
  unit,
  type Attempt,
  type History,
} from "@shifan/testkit"
import {
  civilDate as day,
  type ApplicationForm,
  type Event,
  type Refusal,
  type ApplicableLaw,
  type Sealed,
  type State,
  type Title,
} from "../src/index.js"
import { qinhuangdao2020 } from "../src/regulations/index.js"

export const town = samplesFor(qinhuangdao2020, unit)

export const bureauActs = <T extends Parameters<typeof town.act>[2]>(
  on: string,
  type: T,
  data: Parameters<typeof town.act<T>>[3],
): Attempt => town.act(town.bureau, day(on), type, data)

export const run = (attempts: ReadonlyArray<Attempt>, regime: ApplicableLaw = prolonged): History =>
  historyOf(unit, regime, attempts)

export const refusals = (attempts: ReadonlyArray<Attempt>, regime?: ApplicableLaw): ReadonlyArray<Refusal> =>
  run(attempts, regime).refusals.flat()

/** The codes of all refusals; empty if everything was accepted. */
export const codes = (attempts: ReadonlyArray<Attempt>, regime?: ApplicableLaw): ReadonlyArray<string> =>
  refusals(attempts, regime).map(({ code }) => code)

export const lastEvent = (attempts: ReadonlyArray<Attempt>, regime?: ApplicableLaw): Event => {
  const one = run(attempts, regime)
  const event = one.accepted.at(-1)?.batch.at(-1)
  if (event === undefined || one.refusals.length > 0) throw new Error(JSON.stringify(one.refusals))
  return event
}

export const stateOf = (attempts: ReadonlyArray<Attempt>, regime?: ApplicableLaw): State =>
  stateAfter(run(attempts, regime))

export const titleOf = (attempts: ReadonlyArray<Attempt>, regime?: ApplicableLaw): Title => {
  const { phase } = stateOf(attempts, regime)
  if (phase._tag !== "certified") throw new Error(phase._tag)
  return phase.title
}

/** A court annuls a decision from the beginning. */
export const annulledByCourt = (on: string, revision: number): Attempt =>
  bureauActs(on, "AnnulDecision", {
    revision,
    ground: "court",
    effect: "fromBeginning",
    decidedOn: day(on),
    document,
    reasons: "示例",
  })

export const applied = [town.apply(day("2020-12-01"))]
export const recommended = [...applied, town.recommend(day("2020-12-08"))]
export const certified = [...recommended, town.certify(day("2020-12-29"))]

type Form = ApplicationForm<Sealed>

/** Changes to an application's particulars. */
export const withBasic = (change: Partial<Form["basic"]>, on = day("2020-12-01")): Partial<Form> => ({
  basic: { ...town.form(on).basic, ...change },
})

export { day, fullDossier }
