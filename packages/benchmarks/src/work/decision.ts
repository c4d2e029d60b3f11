/** The domain alone: deciding and folding a history, against merely parsing it. */
import { decide, evolve, initialState, type State } from "@shifan/core"
import { memoryStore } from "@shifan/event-store"
import { decideLifecycle, enactLaw, eventsInALifecycle, usccOf, type DecidedCommand } from "../history.js"
import type { Result } from "../result.js"
import { race } from "../measurement.js"

export const measureDecisions = async (): Promise<ReadonlyArray<Result>> => {
  const law = await enactLaw(memoryStore())
  const { applicable: regime } = law
  const steps = decideLifecycle(0, law)
  const all: ReadonlyArray<DecidedCommand> = Array.from({ length: eventsInALifecycle * 100 }, () => steps.next().value)
  const decoder = new TextDecoder()
  const texts = all.flatMap(({ leaves }) => leaves.map(({ leaf }) => decoder.decode(leaf)))
  const played = (): State => {
    let state = initialState(usccOf(0))
    for (const { attempt } of all) {
      const decided = decide({ ...attempt, law: regime })(attempt.command)(state)
      if (decided._tag === "Right") state = decided.right.reduce(evolve, state)
    }
    return state
  }
  return [
    await race({
      work: "decide and evolve, in memory",
      baseline: "JSON.parse of the same events",
      count: texts.length,
      target: { ratio: "faster", bound: "atLeast", value: 1 },
      rounds: 15,
      // A handful of milliseconds a round: enough of them for the compiler to have seen both.
      warmUp: 40,
      ours: () => {
        if (played().revision !== texts.length - 1) throw new Error("not all of it was decided")
      },
      theirs: () => {
        for (const text of texts) JSON.parse(text)
      },
    }),
  ]
}
