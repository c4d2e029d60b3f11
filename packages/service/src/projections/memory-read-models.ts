/** Read models in memory, each one value with its checkpoint: for tests, small programs and a browser. */
import * as E from "fp-ts/lib/Either.js"
import type { Position } from "@shifan/event-store"
import type { Cell } from "./projection.js"
import { checkAdvance, checkSwap, type ReadModels, type Slot, type StepFailed } from "./read-models.js"

interface Kept<S> {
  readonly version: number
  readonly checkpoint: Position | undefined
  readonly state: S | undefined
}

type Both<S> = Readonly<Partial<Record<Slot, Kept<S>>>>

export interface MemoryReadModels<S> extends ReadModels<Cell<S>> {
  /** The live value; `undefined` before the first is built. */
  readonly read: (name: string) => S | undefined
}

export const memoryReadModels = <S>(): MemoryReadModels<S> => {
  const kept = new Map<string, Both<S>>()
  const of = (name: string): Both<S> => kept.get(name) ?? {}
  const withoutNext = ({ live }: Both<S>): Both<S> => (live === undefined ? {} : { live })
  return {
    read: (name) => of(name).live?.state,
    status: (name) => () => Promise.resolve(E.right(of(name))),
    begin: (name, version, prepare) => () => {
      const { next } = of(name)
      if (next?.version === version) return Promise.resolve(E.right(next))
      const cell = cellOf<S>(undefined)
      const prepared = prepare(cell)
      if (E.isLeft(prepared)) return Promise.resolve(E.left({ _tag: "NotAcceptable", reason: prepared.left }))
      const fresh = { version, checkpoint: undefined, state: cell.get() }
      kept.set(name, { ...of(name), next: fresh })
      return Promise.resolve(E.right(fresh))
    },
    advance: (place, { from, to, steps }) => {
      const now = (): E.Either<StepFailed, void> => {
        const cell = cellOf(of(place.name)[place.slot]?.state)
        for (const [index, { step }] of steps.entries()) {
          const done = step(cell)
          if (E.isLeft(done)) return E.left({ _tag: "StepFailed", index, reason: done.left })
        }
        const moved = { version: place.version, checkpoint: to, state: cell.get() }
        kept.set(place.name, { ...of(place.name), [place.slot]: moved })
        return E.right(undefined)
      }
      return () => Promise.resolve(E.chainW(now)(checkAdvance(place, of(place.name)[place.slot], { from, to })))
    },
    swap: (name, version) => () => {
      const admitted = checkSwap(name, version, of(name))
      const { next } = of(name)
      if (E.isRight(admitted) && next !== undefined) kept.set(name, { live: next })
      return Promise.resolve(admitted)
    },
    abandon: (name) => () => {
      kept.set(name, withoutNext(of(name)))
      return Promise.resolve(E.right(undefined))
    },
    close: () => Promise.resolve(),
  }
}

const cellOf = <S>(initial: S | undefined): Cell<S> => {
  let state = initial
  return { get: () => state, set: (next) => (state = next) }
}
