/** A story of the league: one authority, a vote of the herders, a title, and its end after a falsification. */
import { civilDate as day } from "@shifan/core"
import { document, samplesFor, usccOf } from "@shifan/testkit"
import { officeUnder, type Change, type StoryStep } from "../../../audit/test/office-under.js"
import { filledForLeague, league } from "./league-regulation.js"
import { inOwnCity } from "./offices.js"

const [kept, lost, waiting] = [usccOf(11), usccOf(12), usccOf(13)]

const ok = ["ok"]

const story = (): ReadonlyArray<StoryStep> =>
  [kept, lost, waiting].flatMap((unit): ReadonlyArray<StoryStep> => {
    const town = samplesFor(league, unit)
    const step = (attempt: StoryStep["attempt"], change?: Change): StoryStep => ({
      unit,
      attempt,
      answer: ok,
      ...(change === undefined ? {} : { change }),
    })
    const vote = town.act(town.county, day("2022-05-10"), "TakeStep", {
      step: "herdersVote",
      takenOn: day("2022-05-10"),
      outcome: "passed",
      document,
    })
    const falsified = { regular: true, findings: "示例", falsificationFound: true, evidence: [document] }
    const reasons = [{ provision: "art_25__para_1" as const, text: "示例" }]
    return [
      step(town.apply(day("2022-05-02")), filledForLeague),
      step(vote),
      ...(unit === waiting
        ? []
        : [
            step(town.recommend(day("2022-05-20"))),
            step(town.certify(day("2022-06-10"))),
            step(town.act(town.bureau, day("2022-06-20"), "AwardPlaque", { awardedOn: day("2022-06-20") })),
          ]),
      ...(unit === lost
        ? [
            step(town.act(town.bureau, day("2022-09-01"), "SpotCheck", falsified)),
            step(town.act(town.bureau, day("2022-10-01"), "Revoke", { restsOn: 5, reasons })),
          ]
        : []),
    ]
  })

export const leagueOffice = async () => {
  const office = await officeUnder(league, [2022])
  await office.play(inOwnCity(story()))
  return office
}
