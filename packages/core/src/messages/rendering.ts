/** Puts figures, proposed changes and divergences in words. */
import { bilingual, enumerate, type Bilingual } from "../law/bilingual.js"
import { percent, wan, writeDecimal } from "../forms/quantity.js"
import { describe, type Regulation } from "../kernel/regulation.js"
import type { Assessment, Divergence, Figures, FigureSource, Unit, Verdict } from "../conditions/assessment.js"
import type { Change } from "../conditions/change.js"
import { figureName, wordName } from "./figure-names.js"
import { conditionClauses } from "./condition-clauses.js"
import { textWords, yearsInWords, type SpeakingText } from "./text-words.js"

/** Writes dates in running text as 2020年12月1日. Tables keep 2020-12-01. */
export const datesInChinese = (text: string): string =>
  text.replace(
    /\b(\d{4})-(\d{2})-(\d{2})\b/g,
    (_, year: string, month: string, day: string) => `${year}年${Number(month)}月${Number(day)}日`,
  )

const oneOfThem = (names: ReadonlyArray<Bilingual>): Bilingual => {
  const { zh, en } = enumerate(names)
  return bilingual(`须为：${zh}`, `one of ${en}`)
}

/** Names of the verdicts. */
export const verdictNames: { readonly [V in Verdict]: Bilingual } = {
  met: bilingual("符合", "met"),
  notMet: bilingual("不符合", "not met"),
  notYetJudged: bilingual("待认定", "not yet judged"),
  waived: bilingual("放宽", "waived"),
}

export const quantity = (n: number, unit: Unit): Bilingual => {
  switch (unit) {
    case "fen":
      return bilingual(`${wan(n)}万元`, `${wan(n)} 万元`)
    case "people":
      return bilingual(`${n}人`, `${n} people`)
    case "enterprises":
      return bilingual(`${n}家`, `${n} enterprises`)
    case "visits":
      return bilingual(`${n}家次`, `${n} visits`)
    case "times":
      return bilingual(`${n}次`, `${n} times`)
    case "basisPoints":
      return bilingual(percent(n), percent(n))
    case "days":
      return bilingual(`${n}天`, `${n} days`)
  }
}

/** The actual and the required figure: 9人（要求不低于10人）. `regulation` provides names of its own words. */
export const figuresText = (figures: Figures, regulation?: Pick<Regulation, "extensions" | "wording">): Bilingual => {
  switch (figures._tag) {
    case "Measured": {
      const actual = quantity(figures.actual, figures.unit)
      const required = quantity(figures.required, figures.unit)
      return bilingual(`${actual.zh}（要求不低于${required.zh}）`, `${actual.en}, required ${required.en}`)
    }
    case "Grown":
      return bilingual(figures.series.join("→"), figures.series.join(" → "))
    case "Passed": {
      const { since, reached, on, required } = figures
      const years = (required - (required % 365)) / 365
      return bilingual(
        datesInChinese(`${since}起算，${reached}满${yearsInWords(years).zh}（以${on}为准）`),
        `since ${since}, reached ${reached}, as of ${on}`,
      )
    }
    case "Word":
      return wordName(figures.actual, regulation)
  }
}

/** The source of a figure: 从业人数：申报12人，县区核实9人，以县区核实的为准. */
export const sourceText = (
  { figure, declared, measured, counts }: FigureSource,
  unit: Unit | undefined,
  text: SpeakingText,
): Bilingual => {
  const name = figureName(figure, text)
  const { short } = textWords(text).county
  const shown = (n: number): Bilingual => (unit === undefined ? bilingual(`${n}`, `${n}`) : quantity(n, unit))
  if (declared === null)
    return bilingual(
      `${name.zh}：${short.zh}核实${shown(measured).zh}`,
      `${name.en}: ${shown(measured).en} as the ${short.en} measured`,
    )
  const which =
    counts === "measured"
      ? bilingual(`以${short.zh}核实的为准`, "what was measured counts")
      : bilingual("以申报的为准", "what was declared counts")
  return bilingual(
    `${name.zh}：申报${shown(declared).zh}，${short.zh}核实${shown(measured).zh}，${which.zh}`,
    `${name.en}: ${shown(declared).en} declared, ${shown(measured).en} measured by the ${short.en}; ${which.en}`,
  )
}

