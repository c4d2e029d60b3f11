/** What usually follows an act once it is recorded, and warnings before an act that cannot be undone. */
import { bilingual, type Bilingual } from "@shifan/core"
import { textWords, type SpeakingText, type TextWords } from "@shifan/core/messages"

type Following = (words: TextWords, text: SpeakingText) => Bilingual

const always =
  (zh: string, en: string): Following =>
  () =>
    bilingual(zh, en)

const mayApplyAgain = always("可在以后年度再次申报", "the unit may apply again in a later call")

/** What a title owes under the text: 每年报送工作总结，三年复核. Empty if the text asks for neither. */
const owed = ({ cycle }: TextWords, text: SpeakingText, next: boolean): ReadonlyArray<Bilingual> => {
  const yearly = text?.duties?.annualSummary !== undefined
  const years = yearly ? "" : " years"
  return [
    ...(yearly ? [bilingual("每年报送工作总结", "a summary every year")] : []),
    ...(cycle === undefined
      ? []
      : next
        ? [bilingual(`${cycle.years === 1 ? "一年" : cycle.zh}后再次复核`, `another review in ${cycle.en}${years}`)]
        : [bilingual(`${cycle.zh}复核`, `a review every ${cycle.en}${years}`)]),
  ]
}

const and = (parts: ReadonlyArray<Bilingual>, zh: string, en: string): Bilingual =>
  bilingual(parts.map((part) => part.zh).join(zh), parts.map((part) => part.en).join(en))

const following: ReadonlyMap<string, Following> = new Map<string, Following>([
  [
    "Applied",
    ({ county: { short } }) =>
      bilingual(
        `下一步：${short.zh}测评并推荐（recommend）或不予推荐（decline）；可为单位出具回执（audit receipt issue）`,
        `next: the ${short.en} recommends or declines; the unit may have a receipt (audit receipt issue)`,
      ),
  ],
  [
    "Recommended",
    ({ bureau: { short } }) =>
      bilingual(
        `下一步：${short.zh}评审认定（certify）或不予认定（decline）`,
        `next: the ${short.en} certifies or declines`,
      ),
  ],
  [
    "SupplementRequested",
    always(
      "下一步：单位补正（supplement，复核为review supplement）",
      "next: the unit supplements it (supplement; for a review: review supplement)",
    ),
  ],
  [
    "ApplicationSupplemented",
    ({ county: { short } }) =>
      bilingual(
        `下一步：${short.zh}测评并推荐（recommend）或不予推荐（decline），以补正后的材料为准`,
        `next: the ${short.en} recommends or declines, based on the supplement`,
      ),
  ],
  [
    "ReviewSupplemented",
    ({ county: { short } }) =>
      bilingual(
        `下一步：${short.zh}复核测评（review assess），以补正后的材料为准`,
        `next: the ${short.en} assesses the supplement (review assess)`,
      ),
  ],
  ["RecommendationDeclined", mayApplyAgain],
  [
    "NoticePublished",
    ({ bureau: { short } }) =>
      bilingual(
        "下一步：公示期满后认定（certify）或不予认定（decline）",
        `next: once the notice is over, the ${short.en} certifies or declines`,
      ),
  ],
  [
    "Certified",
    (words, text) => {
      const plaque = bilingual("授牌（award-plaque）", "the plaque")
      const title = owed(words, text, false)
      const whole = title.length === 0 ? plaque : and([plaque, and(title, "，", ", ")], "；", "; ")
      return bilingual(`下一步：${whole.zh}`, `next: ${whole.en}`)
    },
  ],
  ["CertificationDeclined", mayApplyAgain],
  [
    "ReviewFiled",
    ({ county: { short } }) =>
      bilingual(`下一步：${short.zh}复核测评（review assess）`, `next: the ${short.en} assesses (review assess)`),
  ],
  [
    "RectificationOrdered",
    ({ bureau: { short } }) =>
      bilingual(
        "下一步：单位整改后重新提交（review file），或期满后作出结论（review conclude）",
        `next: the unit rectifies and files again (review file), or the ${short.en} concludes after the deadline (review conclude)`,
      ),
  ],
  [
    "ReviewAssessed",
    ({ bureau: { short } }) =>
      bilingual(
        `下一步：${short.zh}作出复核结论（review conclude）`,
        `next: the ${short.en} concludes (review conclude)`,
      ),
  ],
  [
    "Reviewed",
    (words, text) => {
      const title = owed(words, text, true)
      if (title.length === 0) return bilingual("称号继续有效", "the title stands")
      const { zh, en } = and(title, "，", ", and ")
      return bilingual(`下一步：${zh}`, `next: ${en}`)
    },
  ],
  ["SpotChecked", always("发现弄虚作假的，下一步：撤销称号（revoke）", "if falsification was found, next: revoke")],
  [
    "PersonalDataErased",
    always(
      "密钥已销毁；此前另存的个人信息保管库副本仍可开启，须一并销毁",
      "the key is destroyed; earlier copies of the vault can still be opened and must be destroyed too",
    ),
  ],
])

/** What usually follows an event under the text. Advice only: `decide` determines what is allowed. */
export const nextStep = (event: string, text: SpeakingText): Bilingual | undefined =>
  following.get(event)?.(textWords(text), text)

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
