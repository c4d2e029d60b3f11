/** What usually follows an act once it is recorded, and warnings before an act that cannot be undone. */
import { bilingual, type Bilingual } from "@shifan/core"

const mayApplyAgain = bilingual("可在以后年度再次申报", "the unit may apply again in a later call")

/** What usually follows an event, by type. Advice only: `decide` determines what is allowed. */
export const nextSteps: ReadonlyMap<string, Bilingual> = new Map([
  [
    "Applied",
    bilingual(
      "下一步：县区测评并推荐（recommend）或不予推荐（decline）；可为单位出具回执（audit receipt issue）",
      "next: the county recommends or declines; the unit may have a receipt (audit receipt issue)",
    ),
  ],
  [
    "Recommended",
    bilingual("下一步：市局评审认定（certify）或不予认定（decline）", "next: the bureau certifies or declines"),
  ],
  [
    "SupplementRequested",
    bilingual(
      "下一步：单位补正（supplement，复核为review supplement）",
      "next: the unit supplements it (supplement; for a review: review supplement)",
    ),
  ],
  [
    "ApplicationSupplemented",
    bilingual(
      "下一步：县区测评并推荐（recommend）或不予推荐（decline），以补正后的材料为准",
      "next: the county recommends or declines, based on the supplement",
    ),
  ],
  [
    "ReviewSupplemented",
    bilingual(
      "下一步：县区复核测评（review assess），以补正后的材料为准",
      "next: the county assesses the supplement (review assess)",
    ),
  ],
  ["RecommendationDeclined", mayApplyAgain],
  [
    "NoticePublished",
    bilingual(
      "下一步：公示期满后认定（certify）或不予认定（decline）",
      "next: once the notice is over, the bureau certifies or declines",
    ),
  ],
  [
    "Certified",
    bilingual(
      "下一步：授牌（award-plaque）；每年报送工作总结，三年复核",
      "next: the plaque; a summary every year, a review every three",
    ),
  ],
  ["CertificationDeclined", mayApplyAgain],
  ["ReviewFiled", bilingual("下一步：县区复核测评（review assess）", "next: the county assesses (review assess)")],
  [
    "RectificationOrdered",
    bilingual(
      "下一步：单位整改后重新提交（review file），或期满后作出结论（review conclude）",
      "next: the unit rectifies and files again (review file), or the bureau concludes after the deadline (review conclude)",
    ),
  ],
  [
    "ReviewAssessed",
    bilingual("下一步：市局作出复核结论（review conclude）", "next: the bureau concludes (review conclude)"),
  ],
  [
    "Reviewed",
    bilingual("下一步：每年报送工作总结，三年后再次复核", "next: a summary every year, and another review in three"),
  ],
  ["SpotChecked", bilingual("发现弄虚作假的，下一步：撤销称号（revoke）", "if falsification was found, next: revoke")],
  [
    "PersonalDataErased",
    bilingual(
      "密钥已销毁；此前另存的个人信息保管库副本仍可开启，须一并销毁",
      "the key is destroyed; earlier copies of the vault can still be opened and must be destroyed too",
    ),
  ],
])

/** Shown in a preview. */
export const warnings: ReadonlyMap<string, Bilingual> = new Map([
  [
    "PersonalDataErased",
    bilingual(
      "确认后将销毁密钥，不可恢复；此前另存的个人信息保管库副本仍可开启，须一并销毁",
      "the key will be destroyed for good; earlier copies of the vault can still be opened and must be destroyed too",
    ),
  ],
])
