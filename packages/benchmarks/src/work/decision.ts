import { decide, evolve, initialState, type State } from "@shifan/core"
import { memoryStore } from "@shifan/event-store"
import { usccOf } from "@shifan/testkit"
import { decideLifecycle, enactLaw, eventsInALifecycle, type DecidedCommand } from "../history.js"
import { race, type Result } from "../measurement.js"

export const measureDecisions = async (): Promise<ReadonlyArray<Result>> => {
  const law = await enactLaw(memoryStore())
  const steps = decideLifecycle(0, law)
  const commands: ReadonlyArray<DecidedCommand> = Array.from(
    { length: eventsInALifecycle * 100 },
    () => steps.next().value,
  )
  const decoder = new TextDecoder()
  const texts = commands.flatMap(({ leaves }) => leaves.map(({ leaf }) => decoder.decode(leaf)))
  const decideAll = (): State => {
    let state = initialState(usccOf(0))
    for (const { attempt } of commands) {
      const decided = decide({ ...attempt, recordedOn: attempt.effectiveOn, law: law.applicable })(attempt.command)(
        state,
      )
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
      // A round takes a few milliseconds: warm up until both sides are compiled.
      warmUp: 40,
      ours: () => {
        if (decideAll().revision !== texts.length - 1) throw new Error("not all of it was decided")
      },
      theirs: () => {
        for (const text of texts) JSON.parse(text)
      },
    }),
  ]
}
