/** The call's decider: the bureau opens and closes the yearly call, while a rule is in force. Arts. 13 and 18. */
import * as E from "fp-ts/lib/Either.js"
import type { Type } from "io-ts"
import type { Context } from "../../kernel/context.js"
import { againstTheBureau } from "../../kernel/bureau-competence.js"
import type { Objection, Refusal } from "../../kernel/refusal.js"
import { Year } from "../../forms/quantity.js"
import { record } from "../../forms/record.js"
import { Line } from "../../forms/text.js"
import { bilingual } from "../../law/bilingual.js"
import { CivilDate } from "../../law/civil-date.js"
import { relied } from "../../law/readings.js"
import { regulationNear, standingOn } from "../../kernel/applicable-law.js"
import type { CallEvent, CallEventData } from "./event.js"
import type { CallState } from "./state.js"

export type CallCommand =
  | { readonly type: "OpenCall"; readonly data: CallEventData["CallOpened"] }
  | { readonly type: "CloseCall"; readonly data: CallEventData["CallClosed"] }

export const callCommandCodecs: {
  readonly OpenCall: Type<CallEventData["CallOpened"], unknown>
  readonly CloseCall: Type<CallEventData["CallClosed"], unknown>
} = {
  OpenCall: record<CallEventData["CallOpened"]>("OpenCall", {
    year: Year,
    opensOn: CivilDate,
    closesOn: CivilDate,
    document: Line,
  }),
  CloseCall: record<CallEventData["CallClosed"]>("CloseCall", { year: Year, closedOn: CivilDate }),
}

export const decideCall =
  (context: Context) =>
  (command: CallCommand) =>
  (state: CallState): E.Either<ReadonlyArray<Refusal>, CallEvent> => {
    const { actor, effectiveOn, regime } = context
    const standing = standingOn(regime, effectiveOn)
    const regulation = regulationNear(regime, effectiveOn)
    const objections = [
      ...(standing._tag === "InForce" ? [] : [{ code: "NoRuleInForce" as const, on: effectiveOn, gap: standing.gap }]),
      ...against(context, command, state, regulation?.territory.bureau.code),
    ]
    if (standing._tag !== "InForce" || objections.length > 0)
      return E.left(objections.map((one): Refusal => ({ ...one, provisions: regulation?.citations[one.code] ?? [] })))
    const act = {
      effectiveOn,
      actor,
      provisions: regulation?.citations[command.type === "OpenCall" ? "CallOpened" : "CallClosed"] ?? [],
      rule: standing.rule.applied,
      readings: relied(standing.rule.readings, ["instrument.lastDay"]),
    }
    return E.right(
      command.type === "OpenCall"
        ? { ...act, type: "CallOpened", data: command.data }
        : { ...act, type: "CallClosed", data: command.data },
    )
  }

const against = (
  context: Context,
  { type, data }: CallCommand,
  { year, window, closed, lastEffectiveOn }: CallState,
  bureau: string | undefined,
): ReadonlyArray<Objection> => [
  ...againstTheBureau(context, bureau, lastEffectiveOn),
  ...(type === "OpenCall" && window !== null ? [{ code: "AlreadyDecided" as const, act: type, phase: "open" }] : []),
  ...(type === "CloseCall" && closed ? [{ code: "AlreadyDecided" as const, act: type, phase: "closed" }] : []),
  ...(type === "CloseCall" && window === null
    ? [{ code: "WrongState" as const, act: type, phase: "none", possibleIn: ["open"] }]
    : []),
  ...wrongDates(data, year, window),
]

const wrongDates = (data: CallCommand["data"], year: number, window: CallState["window"]): ReadonlyArray<Objection> => {
  const issues = [
    ...(data.year === year
      ? []
      : [
          { path: "year", expected: bilingual(`${year}年`, `${year}, the year of the stream`), got: String(data.year) },
        ]),
    ...("opensOn" in data && data.closesOn < data.opensOn
      ? [
          {
            path: "closesOn",
            expected: bilingual(`不早于${data.opensOn}`, `no earlier than ${data.opensOn}`),
            got: data.closesOn,
          },
        ]
      : []),
    ...("closedOn" in data && window !== null && data.closedOn < window.opensOn
      ? [
          {
            path: "closedOn",
            expected: bilingual(`不早于${window.opensOn}`, `no earlier than ${window.opensOn}`),
            got: data.closedOn,
          },
        ]
      : []),
  ]
  return issues.length === 0 ? [] : [{ code: "InvalidParticulars", issues }]
}

/** The command an event came from. */
export const callCommandOf = (event: CallEvent): CallCommand =>
  event.type === "CallOpened" ? { type: "OpenCall", data: event.data } : { type: "CloseCall", data: event.data }
