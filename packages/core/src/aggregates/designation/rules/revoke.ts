/** Art. 14: falsification that a spot check found revokes the title. */
import * as E from "fp-ts/lib/Either.js"
import type { CommandData } from "../commands.js"
import type { Hearing } from "../events.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { provisionsOf, when, wrongState, type CaseInput, type Objection, type RuleResult } from "./rule-result.js"

export const revoke = (input: CaseInput, data: CommandData["Revoke"]): RuleResult => {
  const { rule, state } = input
  if (state.phase._tag !== "certified") return wrongState("Revoke", state, ["certified"])
  const { title } = state.phase
  const { announcement, ...rest } = data
  const needsPlaque = rule.readings["fraud.beforePlaque"] === "plaqueRequired"
  const objections: ReadonlyArray<Objection> = [
    ...when(!title.falsificationFoundAt.includes(data.restsOn), () => ({
      code: "NothingFound",
      restsOn: data.restsOn,
    })),
    ...when(needsPlaque && title.plaqueAwardedOn === null, () => ({ code: "PlaqueMissing" })),
    ...when(data.reasons.length === 0, () => ({ code: "ReasonsMissing", act: "Revoke" })),
    ...hearingMissing(input, data.hearing),
  ]
  if (announcement === undefined) return E.left([{ code: "AnnouncementMissing" }, ...objections])
  return unlessObjected(objections, () => [
    {
      type: "Revoked",
      data: {
        ...rest,
        announcement,
        ground: "falsification",
        word: rule.regulation.revocationWords.falsification,
        ...(title.plaqueAwardedOn === null ? { textualGap: true as const } : {}),
      },
      provisions: [
        ...(rule.regulation.citations.SpotChecked ?? []),
        ...provisionsOf(data.reasons.map(({ provision }) => provision)),
      ],
      readings: ["fraud.beforePlaque", "hearing", "instrument.afterExpiry", "revocation.word"],
    },
  ])
}

/** Where reading `hearing` requires that the unit be heard before a revocation. */
export const hearingMissing = ({ rule }: CaseInput, hearing: Hearing | undefined): ReadonlyArray<Objection> =>
  when(rule.readings.hearing === "required" && hearing === undefined, () => ({ code: "HearingMissing" }))
