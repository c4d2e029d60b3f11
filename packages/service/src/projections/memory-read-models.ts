import type { Position } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { Cell } from "./projection.js"
import {
  checkAdvance,
  checkSwap,
  type ReadModels,
  type ReadModelStep,
  type Slot,
  type StepFailed,
} from "./read-models.js"

interface CellVersion<S> {
  readonly version: number
  readonly checkpoint: Position | undefined
  readonly state: S | undefined
}

type CellVersions<S> = Readonly<Partial<Record<Slot, CellVersion<S>>>>

/** Read models in memory, each a single value. Lost when the process ends. */
export interface MemoryReadModels<S> extends ReadModels<Cell<S>> {
  /** The live value; `undefined` before the first is built. */
  readonly read: (name: string) => S | undefined
}

/** Makes read models in memory, for tests, small programs and the browser. */
export const memoryReadModels = <S>(): MemoryReadModels<S> => {
  const byName = new Map<string, CellVersions<S>>()
  const versionsOf = (name: string): CellVersions<S> => byName.get(name) ?? {}
  return {
    read: (name) => versionsOf(name).live?.state,
    status: (name) => () => Promise.resolve(E.right(versionsOf(name))),
    begin: (name, version, prepare) => () => {
      const { next } = versionsOf(name)
      if (next?.version === version) return Promise.resolve(E.right(next))
      const state = runSteps<S>(undefined, [prepare])
      if (E.isLeft(state)) return Promise.resolve(E.left({ _tag: "NotAcceptable", reason: state.left.reason }))
      const begun = { version, checkpoint: undefined, state: state.right }
      byName.set(name, { ...versionsOf(name), next: begun })
      return Promise.resolve(E.right(begun))
    },
    advance:
      (place, { from, to, steps }) =>
      () => {
        const versions = versionsOf(place.name)
        const current = versions[place.slot]
        const checked = checkAdvance(place, current, { from, to })
        if (E.isLeft(checked)) return Promise.resolve(checked)
        const state = runSteps(
          current?.state,
          steps.map(({ step }) => step),
        )
        if (E.isLeft(state)) return Promise.resolve(state)
        const advanced = { version: place.version, checkpoint: to, state: state.right }
        byName.set(place.name, { ...versions, [place.slot]: advanced })
        return Promise.resolve(E.right(undefined))
      },
    swap: (name, version) => () => {
      const versions = versionsOf(name)
      const checked = checkSwap(name, version, versions)
      if (E.isRight(checked) && versions.next !== undefined) byName.set(name, { live: versions.next })
      return Promise.resolve(checked)
    },
    abandon: (name) => () => {
      const { live } = versionsOf(name)
      byName.set(name, live === undefined ? {} : { live })
      return Promise.resolve(E.right(undefined))
    },
    close: () => Promise.resolve(),
  }
}

/** The state after all steps, or the first failure. */
const runSteps = <S>(
  initial: S | undefined,
  steps: ReadonlyArray<ReadModelStep<Cell<S>>>,
): E.Either<StepFailed, S | undefined> => {
  let state = initial
  const cell: Cell<S> = { get: () => state, set: (next) => (state = next) }
  for (const [index, step] of steps.entries()) {
    const done = step(cell)
    if (E.isLeft(done)) return E.left({ _tag: "StepFailed", index, reason: done.left })
  }
  return E.right(state)
}
