/** Two stories under the port's regulation: applications on both routes, and the whole term of a title. */
import { civilDate as day, type Actor, type ConditionId, type Uscc } from "@shifan/core"
import { document, samplesFor, usccOf, type Attempt, type Samples } from "@shifan/testkit"
import type { Change, StoryStep } from "./office-under.js"
import { port } from "./port-regulation.js"

export const figures = {
  count: { nodes: 40, freeHours: 35, paidHours: 65 },
  money: { "income.y0": 2_00, "income.y1": 1_00 },
  share: { rate: 9250 },
  date: { openedOn: "2020-12-31" },
}

const withNodes = (nodes: number) => ({ ...figures, count: { ...figures.count, nodes } })

const listed = {
  logbook: { status: "provided", documents: [document] },
  meterReading: { status: "declaredNone", reason: "示例" },
}

/** Fills in what the text asks beyond the annexes. */
export const filled =
  (extensions: object, grade: string | undefined): Change =>
  (data: { readonly form: object; readonly dossier: object }) => ({
    ...data,
    form: { ...data.form, extensions, ...(grade === undefined ? {} : { grade }) },
    dossier: { ...data.dossier, own: listed },
  })

export const reported =
  (extensions: object): Change =>
  (data: { readonly report: object }) => ({ ...data, report: { ...data.report, extensions } })

export const step = (town: Samples, by: Actor, on: string, name: string): Attempt =>
  town.act(by, day(on), "TakeStep", { step: name, takenOn: day(on), outcome: "passed", document })

export const notice = (town: Samples, closesOn: string): Attempt =>
  town.act(town.bureau, day("2024-12-28"), "PublishNotice", {
    opensOn: day("2024-12-28"),
    closesOn: day(closesOn),
    number: "示例",
    address: "https://example.cn/1",
  })

const fewer = (relaxedTo: number) => ({
  waivers: [{ condition: "art_7__para_1#nodes" as ConditionId, relaxedTo, reasons: "示例" }],
})

const ok = ["ok"]

const stepsOf =
  (unit: Uscc) =>
  (attempt: Attempt, answer: ReadonlyArray<string>, change?: Change): StoryStep => ({
    unit,
    attempt,
    answer,
    ...(change === undefined ? {} : { change }),
  })

/** Units of the story: one applies to the bureau, two to a district, which may recommend one of them. */
export const [direct, first, second, titled] = [usccOf(1), usccOf(2), usccOf(3), usccOf(4)]

/** Applications to the bureau and to a district, by grade. */
export const bothRoutes = (): ReadonlyArray<StoryStep> => {
  const [city, town, other] = [samplesFor(port, direct), samplesFor(port, first, 1), samplesFor(port, second, 1)]
  const [atBureau, inTown, inOther] = [stepsOf(direct), stepsOf(first), stepsOf(second)]
  const on = day("2024-05-02")
  return [
    atBureau(city.apply(on), ["DossierIncomplete", "InvalidParticulars"]),
    ...[undefined, "other"].map((grade) => atBureau(city.apply(on), ["InvalidParticulars"], filled(figures, grade))),
    atBureau(city.apply(on), ok, filled(figures, "flagship")),
    inTown(town.apply(on), ok, filled(withNodes(20), "flagship")),
    inOther(other.apply(on), ok, filled(withNodes(12), "ordinary")),

    atBureau(city.recommend(day("2024-05-10")), ["StepMissing"]),
    atBureau(step(city, city.bureau, "2024-05-09", "inspection"), ["NotCompetent"]),
    atBureau(step(city, city.county, "2024-05-09", "inspection"), ok),
    atBureau(step(city, city.bureau, "2024-05-09", "defence"), ["InvalidParticulars"]),
    atBureau(city.recommend(day("2024-05-10")), ok),

    inTown(step(town, town.county, "2024-05-09", "inspection"), ok),
    inTown(town.recommend(day("2024-05-10")), ["ConditionsNotMet"]),
    inTown(town.recommend(day("2024-05-10"), fewer(19)), ["WaiverNotAllowed"]),
    inTown(town.recommend(day("2024-05-10"), fewer(20)), ok),
    inOther(step(other, other.county, "2024-05-11", "inspection"), ok),
    inOther(other.recommend(day("2024-05-12")), ["QuotaReached"]),
  ]
}

const reasons = [{ provision: "art_20__para_3" as const, text: "示例" }]

/** Notice, defence, certification. @param county of the unit, by its place in the territory */
export const certification = (county: number): ReadonlyArray<StoryStep> => {
  const town = samplesFor(port, titled, county)
  const act = stepsOf(titled)
  return [
    act(town.apply(day("2024-05-02")), ok, filled(figures, "flagship")),
    act(step(town, town.county, "2024-05-09", "inspection"), ok),
    act(town.recommend(day("2024-05-10")), ok),
    act(notice(town, "2025-01-02"), ["InvalidParticulars"]),
    act(notice(town, "2025-01-03"), ok),
    act(town.certify(day("2025-01-03")), ["NoticeNotOver", "StepMissing"]),
    act(step(town, town.bureau, "2025-01-04", "defence"), ok),
    act(town.certify(day("2025-01-04")), ok),
  ]
}

/** A failed review, rectification, and a falsification for which the title is revoked. */
export const reviewAndEnd = (county: number): ReadonlyArray<StoryStep> => {
  const town = samplesFor(port, titled, county)
  const act = stepsOf(titled)
  const rectify = (until: string) =>
    town.act(town.bureau, day("2027-09-01"), "OrderRectification", { until: day(until), reasons })
  const check = { regular: true, findings: "示例", falsificationFound: true, evidence: [document] }
  const revoke = town.act(town.bureau, day("2028-02-01"), "Revoke", {
    restsOn: 16,
    reasons: [...reasons, { provision: "art_11__para_3", text: "示例" }],
  })
  const published = { number: "示例", date: day("2028-01-30"), address: "https://example.cn/1" }
  const hearing = { heldOn: day("2028-01-20"), record: document }
  const whole: Change = (data: object) => ({ ...data, announcement: published, hearing })
  return [
    act(town.fileReview(day("2027-08-02")), ["InvalidParticulars"]),
    act(town.fileReview(day("2027-08-02")), ok, reported({ ...figures, share: { rate: 9249 } })),
    act(town.assessReview(day("2027-08-20")), ["StepMissing"]),
    act(step(town, town.county, "2027-08-20", "audit"), ok),
    act(town.assessReview(day("2027-08-20")), ok),
    act(town.concludeReview(day("2027-09-01"), "confirmed"), ["ConditionsNotMet", "StepMissing"]),
    act(step(town, town.bureau, "2027-09-01", "panel"), ok),
    act(town.concludeReview(day("2027-09-01"), "failed"), ["HearingMissing", "RectificationPending"]),
    act(rectify("2027-10-17"), ["InvalidParticulars"]),
    act(rectify("2027-10-16"), ok),
    act(town.fileReview(day("2027-09-20")), ok, reported(figures)),
    act(step(town, town.county, "2027-09-21", "audit"), ok),
    act(town.assessReview(day("2027-09-21")), ok),
    act(step(town, town.bureau, "2027-09-22", "panel"), ok),
    act(town.concludeReview(day("2027-09-22"), "confirmed"), ok),

    act(town.act(town.bureau, day("2028-01-10"), "SpotCheck", check), ok),
    act(revoke, ["AnnouncementMissing", "HearingMissing"]),
    act(revoke, ok, whole),
  ]
}
