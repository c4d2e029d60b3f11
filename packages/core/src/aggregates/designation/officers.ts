/** Art. 4: which authority an officer acts for, since nobody acts for two of them in one case. */
import type { Actor } from "../../kernel/actor.js"
import { countyOf, type Authority, type State } from "./state.js"

/** The authority that somebody acts for in a case; `undefined` for a unit and an auditor. */
export const authorityOf = ({ role, code }: Pick<Actor, "role" | "code">, state: State): Authority | undefined => {
  if (role === "county") return code === countyOf(state) ? "county" : "superior"
  return role === "bureau" ? role : undefined
}

/** The authorities of the case other than the actor's; none for a unit. */
export const othersThan = (actor: Actor, state: State): ReadonlyArray<Authority> => {
  const own = authorityOf(actor, state)
  return own === undefined ? [] : (["county", "superior", "bureau"] as const).filter((authority) => authority !== own)
}

/** Those who have acted for another authority in the present case, and may neither act nor approve for this one. */
export const officersOfOther = (actor: Actor, state: State): ReadonlyArray<string> =>
  othersThan(actor, state).flatMap((authority) => state.officers[authority])
