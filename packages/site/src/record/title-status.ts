/** The public status of a title. More detailed than the phase, because a title can end in several ways. */
import { bilingual, hasExpired, type Bilingual, type CivilDate, type State } from "@shifan/core"
import { phaseShapes, type Shape } from "@shifan/html"

export const titleStatuses = [
  "inForce",
  /** The unit has given it up for its successor, which has not taken it over yet: still on the list. */
  "passingOn",
  "expired",
  "revoked",
  "surrendered",
  "annulled",
  "succeeded",
  "unitEnded",
] as const

/** The status of a title, as shown to the public. */
export type TitleStatus = (typeof titleStatuses)[number]

export type HeldPhase = Extract<State["phase"], { readonly title: unknown }>

export const titleStatusOn = (phase: HeldPhase, on: CivilDate, isTakenOver: boolean): TitleStatus => {
  if (phase._tag === "revoked") return "revoked"
  if (phase._tag === "certified") return hasExpired(phase.title, on) ? "expired" : "inForce"
  switch (phase.by.type) {
    case "TitleSurrendered":
      return "surrendered"
    case "UnitEnded":
      return "unitEnded"
    case "TitleSucceeded":
      if (isTakenOver) return "succeeded"
      return hasExpired(phase.title, on) ? "expired" : "passingOn"
    default:
      return "annulled"
  }
}

/** Name of each status, in both languages. */
export const titleStatusNames: { readonly [S in TitleStatus]: Bilingual } = {
  inForce: bilingual("有效", "in force"),
  passingOn: bilingual("有效，待承继", "in force, to be taken over"),
  expired: bilingual("已到期失效", "expired"),
  revoked: bilingual("已撤销", "revoked"),
  surrendered: bilingual("已放弃", "surrendered"),
  annulled: bilingual("认定已撤销", "certification annulled"),
  succeeded: bilingual("已由他单位承继", "taken over by another unit"),
  unitEnded: bilingual("单位已终止", "unit no longer exists"),
}

export const titleStatusShapes: { readonly [S in TitleStatus]: Shape } = {
  inForce: phaseShapes.certified,
  passingOn: { mark: "◐", tone: "good" },
  expired: phaseShapes.expired,
  revoked: phaseShapes.revoked,
  surrendered: phaseShapes.ended,
  annulled: { mark: "⊘", tone: "bad" },
  succeeded: { mark: "→", tone: "plain" },
  unitEnded: phaseShapes.unitEnded,
}

export const isOnList = (status: TitleStatus): boolean => status === "inForce" || status === "passingOn"
