/** Sentences for refusals common to all acts: competence, dates, state, reasons. */
import { divisionName, isDivisionCode } from "../../forms/division.js"
import { enumerate } from "../../law/bilingual.js"
import { contradictionText } from "../form-faults.js"
import { textWords } from "../text-words.js"
import { says, type Sentences } from "./sentence.js"

export const anyAct: Sentences<
  | "NotCompetent"
  | "SameOfficer"
  | "NoRuleInForce"
  | "WrongState"
  | "AlreadyDecided"
  | "EffectiveDateAhead"
  | "EffectiveDateGoesBack"
  | "ReasonsMissing"
  | "UnitHasEnded"
  | "InvalidParticulars"
> = {
  NotCompetent: ({ actor, competent, rightCode }, names) => {
    const { territory } = names.regulation
    const placeOf = (code: string): string => (isDivisionCode(code) ? divisionName(territory, code) : code)
    const who = enumerate(competent.map(names.role))
    const right = rightCode === undefined ? undefined : placeOf(rightCode)
    return says(
      `${names.role(actor.role).zh}（${placeOf(actor.code)}）无权作出此行为`,
      `${names.role(actor.role).en} ${placeOf(actor.code)} is not competent for this`,
      `由${who.zh}${right === undefined ? "" : `（${right}）`}办理`,
      `by ${who.en}${right === undefined ? "" : ` ${right}`}`,
    )
  },

  SameOfficer: ({ officer, actedFor }, names) => {
    const authority = actedFor === "superior" ? textWords(names.regulation).superior.name : names.role(actedFor)
    return says(
      `经办人${officer}在本案中已代表${authority.zh}办理`,
      `officer ${officer} has acted for the ${authority.en} in this case`,
      "换由其他经办人办理",
      "another officer",
    )
  },

  NoRuleInForce: ({ on, gap: { after, until } }, { regulation }) =>
    says(
      `${on}没有生效的${textWords(regulation).kind}${after === null ? "" : `，上一有效期截至${after}`}`,
      `no rule is in force on ${on}${after === null ? "" : `; the last one ended ${after}`}`,
      until === null ? "待延长有效期或颁布新办法" : `自${until}起办理`,
      until === null ? "an extension or a successor instrument" : `from ${until} on`,
    ),

  WrongState: ({ act, phase, possibleIn }, names) => {
    const possible = enumerate(possibleIn.map(names.phase))
    return says(
      `当前为“${names.phase(phase).zh}”，不能${names.act(act).zh}`,
      `cannot ${names.act(act).en} while ${names.phase(phase).en}`,
      `须处于：${possible.zh}`,
      `possible while ${possible.en}`,
    )
  },

  AlreadyDecided: ({ act, phase }, names) =>
    says(
      `已经是“${names.phase(phase).zh}”，无须再次${names.act(act).zh}`,
      `${names.phase(phase).en} already: nothing left to ${names.act(act).en}`,
      "无须办理",
      "nothing to do",
    ),

  EffectiveDateAhead: ({ given, recordedOn }) =>
    says(
      `生效日${given}晚于登记日${recordedOn}`,
      `${given} lies after ${recordedOn}, the day of recording`,
      `生效日不晚于${recordedOn}，日期有误的请更正`,
      `a date of ${recordedOn} or earlier`,
    ),

  EffectiveDateGoesBack: ({ given, last }) =>
    says(
      `生效日${given}早于本案上一行为的${last}`,
      `${given} lies before ${last}, the day of the last act`,
      `生效日不早于${last}`,
      `a date of ${last} or later`,
    ),

  UnitHasEnded: ({ endedOn }) =>
    says(
      `该单位已于${endedOn}终止`,
      `the unit has not been a legal person since ${endedOn}`,
      "由承继其业务的单位以本单位代码办理",
      "an act of the successor unit, under its own code",
    ),

  ReasonsMissing: () => says("须说明理由和依据条款", "reasons with their provisions are needed", "补充理由", "reasons"),

  InvalidParticulars: ({ issues }) => {
    const all = enumerate(issues.map(contradictionText))
    return says(
      `填报内容有误：${all.zh}`,
      `particulars that cannot be right: ${all.en}`,
      "更正后重新提交",
      "corrected particulars",
    )
  },
}
