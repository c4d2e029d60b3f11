/** Sentences for refusals about supplements (补正). */
import { says, type Sentences } from "./sentence.js"

export const supplement: Sentences<"SupplementPending" | "SupplementNotRequested" | "SupplementTooLate"> = {
  SupplementPending: ({ until }) =>
    says(
      `补正期限至${until}，尚未届满，单位也未补正`,
      `the unit was asked for a supplement and has until ${until}`,
      `单位补正后，或${until}之后办理`,
      `the supplement, or any day after ${until}`,
    ),

  SupplementNotRequested: (_, { county }) =>
    says(
      `${county.zh}未要求补正`,
      `the ${county.en} asked for no supplement`,
      `由${county.zh}要求补正，或撤回后在申报期内重新申报`,
      `the ${county.en}'s request, or a withdrawal and another application within the call`,
    ),

  SupplementTooLate: ({ until }, { county }) =>
    says(
      `补正期限至${until}，已逾期`,
      `the supplement was due by ${until}`,
      `由${county.zh}再次要求补正，或按原提交内容办理`,
      `another request by the ${county.en}, or a decision on what was filed`,
    ),
}
