/** What refusals in a review say: not due, nothing filed, not assessed, not yet set right. Art. 13. */
import type { AnyRefusal } from "../kernel/refusal.js"
import type { Bilingual } from "../law/bilingual.js"
import { says, type Explanation } from "./sentence-and-remedy.js"

export type ReviewRefusal = Extract<
  AnyRefusal,
  {
    readonly code:
      | "ReviewNotDue"
      | "ReviewNotProvided"
      | "NothingFiled"
      | "FiledForReview"
      | "ReviewNotAssessed"
      | "RectificationPending"
  }
>

export const explainReview = (refusal: ReviewRefusal, actName: (act: string) => Bilingual): Explanation => {
  switch (refusal.code) {
    case "ReviewNotDue": {
      const due = refusal.from ?? `${refusal.year ?? ""}`
      return says(`复核尚未到期，到期为${due}`, `no review is due before ${due}`, `${due}起办理`, `from ${due} on`)
    }
    case "ReviewNotProvided":
      return says(
        "现行办法没有规定复核",
        "the regulation provides for no review",
        "无须复核；称号到期后可重新申报",
        "no review; a new application once the title has ended",
      )
    case "NothingFiled":
      return says(
        "本次复核未提交材料",
        "nothing was filed for this review",
        "提交测评表及所附材料",
        "the assessment form and what goes with it",
      )
    case "FiledForReview":
      return says(
        `该单位已于${refusal.filedOn}提交复核材料，尚待县区测评`,
        `the unit filed for review on ${refusal.filedOn}, and its county has not assessed it`,
        "填写测评表第四部分，对已提交的材料进行测评",
        "an assessment of what was filed: part four of the form",
      )
    case "ReviewNotAssessed": {
      const act = actName(refusal.act)
      const { filedOn } = refusal
      return filedOn === null
        ? says(
            `该单位未提交复核材料，县区也未测评，不能${act.zh}`,
            `cannot ${act.en}: nothing was filed for review, and the county has recorded nothing`,
            "由单位提交复核材料，或由县区登记其未提交",
            "a review filed by the unit, or the county's record that nothing was filed",
          )
        : says(
            `复核材料已于${filedOn}提交，县区尚未测评，不能${act.zh}`,
            `cannot ${act.en}: filed for review on ${filedOn}, not yet assessed by the county`,
            "由县区先行测评",
            "the county's assessment first",
          )
    }
    case "RectificationPending":
      return refusal.until === null
        ? says(
            "撤销前须责令限期整改",
            "time to set things right comes before a failed review",
            "先责令整改",
            "an order to rectify",
          )
        : says(
            `整改期至${refusal.until}尚未届满`,
            `the time to set things right runs until ${refusal.until}`,
            "整改期满或重新测评后办理",
            "its end, or a new assessment",
          )
  }
}
