/** The laws of a designation's lifecycle, by number. */
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
  stepsGoBefore,
  timeNeverGoesBack,
  underTheTextStated,
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
import { statedQinhuangdao, type StatedText } from "../statement/index.js"
import {
  assessmentsAreWhole,
  certifiedOnlyAfterRecommended,
  eventsAreTheActs,
  failedReviewRevokes,
  reviewedOnlyAsAssessed,
  revokedOnGrounds,
  waiversAreWhole,
} from "./recorded.js"
import { termsAreTheTexts } from "./terms.js"

/** Decider and regulation of the laws. Omitted functions are those of `@shifan/core`; by default the text is Qinhuangdao's. */
export interface LawOptions extends Partial<Decider> {
  /** The articles of your own regulation. A history under another one is reported (law 29) rather than silently accepted. */
  readonly text?: StatedText
}

/**
 * The laws that a history alone can satisfy or break, for your own decider and regulation. Laws 5, 13 and 14 concern parts
 * around it; law 12 is `everyPrefix` of these. Laws that state the articles report nothing for a history under another text.
 */
export const lawsOf = ({ text: own, ...decider }: LawOptions = {}): Readonly<Record<string, Law>> => {
  const whole = { ...ourDecider, ...decider }
  const text = own ?? statedQinhuangdao
  return {
    "1: certified only after recommended": certifiedOnlyAfterRecommended,
    "3: revoked only on its ground": revokedOnGrounds(text),
    "4: a failed review revokes in the same append": failedReviewRevokes,
    "6: waivers stay within the exception": waiversWithinTheException(text),
    "7: nothing rests on a law not in force": nothingOutsideTheLaw(text),
    "8: every actor was competent": actorsWereCompetent(text),
    "9: time never goes back": timeNeverGoesBack,
    "10: replay is deterministic": replayIsDeterministic(whole),
    "11: every event decides itself again": everyEventDecidesItselfAgain(whole),
    "15: certified means met or waived": certifiedMeetsOrIsWaived(text),
    "16: personal data changes no state": personalDataChangesNoState(whole),
    "17: every act in its place": everyActInItsPlace(text),
    "2, 18: applications are in order and complete": applicationsInOrder(text),
    "19: reviews are in order": reviewsInOrder(text),
    "20: endings are grounded": endingsAreGrounded(text),
    "21: facts fit the case": factsFitTheCase(text),
    "22: nothing is refused that is allowed": nothingRefusedThatIsAllowed(text),
    "23: events are the acts'": eventsAreTheActs(text),
    "24: assessments are whole": assessmentsAreWhole(text),
    "25: waivers are whole": waiversAreWhole(text),
    "26: terms are the text's": termsAreTheTexts(text),
    "27: refusals come together": refusalsComeTogether(text),
    "28: notices and steps go before": stepsGoBefore(text),
    "30: reviewed only as its county assessed": reviewedOnlyAsAssessed,
    ...(own === undefined ? {} : { "29: all under the text stated": underTheTextStated(text) }),
  }
}

/**
 * Laws of every history under the regulation of Qinhuangdao, by name. Each is stated from the articles and shares no code
 * with `decide`. `docs/laws.md` lists the changes they detect.
 */
export const lifecycleLaws: Readonly<Record<string, Law>> = lawsOf()
