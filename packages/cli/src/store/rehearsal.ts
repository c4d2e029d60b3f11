/** Dry run of commands that build on each other: runs them on a temporary copy of the store. */
import * as E from "fp-ts/lib/Either.js"
import { copyLog, memoryStore } from "@shifan/event-store"
import { handler, memoryVault, type KeyName, type Vault } from "@shifan/service"
import type { CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { failure, exits, type Failure } from "../result.js"
import type { Session } from "./session.js"

/**
 * A session on an in-memory copy of the store, with a vault that reads the session's own. Nothing is written outside. Holds
 * all events of the store in memory.
 */
export const rehearse = async (
  { clock, random }: CommandContext,
  session: Session,
): Promise<E.Either<Failure, Session>> => {
  const store = memoryStore()
  const copied = await copyLog(session.store, store)()
  if (E.isLeft(copied))
    return E.left(
      copied.left._tag === "Mismatch"
        ? failure(exits.failure, "Mismatch", "存储读取前后不一致", "the store cannot be copied into memory")
        : storeFailure(copied.left.error),
    )
  const { division, library } = session
  const vault = overlayVault(session.vault)
  const handle = handler({ store, vault, division, library, clock, random })
  return E.right({ ...session, store, file: undefined, log: store.log, settledLog: store.log.size, vault, handle })
}

/** Reads a vault, and keeps additions and erasures in memory. */
const overlayVault = (kept: Vault): Vault => {
  const added = memoryVault()
  const erasures: Array<KeyName> = []
  const isErased = ({ unit, era }: KeyName): boolean =>
    erasures.some((through) => through.unit === unit && era <= through.era)
  const key: Vault["key"] = (name) => async () => {
    const own = await added.key(name)()
    if (E.isLeft(own) || own.right !== undefined || isErased(name)) return own
    return kept.key(name)()
  }
  return {
    ...added,
    key,
    ensureKey: (name, fresh) => async () => {
      const known = await key(name)()
      if (E.isLeft(known)) return known
      return known.right === undefined ? added.ensureKey(name, fresh)() : E.right(known.right)
    },
    values: (unit) => async () => {
      const before = await kept.values(unit)()
      if (E.isLeft(before)) return before
      const own = await added.values(unit)()
      return E.isLeft(own) ? own : E.right([...before.right.filter((value) => !isErased(value)), ...own.right])
    },
    erase: (through) => {
      erasures.push(through)
      return added.erase(through)
    },
    keys: () => async () => {
      const before = await kept.keys()()
      if (E.isLeft(before)) return before
      const own = await added.keys()()
      return E.isLeft(own) ? own : E.right([...before.right.filter((name) => !isErased(name)), ...own.right])
    },
  }
}
