/** What a refusal says to a person: one sentence, and what would change it, in both languages. */
import { aggregates, type Refusal } from "../aggregates/registry.js"
import { conditions } from "../conditions/assessment.js"
import { dossierItems } from "../forms/dossier.js"
import type { Names } from "../kernel/aggregate.js"
import type { AnyRefusal, MissingMaterial } from "../kernel/refusal.js"
import { describe, type Regulation } from "../kernel/regulation.js"
import { bilingual, enumerate, type Bilingual } from "../law/bilingual.js"
import { cite, type ConditionId } from "../law/provision.js"
import { obstacleNames, roleNames } from "./names.js"
import { figuresText, whatWouldChange } from "./rendering.js"
import { explainReview } from "./review-explanation.js"
import { says, type Explanation } from "./sentence-and-remedy.js"

export type { Explanation }

/** What the aggregates call their acts and phases. */
export type Vocabulary = Pick<Names<string, string, string>, "acts" | "phases">

/** Of the aggregate that has the act: two aggregates may have phases of the same name, called differently. */
const vocabularyOf = (act: string): Vocabulary | undefined =>
  Object.values<{ readonly names: Vocabulary }>(aggregates)
    .map(({ names }) => names)
    .find(({ acts }) => Object.hasOwn(acts, act))

export const explain = (refusal: Refusal, regulation: Regulation): Explanation =>
  explainIn(("act" in refusal ? vocabularyOf(refusal.act) : undefined) ?? { acts: {}, phases: {} }, refusal, regulation)

