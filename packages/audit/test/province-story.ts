/** A title of the province through both levels that recommend, a yearly review, and a move to a county under another city. */
import { civilDate as day, type Actor } from "@shifan/core"
import { document, samplesFor, usccOf, type Attempt, type Samples } from "@shifan/testkit"
import type { Change, StoryStep } from "./office-under.js"
import { province } from "./province-regulation.js"

export const [kept, waiting] = [usccOf(21), usccOf(22)]

export const figures = {
  money: { turnover: 50_000_00 },
  share: { onlineShare: 3050 },
  date: { licensedOn: "2021-12-31" },
}

const filled: Change = (data: { readonly form: object; readonly dossier: object }) => ({
  ...data,
  form: { ...data.form, grade: "gold", extensions: figures },
  dossier: {
    ...data.dossier,
    own: {
      licence: { status: "provided", documents: [document] },
      serviceMap: { status: "declaredNone", reason: "示例" },
    },
  },
})

const reported: Change = (data: { readonly report: object }) => ({
  ...data,
  report: { ...data.report, extensions: figures },
})

const ok = ["ok"]

/** The city above a county. */
export const cityOf = (town: Samples): Actor => {
  const code = province.territory.counties.find((one) => one.code === town.county.code)?.under?.code ?? ""
  return { role: "county", code, officer: `${code}-01` }
}

export const step = (town: Samples, by: Actor, on: string, name: string, outcome: "passed" | "notPassed" = "passed") =>
  town.act(by, day(on), "TakeStep", { step: name, takenOn: day(on), outcome, document })

/** Up to a case that waits for the city, and the whole of another. */
export const bothLevels = (): ReadonlyArray<StoryStep> => {
  const [town, other] = [samplesFor(province, kept), samplesFor(province, kept, 2)]
  const [city, otherCity] = [cityOf(town), cityOf(other)]
  const there = samplesFor(province, waiting, 1)
  const at =
    (unit: StoryStep["unit"]) =>
    (attempt: Attempt, answer: ReadonlyArray<string>, change?: Change): StoryStep => ({
      unit,
      attempt,
      answer,
      ...(change === undefined ? {} : { change }),
    })
  const [told, toldThere] = [at(kept), at(waiting)]
  const moving = town.act(town.bureau, day("2026-09-10"), "ChangeParticulars", {
    after: { countyOrDistrict: other.form(day("2026-09-10")).countyOrDistrict },
    document,
  })
  return [
    told(town.apply(day("2025-05-06")), ok, filled),
    // The city recommends what the county has recommended, and no sooner.
    told(step(town, city, "2025-05-07", "cityRecommendation"), ["InvalidParticulars"]),
    told(town.recommend(day("2025-05-12")), ok),
    told(town.certify(day("2025-06-10")), ["StepMissing"]),
    // Neither the county, nor another city, nor the province takes the city's step; nor does the city act for the county.
    told(step(town, town.county, "2025-05-20", "cityRecommendation"), ["NotCompetent"]),
    told(step(town, otherCity, "2025-05-20", "cityRecommendation"), ["NotCompetent"]),
    told(step(town, town.bureau, "2025-05-20", "cityRecommendation"), ["NotCompetent"]),
    told(
      {
        ...town.act(city, day("2025-05-20"), "DeclineRecommendation", {
          reasons: [{ provision: "art_4", text: "示例" }],
        }),
      },
      ["NotCompetent", "AlreadyDecided"],
    ),
    // Who acted for the county does not act for the city, nor the other way round.
    told(step(town, { ...city, officer: town.county.officer }, "2025-05-21", "cityRecommendation"), ["SameOfficer"]),
    told(step(town, city, "2025-05-21", "cityRecommendation", "notPassed"), ok),
    told(step(town, { ...town.bureau, officer: city.officer }, "2025-05-28", "expertReview"), ["SameOfficer"]),
    told(step(town, town.bureau, "2025-05-28", "expertReview"), ok),
    told(town.certify(day("2025-06-10")), ["StepMissing"]),
    told(step(town, city, "2025-06-11", "cityRecommendation"), ok),
    told(town.certify(day("2025-06-12")), ok),
    told(town.fileReview(day("2026-08-05")), ok, reported),
    told(step(town, city, "2026-08-06", "cityOpinion"), ["ReviewNotAssessed"]),
    told(town.assessReview(day("2026-08-20")), ok),
    told(town.concludeReview(day("2026-09-01"), "confirmed"), ["StepMissing"]),
    told(step(town, { ...city, officer: town.county.officer }, "2026-09-02", "cityOpinion"), ["SameOfficer"]),
    told(step(town, city, "2026-09-02", "cityOpinion"), ok),
    // It moves under another city: what both levels had said is left behind.
    told(moving, ok),
    told(step(town, otherCity, "2026-09-11", "cityOpinion"), ["ReviewNotAssessed"]),
    told(other.assessReview(day("2026-09-12")), ok),
    told(other.concludeReview(day("2026-09-13"), "confirmed"), ["StepMissing"]),
    told(step(town, city, "2026-09-14", "cityOpinion"), ["NotCompetent"]),
    told(step(town, otherCity, "2026-09-14", "cityOpinion"), ok),
    told(other.concludeReview(day("2026-09-15"), "confirmed"), ok),
    toldThere(there.apply(day("2026-09-16")), ok, filled),
    toldThere(there.recommend(day("2026-09-17")), ok),
  ]
}
