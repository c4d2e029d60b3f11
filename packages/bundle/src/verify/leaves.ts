/** One walk over the leaves: hashed, set into the tree, projected, observed, and handed on to be decided again. */
import * as E from "fp-ts/lib/Either.js"
import { examineLeaf } from "@shifan/event-store"
import type { Replayed } from "@shifan/audit"
import { entriesPath } from "../contents.js"
import { storedAs } from "../leaves.js"
import type { Observing } from "../observing.js"
import type { Projection } from "../projection.js"
import type { Findings } from "./findings.js"
import { hashedLeaves, type Hashed, type Hashing } from "./hashed.js"
import { intake, type Excess } from "./intake.js"
import type { OpeningsCheck } from "./openings.js"

export interface Walk extends Hashing {
  readonly projection: Projection
  readonly observing: Observing
  readonly openings: OpeningsCheck
  readonly progress: (leaves: number, size: number) => void
}

/** Past what an audit takes on, leaves are still hashed, and `undefined` comes out for each. */
export async function* walk(
  { projection, observing, openings, progress, ...hashing }: Walk,
  findings: Findings,
): AsyncGenerator<Replayed | undefined> {
  const { size } = hashing
  const take = intake()
  let excess: Excess | undefined

  const see = (leaf: Uint8Array, hash: Uint8Array, index: number): Replayed | undefined => {
    if (excess !== undefined) {
      openings.see(index, undefined)
      return undefined
    }
    const examined = examineLeaf(leaf)
    const stored = { ...storedAs(leaf, index, examined.said), examined }
    const place = { index, stream: stored.stream, revision: stored.revision }
    const envelope = E.getOrElseW(() => undefined)(examined.envelope)
    if (envelope !== undefined) {
      excess = take(envelope)
      if (excess !== undefined)
        findings.fault("TooMuch", entriesPath(index, size), excess.expected, excess.found, place)
      findings.observe(observing.see(place, envelope))
      projected(projection, { index, hash, leaf, envelope })
    }
    openings.see(index, envelope)
    return excess === undefined ? stored : undefined
  }

  for await (const hashed of hashedLeaves(hashing, findings))
    for (const { index, leaf, hash } of each(hashed)) {
      const seen = see(leaf, hash, index)
      progress(index + 1, size)
      yield seen
    }
}

function* each({ from, leaves, hashes }: Hashed) {
  for (const [i, leaf] of leaves.entries()) {
    const hash = hashes[i]
    if (hash !== undefined) yield { index: from + i, leaf, hash }
  }
}

/** Data of another shape than their type's are no news to a projection: replay says that they are malformed. */
const projected = (projection: Projection, leaf: Parameters<Projection["apply"]>[0]): void => {
  try {
    projection.apply(leaf)
  } catch {
    return
  }
}
