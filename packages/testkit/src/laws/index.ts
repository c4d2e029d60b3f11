/** The laws of a designation's history, by the number each has in the domain's list: run them on histories of your own. */
import {
  actorsWereCompetent,
  certifiedMeetsOrIsWaived,
  everyEventDecidesItselfAgain,
  nothingOutsideTheLaw,
  timeNeverGoesBack,
  waiversWithinTheException,
} from "./decision.js"
import type { Law } from "./law.js"
import {
  certifiedOnlyAfterRecommended,
  failedReviewRevokes,
  recommendedOnlyWithMaterials,
  revokedOnGrounds,
} from "./lifecycle.js"
import { personalDataChangesNoState, replayIsDeterministic } from "./replay.js"

export type { Law } from "./law.js"
export * from "./decision.js"
export * from "./embedded.js"
export * from "./lifecycle.js"
export * from "./replay.js"

/** Those a history alone can keep or break. 5, 13 and 14 are about what is built around it; 12 is `everyPrefix` of these. */
export const lifecycleLaws: Readonly<Record<string, Law>> = {
  "1: certified only after recommended": certifiedOnlyAfterRecommended,
  "2: recommended only with all materials": recommendedOnlyWithMaterials,
  "3: revoked only on its ground": revokedOnGrounds,
  "4: a failed review revokes in the same append": failedReviewRevokes,
  "6: waivers stay within the exception": waiversWithinTheException,
  "7: nothing rests on a law not in force": nothingOutsideTheLaw,
  "8: every actor was competent": actorsWereCompetent,
  "9: time never goes back": timeNeverGoesBack,
  "10: replay is deterministic": replayIsDeterministic,
  "11: every event decides itself again": everyEventDecidesItselfAgain,
  "15: certified means met or waived": certifiedMeetsOrIsWaived,
  "16: personal data changes no state": personalDataChangesNoState,
}
