/** Converts attempts and laws of generated histories to requests for a handler: filled in, with personal data in clear. */
import {
  civilDate,
  findRegulation,
  type ApplicableLaw,
  type CivilDate,
  type FilledCommand,
  type Regulation,
  type Uscc,
} from "@shifan/core"
import type { Request, Target } from "@shifan/service"
import { bureau } from "../lifecycle/applicable-law.js"
import type { Attempt } from "../lifecycle/samples.js"

/** Replaces each commitment with a different text. */
const filledIn = (value: unknown, text: string): unknown => {
  if (typeof value !== "object" || value === null) return value
  if ("sealed" in value) return text
  if (Array.isArray(value)) return value.map((item, i) => filledIn(item, `${text}.${i}`))
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, filledIn(part, `${text}.${key}`)]))
}

/** An attempt as a request. */
export const requestOf = (unit: Uscc, { actor, effectiveOn, command }: Attempt, commandId: string): Request => ({
  commandId,
  actor,
  effectiveOn,
  target: { aggregate: "designation", key: unit, command: filledIn(command, "示例") as FilledCommand },
})

/** By the bureau of the regulation. */
const official = ({ territory }: Regulation, target: Target, effectiveOn: CivilDate, commandId: string): Request => ({
  commandId,
  actor: { ...bureau, code: territory.bureau.code },
  effectiveOn,
  target,
})

const textOf = ({ library }: ApplicableLaw, { slug, regulation }: ApplicableLaw["instruments"][number]): Regulation => {
  const text = findRegulation(library, regulation ?? "")
  if (text === undefined) throw new Error(`${slug} enacts no text of the library`)
  return text
}

/** Requests that put a law on record, in order: each regulation enacted, extended and interpreted, then the calls. */
export const lawRequests = (law: ApplicableLaw, newId: () => string): ReadonlyArray<Request> => [
  ...law.instruments.flatMap((instrument) => {
    const { slug, validities, interpretations, endedFrom } = instrument
    const text = textOf(law, instrument)
    const [first] = validities
    if (first === undefined) throw new Error(`${slug} is never in force`)
    const about = (command: Extract<Target, { readonly aggregate: "instrument" }>["command"]): Request =>
      official(text, { aggregate: "instrument", key: slug, command }, first.from, newId())
    return [
      about({
        type: "Enact",
        data: {
          regulation: text.id,
          documentNumber: text.documentNumber,
          effectiveFrom: first.from,
          validityYears: text.validityYears,
        },
      }),
      ...validities.flatMap(({ from, until }) =>
        "day" in until ? [about({ type: "Extend", data: { document: "示例", from, until: until.day } })] : [],
      ),
      ...interpretations.map(({ reading, option, appliesFrom }) =>
        about({ type: "Interpret", data: { reading, option, document: "示例", appliesFrom, retroactive: true } }),
      ),
      ...(endedFrom === null ? [] : [about({ type: "Repeal", data: { document: "示例", from: endedFrom } })]),
    ]
  }),
  ...law.calls.flatMap(({ year, window }) => {
    const [instrument] = law.instruments
    if (window === null || instrument === undefined) return []
    const on = instrument.validities[0]?.from ?? civilDate(window.opensOn)
    const data = { year, ...window, document: "示例", ...(window.opensOn < on ? { reasons: "示例" } : {}) }
    const target: Target = { aggregate: "call", key: String(year), command: { type: "OpenCall", data } }
    return [official(textOf(law, instrument), target, on, newId())]
  }),
]
