/** The laws of a designation's life, by their number. */
import {
  actorsWereCompetent,
  applicationsInOrder,
  certifiedMeetsOrIsWaived,
  endingsAreGrounded,
  everyActInItsPlace,
  factsFitTheCase,
  nothingOutsideTheLaw,
  nothingRefusedThatIsAllowed,
  refusalsComeTogether,
  reviewsInOrder,
  timeNeverGoesBack,
  waiversWithinTheException,
} from "./allowed.js"
import {
  everyEventDecidesItselfAgain,
  ourDecider,
  personalDataChangesNoState,
  replayIsDeterministic,
  type Decider,
} from "./decider.js"
import type { Law } from "./law.js"
import {
  assessmentsAreWhole,
  certifiedOnlyAfterRecommended,
  eventsAreTheActs,
  failedReviewRevokes,
  revokedOnGrounds,
  termsAreTheTexts,
  waiversAreWhole,
} from "./recorded.js"

/**
 * The laws that a history alone can keep or break, for a decider of your own. Laws 5, 13 and 14 are about what is built
 * around it; law 12 is `everyPrefix` of these. Those that state the articles hold for the text of Qinhuangdao, and say
 * nothing of a history under another.
 */
export const lawsOf = (decider: Partial<Decider> = {}): Readonly<Record<string, Law>> => {
  const whole = { ...ourDecider, ...decider }
  return {
    "1: certified only after recommended": certifiedOnlyAfterRecommended,
    "3: revoked only on its ground": revokedOnGrounds,
    "4: a failed review revokes in the same append": failedReviewRevokes,
    "6: waivers stay within the exception": waiversWithinTheException,
    "7: nothing rests on a law not in force": nothingOutsideTheLaw,
    "8: every actor was competent": actorsWereCompetent,
    "9: time never goes back": timeNeverGoesBack,
    "10: replay is deterministic": replayIsDeterministic(whole),
    "11: every event decides itself again": everyEventDecidesItselfAgain(whole),
    "15: certified means met or waived": certifiedMeetsOrIsWaived,
    "16: personal data changes no state": personalDataChangesNoState(whole),
    "17: every act in its place": everyActInItsPlace,
    "2, 18: applications are in order and complete": applicationsInOrder,
    "19: reviews are in order": reviewsInOrder,
    "20: endings are grounded": endingsAreGrounded,
    "21: facts fit the case": factsFitTheCase,
    "22: nothing is refused that is allowed": nothingRefusedThatIsAllowed,
    "23: events are the acts'": eventsAreTheActs,
    "24: assessments are whole": assessmentsAreWhole,
    "25: waivers are whole": waiversAreWhole,
    "26: terms are the text's": termsAreTheTexts,
    "27: refusals come together": refusalsComeTogether,
  }
}

/**
 * What holds of every history under the text of Qinhuangdao, by name, each stated from the articles and sharing no code
 * with `decide`. `docs/laws.md` has them in words.
 */
export const lifecycleLaws: Readonly<Record<string, Law>> = lawsOf()