/** As `explain`, for a refusal of an aggregate of one's own, with the names it gives its acts and phases. */
export const explainIn = ({ acts, phases }: Vocabulary, refusal: AnyRefusal, regulation: Regulation): Explanation => {
  const actName = (act: string): Bilingual => acts[act] ?? bilingual(act, act)
  const phaseName = (phase: string): Bilingual => phases[phase] ?? bilingual(phase, phase)
  const name = (id: ConditionId): Bilingual => describe(regulation, id)
  switch (refusal.code) {
    case "NotCompetent": {
      const who = enumerate(refusal.competent.map((role) => roleNames[role]))
      const { actor, rightCode } = refusal
      const right = rightCode === undefined ? "" : ` ${rightCode}`
      return says(
        `${roleNames[actor.role].zh}${actor.code}无权作出此行为`,
        `${roleNames[actor.role].en} ${actor.code} is not competent for this`,
        `由${who.zh}${right}办理`,
        `by ${who.en}${right}`,
      )
    }
    case "SameOfficer":
      return says(
        `经办人${refusal.officer}在本案中已代表${roleNames[refusal.actedFor].zh}办理`,
        `officer ${refusal.officer} has acted for the ${roleNames[refusal.actedFor].en} in this case`,
        "换由其他经办人办理",
        "another officer",
      )
    case "NoRuleInForce": {
      const { after, until } = refusal.gap
      return says(
        `${refusal.on}没有生效的管理办法${after === null ? "" : `，上一有效期截至${after}`}`,
        `no rule is in force on ${refusal.on}${after === null ? "" : `; the last one ended ${after}`}`,
        until === null ? "待延长有效期或颁布新办法" : `自${until}起办理`,
        until === null ? "an extension or a successor instrument" : `from ${until} on`,
      )
    }
    case "WrongState": {
      const possible = enumerate(refusal.possibleIn.map(phaseName))
      return says(
        `当前为“${phaseName(refusal.phase).zh}”，不能${actName(refusal.act).zh}`,
        `cannot ${actName(refusal.act).en} while ${phaseName(refusal.phase).en}`,
        `须处于：${possible.zh}`,
        `possible while ${possible.en}`,
      )
    }
    case "AlreadyDecided":
      return says(
        `已经是“${phaseName(refusal.phase).zh}”，无须再次${actName(refusal.act).zh}`,
        `${phaseName(refusal.phase).en} already: nothing left to ${actName(refusal.act).en}`,
        "无须办理",
        "nothing to do",
      )
    case "EffectiveDateAhead":
      return says(
        `生效日${refusal.given}晚于登记日${refusal.recordedOn}`,
        `${refusal.given} lies after ${refusal.recordedOn}, the day of recording`,
        `生效日不晚于${refusal.recordedOn}，日期有误的请更正`,
        `a date of ${refusal.recordedOn} or earlier`,
      )
    case "EffectiveDateGoesBack":
      return says(
        `生效日${refusal.given}早于本案上一行为的${refusal.last}`,
        `${refusal.given} lies before ${refusal.last}, the day of the last act`,
        `生效日不早于${refusal.last}`,
        `a date of ${refusal.last} or later`,
      )
    case "NotLegalPerson":
      return says(
        `${refusal.unit}为个体工商户，不是法人单位`,
        `${refusal.unit} is an individual business, not a legal person`,
        "由法人单位申报",
        "an application by a legal person",
      )
    case "DossierIncomplete": {
      const items = enumerate(refusal.missing.map(materialName))
      return says(`申请材料不齐：${items.zh}`, `the dossier lacks: ${items.en}`, "补齐上述材料", "these materials")
    }
    case "ConditionsNotMet": {
      const failing = conditions(refusal.assessment).filter(({ verdict }) => verdict === "notMet")
      const details = enumerate(
        failing.map(({ id, figures }) => {
          const text = figures === undefined ? bilingual("", "") : figuresText(figures)
          return bilingual(
            `${name(id).zh}${text.zh === "" ? "" : `：${text.zh}`}`,
            `${name(id).en}${text.en === "" ? "" : `: ${text.en}`}`,
          )
        }),
      )
      const remedies = enumerate(failing.flatMap((node) => whatWouldChange(node) ?? []))
      return says(`不符合条件：${details.zh}`, `conditions not met: ${details.en}`, remedies.zh, remedies.en)
    }
    case "FindingMissing": {
      const open = enumerate(refusal.conditions.map(name))
      return says(
        `尚未认定：${open.zh}`,
        `not yet judged: ${open.en}`,
        "逐项作出认定并说明理由",
        "a finding with reasons for each",
      )
    }
    case "FigureMissing": {
      const open = enumerate(refusal.conditions.map(name))
      return says(
        `缺少数据：${open.zh}`,
        `figures are wanting: ${open.en}`,
        "补正相应数据，或由主管部门认定并说明理由",
        "the figures, or a finding with reasons in their place",
      )
    }
    case "WaiverNotAllowed":
      return says(
        `${name(refusal.condition).zh}不得放宽：${obstacleNames[refusal.because].zh}`,
        `${name(refusal.condition).en} cannot be relaxed: ${obstacleNames[refusal.because].en}`,
        "在放宽条款范围内提出",
        "a waiver within the exception",
      )
    case "OutsideCall":
      return refusal.window === null
        ? says(`${refusal.year}年度未开展申报`, `there is no call for ${refusal.year}`, "待发布申报通知", "a call")
        : says(
            `${refusal.on}不在${refusal.year}年度申报期内（${refusal.window.opensOn}至${refusal.window.closesOn}）`,
            `${refusal.on} is outside the call of ${refusal.year} (${refusal.window.opensOn} to ${refusal.window.closesOn})`,
            "在申报期内提出",
            "an application within the call",
          )
    case "ReviewNotDue":
    case "ReviewNotProvided":
    case "NothingFiled":
    case "FiledForReview":
    case "ReviewNotAssessed":
    case "RectificationPending":
      return explainReview(refusal, actName)
    case "NoticeNotOver":
      return refusal.closesOn === null
        ? says(
            `认定前须公示${refusal.days}日`,
            `a public notice of ${refusal.days} days comes before the certification`,
            "先行公示",
            "a public notice",
          )
        : says(
            `公示至${refusal.closesOn}尚未结束`,
            `the public notice runs until ${refusal.closesOn}`,
            `${refusal.closesOn}之后办理`,
            `after ${refusal.closesOn}`,
          )
    case "AnnouncementMissing":
      return says(
        "撤销须有公告",
        "a revocation needs its announcement",
        "补充公告文号、日期和网址",
        "its number, date and address",
      )
    case "HearingMissing":
      return says(
        "撤销前须听取单位意见",
        "the unit is to be heard before",
        "补充听取意见的记录",
        "the record of a hearing",
      )
    case "ReasonsMissing":
      return says("须说明理由和依据条款", "reasons with their provisions are needed", "补充理由", "reasons")
    case "NothingFound":
      return says(
        `第${refusal.restsOn}号记录不是认定弄虚作假的抽查`,
        `revision ${refusal.restsOn} is no spot check that found falsification`,
        "先记录抽查及其认定",
        "a spot check that found it",
      )
    case "FalsificationPending":
      return says(
        `第${refusal.revision}号抽查已认定弄虚作假，尚未处理`,
        `the spot check at revision ${refusal.revision} found falsification, and nothing was decided on it`,
        "先依第十四条撤销称号，或更正该项认定",
        "a revocation under art. 14, or a correction of what was found",
      )
    case "PlaqueMissing":
      return says(
        "尚未授牌，不适用该条撤销",
        "no plaque has been awarded",
        "依现行解读授牌后方可适用",
        "a plaque, under the reading in force",
      )
    case "ReapplicationBarred":
      return says(
        `${refusal.until}前不得再次申报`,
        `no new application until ${refusal.until}`,
        `${refusal.until}之后申报`,
        `after ${refusal.until}`,
      )
    case "InvalidParticulars": {
      const issues = enumerate(
        refusal.issues.map(({ path, expected, got }) =>
          bilingual(
            `${path}应为${expected.zh}，实为${got === "" ? "空" : got}`,
            `${path}: expected ${expected.en}, got ${got === "" ? "nothing" : got}`,
          ),
        ),
      )
      return says(
        `填报内容有误：${issues.zh}`,
        `particulars that cannot be right: ${issues.en}`,
        "更正后重新提交",
        "corrected particulars",
      )
    }
  }
}

const materialName = ({ item, provision, because }: MissingMaterial): Bilingual => {
  const { zh, en } = dossierItems[item]
  const why =
    because === "missing" ? bilingual("", "") : bilingual("，不得以“无”代替", ", which may not be declared none")
  return bilingual(`${zh}（${cite(provision).zh}${why.zh}）`, `${en} (${cite(provision).en}${why.en})`)
}
