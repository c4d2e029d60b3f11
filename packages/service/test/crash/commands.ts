import { civilDate as day, type FilledCommand } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import type { History } from "@shifan/testkit"
import type { Request, Target } from "../../src/index.js"
import { aboutUnit, bureau, request } from "../fixtures.js"

const instrument = (on: string, command: Extract<Target, { aggregate: "instrument" }>["command"]): Request =>
  request({ aggregate: "instrument", key: "qinhuangdao-2020-2", command }, day(on), bureau)

/** The law of generated histories as commands: prolonged without a gap, with a call from September each year. */
export const lawCommands: ReadonlyArray<Request> = [
  instrument("2020-11-12", {
    type: "Enact",
    data: {
      regulation: qinhuangdao2020.id,
      documentNumber: qinhuangdao2020.documentNumber,
      effectiveFrom: day("2020-11-12"),
      validityYears: 2,
    },
  }),
  instrument("2020-11-12", {
    type: "Extend",
    data: { document: "示例", from: day("2022-11-13"), until: day("2027-11-12") },
  }),
  ...[2020, 2021, 2022, 2023, 2024, 2025].map((year) => {
    const data = { year, opensOn: day(`${year}-09-01`), closesOn: day(`${year}-12-20`), document: "示例" }
    const on = day(year === 2020 ? "2020-11-12" : `${year}-09-01`)
    return request({ aggregate: "call", key: String(year), command: { type: "OpenCall", data } }, on, bureau)
  }),
]

/** The commands of a generated history. Some are refused, since the law above has only the default readings. */
export const commandsOf = ({ accepted }: History): ReadonlyArray<Request> =>
  accepted.map(({ command, context }) =>
    aboutUnit(filledIn(command, "示例") as FilledCommand, context.effectiveOn, context.actor),
  )

/** Replaces every commitment by a text, each a different one. */
const filledIn = (value: unknown, text: string): unknown => {
  if (typeof value !== "object" || value === null) return value
  if ("sealed" in value) return text
  if (Array.isArray(value)) return value.map((item, i) => filledIn(item, `${text}.${i}`))
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, filledIn(part, `${text}.${key}`)]))
}
