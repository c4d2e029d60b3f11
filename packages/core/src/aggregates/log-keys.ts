/**
 * The keys that sign the audit log's checkpoints: stream `log-<division>`. Art. 16. To replace a key, both sign for a while
 * before the old one is retired, so at least one always signs. No key is introduced twice. None of this needs a rule in
 * force, since the log outlasts the regulation under which it was started.
 */
import { guarded, oneOf } from "../codec/codec.js"
import { record } from "../codec/record.js"
import type { CommandsOf, EventsOf } from "../kernel/act.js"
import type { Aggregate, CommandCodecs } from "../kernel/aggregate.js"
import { regulationNear } from "../kernel/applicable-law.js"
import { bureauObjections } from "../kernel/competence.js"
import type { Context } from "../kernel/context.js"
import { conclude, unlessObjected, type DecisionIn, type DraftOf } from "../kernel/decision.js"
import { when, type ObjectionIn } from "../kernel/refusal.js"
import { bilingual } from "../law/bilingual.js"
import type { CivilDate } from "../law/civil-date.js"

/** Only the log's own keys. Keys of witnesses belong in the auditor's policy. */
export type LogKeyRole = "log"

/** The stored format. Stored fields are never renamed; older shapes are upcast. */
export interface LogKeyEventData {
  /** From the next checkpoint on, this key signs in addition to the others. `key`: a vkey (C2SP signed-note). */
  readonly LogKeyIntroduced: { readonly key: string; readonly role: LogKeyRole }
  readonly LogKeyRetired: { readonly key: string }
}

export type LogKeyEventType = keyof LogKeyEventData
/** An event of a log's keys. Auditors learn new keys from these events. */
export type LogKeyEvent = EventsOf<LogKeyEventData>

export interface LogKeyCommandData {
  readonly IntroduceLogKey: LogKeyEventData["LogKeyIntroduced"]
  readonly RetireLogKey: LogKeyEventData["LogKeyRetired"]
}

export type LogKeyCommandType = keyof LogKeyCommandData
/** A command to introduce or retire a key. */
export type LogKeyCommand = CommandsOf<LogKeyCommandData>

/** Phase of a key. `onlyKey` and `anotherKey` tell whether other keys sign as well. */
export type LogKeyPhase = "keyUnknown" | "keyIntroduced" | "keyRetired" | "onlyKey" | "anotherKey"

export interface LogKey {
  readonly key: string
  readonly role: LogKeyRole
  readonly introducedOn: CivilDate
  /** `null` while the key signs. */
  readonly retiredOn: CivilDate | null
}

/** State of a log's keys after its events. */
export interface LogKeysState {
  /** In order of introduction. */
  readonly keys: ReadonlyArray<LogKey>
  readonly lastEffectiveOn: CivilDate | null
}

export const initialLogKeys: LogKeysState = { keys: [], lastEffectiveOn: null }

export const evolveLogKeys = ({ keys }: LogKeysState, event: LogKeyEvent): LogKeysState => {
  const { effectiveOn } = event
  switch (event.type) {
    case "LogKeyIntroduced":
      return {
        keys: [...keys, { ...event.data, introducedOn: effectiveOn, retiredOn: null }],
        lastEffectiveOn: effectiveOn,
      }
    case "LogKeyRetired":
      return {
        keys: keys.map((known) => (known.key === event.data.key ? { ...known, retiredOn: effectiveOn } : known)),
        lastEffectiveOn: effectiveOn,
      }
  }
}

/** The keys that sign at present. */
export const signingKeys = ({ keys }: LogKeysState): ReadonlyArray<LogKey> =>
  keys.filter(({ retiredOn }) => retiredOn === null)

/** `<name>+<eight hex digits>+<base64>`, up to 300 characters. Does not check that the id matches the key; verifiers do. */
const vkey = /^(?=.{1,300}$)[^+\s]+\+[0-9a-f]{8}\+(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

export const VerifierKeyText = guarded(
  "VerifierKeyText",
  bilingual("一组内容", "an object: VerifierKeyText"),
  (u): u is string => typeof u === "string" && u.isWellFormed() && vkey.test(u),
)

export const logKeyCommandCodecs: CommandCodecs<LogKeyCommand> = {
  IntroduceLogKey: record<LogKeyCommandData["IntroduceLogKey"]>("IntroduceLogKey", {
    key: VerifierKeyText,
    role: oneOf("LogKeyRole", ["log"]),
  }),
  RetireLogKey: record<LogKeyCommandData["RetireLogKey"]>("RetireLogKey", { key: VerifierKeyText }),
}

type Objection = ObjectionIn<LogKeyCommandType, LogKeyPhase>

export const decideLogKeys =
  (context: Context) =>
  (command: LogKeyCommand) =>
  (state: LogKeysState): DecisionIn<LogKeyEvent, LogKeyCommandType, LogKeyPhase> => {
    const regulation = regulationNear(context.law, context.effectiveOn)
    const objections: ReadonlyArray<Objection> = [
      ...bureauObjections(context, regulation?.territory.bureau.code, state.lastEffectiveOn),
      ...(command.type === "IntroduceLogKey"
        ? knownAlready(command.data.key, state)
        : notRetirable(command.data.key, state)),
    ]
    return conclude<LogKeyEvent, LogKeyCommandType, LogKeyPhase>(
      context,
      { rule: null, regulation },
      unlessObjected(objections, () => [draftOf(command)]),
    )
  }

const draftOf = (command: LogKeyCommand): DraftOf<LogKeyEvent> =>
  command.type === "IntroduceLogKey"
    ? { type: "LogKeyIntroduced", data: command.data }
    : { type: "LogKeyRetired", data: command.data }

const knownAlready = (key: string, { keys }: LogKeysState): ReadonlyArray<Objection> =>
  when(
    keys.some((known) => known.key === key),
    () => ({
      code: "AlreadyDecided",
      act: "IntroduceLogKey",
      phase: "keyIntroduced",
    }),
  )

const notRetirable = (key: string, state: LogKeysState): ReadonlyArray<Objection> => {
  const act = "RetireLogKey"
  const known = state.keys.find((introduced) => introduced.key === key)
  if (known === undefined) return [{ code: "WrongState", act, phase: "keyUnknown", possibleIn: ["keyIntroduced"] }]
  if (known.retiredOn !== null) return [{ code: "AlreadyDecided", act, phase: "keyRetired" }]
  return signingKeys(state).length === 1
    ? [{ code: "WrongState", act, phase: "onlyKey", possibleIn: ["anotherKey"] }]
    : []
}

export const logKeyCommandOf = (event: LogKeyEvent): LogKeyCommand =>
  event.type === "LogKeyIntroduced"
    ? { type: "IntroduceLogKey", data: event.data }
    : { type: "RetireLogKey", data: event.data }

export const logKeys: Aggregate<"", LogKeyCommand, LogKeyEvent, LogKeysState, LogKeyPhase> = {
  name: "log",
  eventTypes: ["LogKeyIntroduced", "LogKeyRetired"],
  commandCodecs: { filled: logKeyCommandCodecs, stored: logKeyCommandCodecs },
  key: { parse: (text) => (text === "" ? "" : undefined), inData: () => "" },
  initial: () => initialLogKeys,
  evolve: evolveLogKeys,
  decide: (context, command, state) => decideLogKeys(context)(command)(state),
  commandOf: ([event]) => logKeyCommandOf(event),
}
