/** Art. 14: the title is revoked for falsification found by a spot check. */
import type { CommandData } from "../commands.js"
import type { Hearing } from "../decision-parts.js"
import type { Title } from "../state.js"
import { invalid } from "../../../kernel/refusal.js"
import type { CivilDate } from "../../../law/civil-date.js"
import { checkReasons, checkRevocationDays } from "./consistency.js"
import { unlessObjected } from "../../../kernel/decision.js"
import {
  provisionsOf,
  reasonsMissing,
  when,
  type CaseInput,
  type TitleInput,
  type Objection,
  type RuleResult,
} from "../rule-result.js"

export const revoke = (input: TitleInput, data: CommandData["Revoke"]): RuleResult => {
  const { rule, title } = input
  const { readings, regulation } = rule
  return unlessObjected(
    [
      ...when(readings["announcement.falsification"] === "required" && data.announcement === undefined, () => ({
        code: "AnnouncementMissing",
      })),
      ...when(!title.falsification.some(({ revision }) => revision === data.restsOn), () => ({
        code: "NothingFound",
        restsOn: data.restsOn,
      })),
      ...when(readings["fraud.beforePlaque"] === "plaqueRequired" && title.plaqueAwardedOn === null, () => ({
        code: "PlaqueMissing",
      })),
      ...reasonsMissing("Revoke", data.reasons),
      ...hearingMissing(input, data.hearing),
      ...invalid([
        ...checkReasons(regulation, data.reasons),
        ...checkRevocationDays(input.context, foundOn(title, data.restsOn), data),
      ]),
    ],
    () => [
      {
        type: "Revoked",
        data: {
          ...data,
          ground: "falsification",
          word: regulation.revocationWords.falsification,
          ...(title.plaqueAwardedOn === null ? { textualGap: true as const } : {}),
        },
        provisions: [
          ...(regulation.citations["SpotChecked"] ?? []),
          ...provisionsOf(data.reasons.map(({ provision }) => provision)),
        ],
        readings: ["announcement.falsification", "fraud.beforePlaque", "hearing", "revocation.word"],
      },
    ],
  )
}

const foundOn = ({ certifiedOn, falsification }: Title, restsOn: number): CivilDate =>
  falsification.find(({ revision }) => revision === restsOn)?.foundOn ?? certifiedOn

/** Art. 14: a finding of falsification must be dealt with before the unit gets anything more from the title. */
export const falsificationPending = ({ falsification: [first] }: Title): ReadonlyArray<Objection> =>
  first === undefined ? [] : [{ code: "FalsificationPending", revision: first.revision }]

/** An objection if reading `hearing` requires a hearing before a revocation, and there was none. */
export const hearingMissing = ({ rule }: CaseInput, hearing: Hearing | undefined): ReadonlyArray<Objection> =>
  when(rule.readings.hearing === "required" && hearing === undefined, () => ({ code: "HearingMissing" }))
