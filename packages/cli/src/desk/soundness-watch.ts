/** Checks the record's soundness when the desk starts and again after it has grown, like `audit verify`. */
import { auditFaultNames } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import type { AuditState } from "@shifan/desk"
import * as E from "fp-ts/lib/Either.js"
import type { CommandContext } from "../command-context.js"
import type { FailureCode } from "../error-codes.js"
import { checkStore, type StoreCheck } from "../log/check-store.js"
import type { Failure } from "../result.js"
import type { Session } from "../store/session.js"

export interface SoundnessWatch {
  /** Result of the last check; a check that is due runs in the background. */
  readonly state: () => Promise<AuditState>
  readonly look: () => Promise<void>
  /** Resolves when no check is running and none will start. */
  readonly settled: () => Promise<void>
}

/** In milliseconds between two checks: each reads the whole record. */
const interval = 60_000

export const watchSoundness = (context: CommandContext, session: Session): SoundnessWatch => {
  let state: AuditState = { verdict: "unknown", at: null, events: 0, head: null, faults: [] }
  let running: Promise<void> | undefined
  let over = false

  const check = async (): Promise<void> => {
    const at = context.clock()
    const checked = await checkStore({ ...context, settings: { ...context.settings, quiet: true } }, session)
    state = E.isLeft(checked) ? failedState(checked.left, at, state) : stateOf(checked.right, at)
    running = undefined
  }

  const look = (): Promise<void> => (running ??= over ? Promise.resolve() : check())

  return {
    state: async () => {
      const size = await session.log.size()
      const isOld = state.at === null || Date.parse(context.clock()) - Date.parse(state.at) >= interval
      const isUnchecked = state.at !== null && state.verdict === "unknown"
      // After an outage, check again as soon as the store answers.
      if (E.isRight(size) ? isUnchecked || (isOld && size.right !== state.events) : isOld) void look()
      return state
    },
    look,
    settled: async () => {
      over = true
      await running
    },
  }
}

/** Further faults are left to `audit verify`. */
const mostFaults = 5

const stateOf = ({ holds, verdict, damage, beside, heads }: StoreCheck, at: AuditState["at"]): AuditState => ({
  verdict: holds ? "sound" : "unsound",
  at,
  events: verdict.events,
  head: heads.length === 0 ? null : Math.max(...heads.map(({ head }) => head.size)),
  faults: [
    ...damage.map((line) => bilingual(line, line)),
    ...beside,
    ...verdict.faults.map(({ code, place: { stream, revision } }): Bilingual => {
      const { zh, en } = auditFaultNames[code]
      return bilingual(`${stream}@${revision}：${zh}`, `${stream}@${revision}: ${en}`)
    }),
  ].slice(0, mostFaults),
})

/** Failures of a check that say nothing about the record. */
const outages: ReadonlyArray<FailureCode> = ["Unavailable", "Closed", "VaultUnavailable"]

const failedState = ({ code, message }: Failure, at: AuditState["at"], before: AuditState): AuditState =>
  outages.includes(code)
    ? { ...before, verdict: "unknown", at, faults: [message] }
    : { verdict: "unsound", at, events: 0, head: null, faults: [message] }
