/** One yearly call, folded from its stream. */
import type { CivilDate } from "../../law/civil-date.js"
import type { CallEvent } from "./event.js"

/** Both days belong to the call; `null` until it was opened. */
export interface CallState {
  readonly year: number
  readonly window: { readonly opensOn: CivilDate; readonly closesOn: CivilDate } | null
  readonly closed: boolean
  readonly lastEffectiveOn: CivilDate | null
}

export const initialCall = (year: number): CallState => ({ year, window: null, closed: false, lastEffectiveOn: null })

export const evolveCall = (state: CallState, event: CallEvent): CallState => {
  const lastEffectiveOn = event.effectiveOn
  switch (event.type) {
    case "CallOpened":
      return { ...state, window: { opensOn: event.data.opensOn, closesOn: event.data.closesOn }, lastEffectiveOn }
    case "CallClosed":
      return {
        ...state,
        window: state.window === null ? null : { ...state.window, closesOn: event.data.closedOn },
        closed: true,
        lastEffectiveOn,
      }
  }
}

export const isOpenOn = ({ window }: CallState, on: CivilDate): boolean =>
  window !== null && window.opensOn <= on && on <= window.closesOn
