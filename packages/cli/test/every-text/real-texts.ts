/**
 * The three real texts of the examples, completed with invented parts, each with a story: a title, its plaque and its end
 * after a falsification, and an application that waits.
 */
import { civilDate as day, type ConditionId, type Regulation } from "@shifan/core"
import { provisionOf } from "@shifan/core/law"
import { document, samplesFor, usccOf, type Attempt, type Samples } from "@shifan/testkit"
import { miit2017, tongling, wuhu } from "../../../../examples/real-regulations/src/index.js"
import { invented } from "../../../../examples/real-regulations/test/invented.js"
import { officeUnder, type StoryStep } from "../../../audit/test/office-under.js"
import { inOwnCity } from "./offices.js"

interface RealText {
  readonly text: Regulation
  /** Figures of the form that satisfy it. */
  readonly rows: { readonly smesServed: number; readonly smesWithAgreement: number; readonly visits: number }
  /** Conditions that it asks beyond the form, found by the county. */
  readonly found: ReadonlyArray<ConditionId>
}

const completed = {
  wuhu: {
    text: invented(wuhu),
    rows: { smesServed: 158, smesWithAgreement: 50, visits: 200 },
    found: ["art_0__para_1#aggregatedServices", "art_0__para_1#publicWelfare"],
  },
  tongling: {
    text: invented(tongling),
    rows: { smesServed: 10, smesWithAgreement: 5, visits: 178 },
    found: ["art_0__para_1#staff", "art_0__para_1#qualifiedStaff"],
  },
  miit2017: {
    text: invented(miit2017),
    rows: { smesServed: 150, smesWithAgreement: 50, visits: 300 },
    found: [
      "art_0__para_1#staff",
      "art_0__para_1#qualifiedStaff",
      "art_0__para_1#aggregatedServices",
      "art_0__para_1#publicWelfare",
    ],
  },
} satisfies Readonly<Record<string, RealText>>

/** By the names of the examples. */
export const realTexts: Readonly<Record<keyof typeof completed, RealText>> = completed

const [ended, held, waiting] = [usccOf(21), usccOf(22), usccOf(23)]

const recommendation = (attempt: Attempt, found: RealText["found"]): Attempt => {
  const { command } = attempt
  if (command.type !== "Recommend") throw new Error(`expected a recommendation, got ${command.type}`)
  const findings = [...command.data.findings, ...found.map((condition) => ({ condition, met: true, reasons: "示例" }))]
  return { ...attempt, command: { ...command, data: { ...command.data, findings } } }
}

/** The bureau's own steps and the public notice, if the text has any. */
const beforeCertifying = (town: Samples, { own, lifecycle }: Regulation): ReadonlyArray<Attempt> => [
  ...Object.keys(own?.steps ?? {}).map((step) =>
    town.act(town.bureau, day("2021-05-15"), "TakeStep", {
      step,
      takenOn: day("2021-05-15"),
      outcome: "passed",
      document,
    }),
  ),
  ...(lifecycle.publicNotice === undefined
    ? []
    : [
        town.act(town.bureau, day("2021-05-20"), "PublishNotice", {
          opensOn: day("2021-05-20"),
          closesOn: day("2021-05-31"),
          number: "示例公示1号",
          address: "https://example.cn/notice",
        }),
      ]),
]

/** A county that may recommend one applicant recommends the one whose title ends. */
const allowsOneOnly = ({ lifecycle }: Regulation): boolean => lifecycle.quotas?.mostRecommendedPerCounty === 1

const storyOf = ({ text, rows, found }: RealText): ReadonlyArray<StoryStep> =>
  [ended, ...(allowsOneOnly(text) ? [] : [held]), waiting].flatMap((unit): ReadonlyArray<StoryStep> => {
    const town = samplesFor(text, unit)
    const form = town.form(day("2021-05-02"))
    const application = town.apply(day("2021-05-02"), {
      basic: { ...form.basic, totalAssets: 3_000_000_00 },
      operation: form.operation.map((row, i) => ({
        ...row,
        smesServed: rows.smesServed + i,
        smesWithAgreement: rows.smesWithAgreement,
        visits: rows.visits + i,
      })),
    })
    const reasons = [{ provision: provisionOf(text.conditions.id), text: "示例" }]
    const certified = [
      recommendation(town.recommend(day("2021-05-10")), found),
      ...beforeCertifying(town, text),
      town.certify(day("2021-06-10")),
      town.act(town.bureau, day("2021-06-20"), "AwardPlaque", { awardedOn: day("2021-06-20") }),
    ]
    const falsified = { regular: true, findings: "示例", falsificationFound: true, evidence: [document] }
    const spotCheck = town.act(town.bureau, day("2021-09-01"), "SpotCheck", falsified)
    const restsOn = 1 + certified.length
    const attempts = [
      application,
      ...(unit === waiting ? [] : certified),
      ...(unit === ended ? [spotCheck, town.act(town.bureau, day("2021-10-01"), "Revoke", { restsOn, reasons })] : []),
    ]
    return attempts.map((attempt) => ({ unit, attempt, answer: ["ok"] }))
  })

/** An office that has worked for a year under one of the three. */
export const realOffice = async (name: keyof typeof completed) => {
  const office = await officeUnder(realTexts[name].text, [2021])
  await office.play(inOwnCity(storyOf(realTexts[name])))
  return office
}
