/** Repeats the decisions of a log while its leaves are read. */
import { replayer, type ReplayedEvent, type ReplayOptions, sameInBoth } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import { messageOf } from "../format.js"
import type { AuditReport, FindingsCollector } from "./findings.js"

export interface DecisionsCheck {
  /** Takes the next event, in log order: checks its hash chain and repeats its decision. */
  readonly take: (event: ReplayedEvent) => void
  /** Call it after the last event; adds the faults to the findings. `null` if the replay threw. */
  readonly end: () => AuditReport["decided"]
}

export const newDecisionsCheck = (options: ReplayOptions, findings: FindingsCollector): DecisionsCheck => {
  const { take, end } = replayer(options)
  let read = 0
  let isBroken = false

  const unlessBroken = <A>(step: () => A): A | undefined => {
    if (isBroken) return undefined
    try {
      return step()
    } catch (thrown) {
      isBroken = true
      findings.addFault({
        code: "Malformed",
        place: { index: Math.max(0, read - 1), stream: "", revision: -1 },
        expected: bilingual("可重放的事件", "an event that can be replayed"),
        found: sameInBoth(messageOf(thrown)),
      })
      return undefined
    }
  }

  return {
    take: (event) => {
      read++
      unlessBroken(() => take(event))
    },
    end: () => {
      const verdict = unlessBroken(end)
      if (verdict === undefined) return null
      const { faults, faultCount, streams, decisions } = verdict
      for (const fault of faults) findings.addFault(fault)
      findings.countFaults(faultCount - faults.length)
      return { streams, decisions }
    },
  }
}