/** What would meet a condition that is not met or not yet judged. */
export const whatWouldChange = (
  { verdict, figures }: Assessment,
  regulation?: Pick<Regulation, "extensions" | "wording">,
): Bilingual | undefined => {
  if (verdict === "met" || verdict === "waived") return undefined
  if (verdict === "notYetJudged") return bilingual("须补充数据或由主管部门认定", "a figure, or an authority's finding")
  switch (figures?._tag) {
    case "Measured": {
      const { short, unit } = figures
      if (unit === "basisPoints")
        return bilingual(`还差${writeDecimal(short, 2)}个百分点`, `${writeDecimal(short, 2)} percentage points more`)
      return bilingual(`再增加${quantity(short, unit).zh}`, `${quantity(short, unit).en} more`)
    }
    case "Grown":
      return bilingual(`年度数合计再增加${figures.short}`, `${figures.short} more over the years`)
    case "Passed":
      return bilingual(datesInChinese(`至${figures.reached}`), `waiting until ${figures.reached}`)
    case "Word":
      return oneOfThem(figures.admitted.map((word) => wordName(word, regulation)))
    default:
      return bilingual("主管部门的认定意见改变", "another finding by the authority")
  }
}

/** A proposed change: 从业人数由9人增至10人. */
export const changeText = (regulation: Regulation, change: Change): Bilingual => {
  switch (change._tag) {
    case "Figure": {
      const name = figureName(change.figure, regulation)
      const to = quantity(change.to, change.unit)
      if (change.from === null)
        return bilingual(`${name.zh}达到${to.zh}`, `${name.en}: ${to.en} or more, none given yet`)
      const from = quantity(change.from, change.unit)
      return bilingual(`${name.zh}由${from.zh}增至${to.zh}`, `${name.en}: ${to.en} instead of ${from.en}`)
    }
    case "Wait":
      return bilingual(datesInChinese(`推迟至${change.to}申报`), `an application no earlier than ${change.to}`)
    case "Date": {
      const name = figureName(change.date, regulation)
      const { noLaterThan } = change
      return bilingual(datesInChinese(`${name.zh}不晚于${noLaterThan}`), `${name.en}: no later than ${noLaterThan}`)
    }
    case "Word": {
      const name = figureName(change.word, regulation)
      const admitted = enumerate(change.oneOf.map((word) => wordName(word, regulation)))
      return bilingual(`${name.zh}属于：${admitted.zh}`, `${name.en}: one of ${admitted.en}`)
    }
    case "Finding": {
      const conditions = enumerate(change.for.map((id) => describe(regulation, id)))
      return bilingual(`主管部门认定：${conditions.zh}`, `a finding by the authority: ${conditions.en}`)
    }
    case "Waiver": {
      const waived = enumerate(change.for.map((id) => describe(regulation, id)))
      return bilingual(`说明理由，放宽：${waived.zh}`, `a waiver with reasons: ${waived.en}`)
    }
  }
}

/** The effect of choosing another option of a reading: 如以上年末的事实为准，则…为“不符合”. */
export const divergenceText = (regulation: Regulation, { reading, option, changes }: Divergence): Bilingual => {
  const clauses: { readonly [option: string]: Bilingual } = conditionClauses(regulation)[reading]
  const clause = clauses[option] ?? bilingual(option, option)
  const otherwise = enumerate(
    changes.map(({ id, verdict }) => {
      const name = describe(regulation, id)
      const outcome = verdictNames[verdict]
      return bilingual(`${name.zh}为“${outcome.zh}”`, `${name.en} would be ${outcome.en}`)
    }),
  )
  return bilingual(`如${clause.zh}，则${otherwise.zh}`, `if ${clause.en}, ${otherwise.en}`)
}
