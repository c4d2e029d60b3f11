/**
 * The decider of a log's keys. A new key signs beside the old one for a while, and then the old one is retired; so at
 * least one always signs, and a key once introduced is never introduced again. It rests on no text's being in force:
 * the log outlasts the text it was begun under. Art. 16.
 */
import * as E from "fp-ts/lib/Either.js"
import * as t from "io-ts"
import type { Context } from "../../kernel/context.js"
import { againstTheBureau } from "../../kernel/bureau-competence.js"
import type { Objection, Refusal } from "../../kernel/refusal.js"
import { oneOf, record } from "../../forms/record.js"
import { regulationNear } from "../../kernel/applicable-law.js"
import type { LogKeyEvent, LogKeyEventData } from "./event.js"
import { signingKeys, type LogKeysState } from "./state.js"

export type LogKeyCommand =
  | { readonly type: "IntroduceLogKey"; readonly data: LogKeyEventData["LogKeyIntroduced"] }
  | { readonly type: "RetireLogKey"; readonly data: LogKeyEventData["LogKeyRetired"] }

/** `<name>+<eight hex digits>+<base64>`, up to 300 characters. Whether the id follows from the key, who verifies finds. */
const vkey = /^(?=.{1,300}$)[^+\s]+\+[0-9a-f]{8}\+(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

const isVkey = (u: unknown): u is string => typeof u === "string" && u.isWellFormed() && vkey.test(u)

const VerifierKeyText: t.Type<string, string> = new t.Type(
  "VerifierKeyText",
  isVkey,
  (u, context) => (isVkey(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
)

export const logKeyCommandCodecs: {
  readonly IntroduceLogKey: t.Type<LogKeyEventData["LogKeyIntroduced"], unknown>
  readonly RetireLogKey: t.Type<LogKeyEventData["LogKeyRetired"], unknown>
} = {
  IntroduceLogKey: record<LogKeyEventData["LogKeyIntroduced"]>("IntroduceLogKey", {
    key: VerifierKeyText,
    role: oneOf("LogKeyRole", ["log"]),
  }),
  RetireLogKey: record<LogKeyEventData["LogKeyRetired"]>("RetireLogKey", { key: VerifierKeyText }),
}

export const decideLogKeys =
  (context: Context) =>
  (command: LogKeyCommand) =>
  (state: LogKeysState): E.Either<ReadonlyArray<Refusal>, LogKeyEvent> => {
    const { actor, effectiveOn, regime } = context
    const regulation = regulationNear(regime, effectiveOn)
    const objections = [
      ...againstTheBureau(context, regulation?.territory.bureau.code, state.lastEffectiveOn),
      ...(command.type === "IntroduceLogKey" ? knownBefore(command, state) : notToRetire(command, state)),
    ]
    if (objections.length > 0)
      return E.left(objections.map((one): Refusal => ({ ...one, provisions: regulation?.citations[one.code] ?? [] })))
    const gives = command.type === "IntroduceLogKey" ? "LogKeyIntroduced" : "LogKeyRetired"
    const act = { effectiveOn, actor, provisions: regulation?.citations[gives] ?? [], rule: null, readings: {} }
    return E.right(
      command.type === "IntroduceLogKey"
        ? { ...act, type: "LogKeyIntroduced", data: command.data }
        : { ...act, type: "LogKeyRetired", data: command.data },
    )
  }

const knownBefore = ({ type, data }: LogKeyCommand, { keys }: LogKeysState): ReadonlyArray<Objection> =>
  keys.some(({ key }) => key === data.key) ? [{ code: "AlreadyDecided", act: type, phase: "keyIntroduced" }] : []

const notToRetire = ({ type, data }: LogKeyCommand, state: LogKeysState): ReadonlyArray<Objection> => {
  const known = state.keys.find(({ key }) => key === data.key)
  if (known === undefined)
    return [{ code: "WrongState", act: type, phase: "keyUnknown", possibleIn: ["keyIntroduced"] }]
  if (known.retiredOn !== null) return [{ code: "AlreadyDecided", act: type, phase: "keyRetired" }]
  return signingKeys(state).length === 1
    ? [{ code: "WrongState", act: type, phase: "onlyKey", possibleIn: ["anotherKey"] }]
    : []
}

/** The command an event came from. */
export const logKeyCommandOf = (event: LogKeyEvent): LogKeyCommand =>
  event.type === "LogKeyIntroduced"
    ? { type: "IntroduceLogKey", data: event.data }
    : { type: "RetireLogKey", data: event.data }
