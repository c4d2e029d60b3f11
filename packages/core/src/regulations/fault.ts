/** The faults of a regulation written as data, and their texts. */
import type { Unit } from "../conditions/assessment.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { cite, type ConditionId, type ProvisionId } from "../law/provision.js"
import type { RegulationDraft } from "../kernel/regulation.js"

/** Whether a name refers to a number, a date or a word of the case. */
export type NameKind = "figure" | "date" | "word"

interface FaultDetails {
  /** A mandatory part of the regulation is missing. */
  readonly PartMissing: {
    readonly part: keyof RegulationDraft | "lifecycle.legalPersonsOnly" | "territory.counties.under"
  }
  /** No form has a figure, date or word with this name, and the regulation does not declare it as its own. */
  readonly UnknownName: { readonly kind: NameKind; readonly name: string }
  /** The regulation declares a name as its own that the forms already have. */
  readonly OwnNameTaken: { readonly kind: NameKind | "material"; readonly name: string }
  /** The name of a form field is invalid. Allowed are letters, digits and points, beginning with a letter. */
  readonly FieldNameImpossible: { readonly name: string }
  /** A condition uses a figure in a different unit than the form, so it would be met by mistake or never. */
  readonly UnitMismatch: { readonly name: string; readonly as: "count" | "share" | "money"; readonly unit: Unit }
  /** The value is not in the form's closed list for this word. */
  readonly WordNeverGiven: { readonly word: string; readonly value: string }
  /** A possible value has no entry in a table of levels, so such a case can never be judged. */
  readonly LevelMissing: { readonly word: string; readonly value: string }
  readonly GroupCount: { readonly asked: number; readonly parts: number }
  readonly EmptyList: unknown
  /** Not an integer, or out of range. `most`: `null` if there is no upper bound. */
  readonly ImpossibleNumber: { readonly value: number; readonly least: number; readonly most: number | null }
  readonly DuplicateCondition: { readonly id: ConditionId; readonly times: number }
  readonly ConditionWithoutText: { readonly id: ConditionId }
  /** A condition or citation refers to a provision for which the regulation has no text. */
  readonly ProvisionWithoutText: { readonly provision: ProvisionId }
  /** The exception names this point, but covers no condition in it. */
  readonly ExceptionReachesNothing: { readonly id: ConditionId; readonly from: ProvisionId }
  /** The exception requires no finding. */
  readonly ExceptionWithoutFinding: { readonly id: ConditionId }
  /** Under the regulation's own readings, a title ends years before the text has it reviewed. */
  readonly ReviewAfterTerm: { readonly reviewEveryYears: number; readonly termYears: number }
  /** A citation is neither for an event type nor for a refusal code. */
  readonly UnknownSubject: { readonly subject: string }
  readonly UnknownReading: { readonly reading: string }
  /** The chosen option does not exist for the reading; `null` if none is chosen. */
  readonly UnknownOption: { readonly reading: string; readonly option: string | null }
  /** A quantity that depends on a reading is missing for this option, so the condition can never be judged under it. */
  readonly OptionMissing: { readonly reading: string; readonly option: string }
  readonly DivisionTwice: { readonly division: string; readonly times: number }
  /** A quota of a division that does not recommend. */
  readonly UnknownDivision: { readonly division: string }
}

/** Codes of faults: see `faultsOfRegulation`. */
export type RegulationFaultCode = keyof FaultDetails

type Placed<Details> = {
  readonly [Code in keyof Details]: Details[Code] & { readonly code: Code; readonly place: string }
}[keyof Details]

/** A fault without its text. */
export type BareFault = Placed<FaultDetails>

/** A fault. `place` is its path in the value, such as `conditions.of.1.quantity`; `text` explains it. */
export type RegulationFault = BareFault & { readonly text: Bilingual }

interface ObservationDetails {
  /** The regulation neither cites a provision for this subject, which can occur, nor states that the text is silent. */
  readonly CitationMissing: { readonly subject: string }
  /** A county outside the bureau's own prefix. Legitimate if the bureau is responsible for a zone elsewhere. */
  readonly CountyElsewhere: { readonly division: string; readonly prefix: string }
  /** The regulation declares a name that no condition uses. */
  readonly OwnNameUnused: { readonly kind: NameKind; readonly name: string }
}

export type BareObservation = Placed<ObservationDetails>

/** Something that may be right, but deserves a look. */
export type RegulationObservation = BareObservation & { readonly text: Bilingual }

const kindNames: { readonly [K in NameKind | "material"]: Bilingual } = {
  figure: bilingual("数据", "figure"),
  date: bilingual("日期", "date"),
  word: bilingual("选项", "word"),
  material: bilingual("材料", "material"),
}

const figureKindNames = {
  count: bilingual("数目", "a number"),
  share: bilingual("比例", "a share"),
  money: bilingual("金额", "an amount of money"),
} as const satisfies Record<string, Bilingual>

/** The text of a fault, to follow its place. */
export const faultText = (fault: BareFault | BareObservation): Bilingual => {
  switch (fault.code) {
    case "PartMissing":
      return bilingual(`缺少${fault.part}`, `${fault.part} is missing`)
    case "UnknownName": {
      const { zh, en } = kindNames[fault.kind]
      return bilingual(
        `没有表格提供${zh}“${fault.name}”，办法也未自行声明`,
        `no form gives a ${en} “${fault.name}”, and the regulation does not declare it`,
      )
    }
    case "OwnNameTaken": {
      const { zh, en } = kindNames[fault.kind]
      return bilingual(`表格已有${zh}“${fault.name}”`, `the forms have a ${en} “${fault.name}” already`)
    }
    case "FieldNameImpossible":
      return bilingual(
        `“${fault.name}”不能作栏目名：以字母开头，只含字母、数字和点`,
        `“${fault.name}” cannot be the name of a field: letters, digits and points, a letter first`,
      )
    case "UnitMismatch": {
      const { zh, en } = figureKindNames[fault.as]
      return bilingual(
        `“${fault.name}”是${zh}，不能以${fault.unit}为单位`,
        `“${fault.name}” is ${en} and cannot be taken in ${fault.unit}`,
      )
    }
    case "WordNeverGiven":
      return bilingual(
        `${fault.word}不可能为“${fault.value}”`,
        `“${fault.value}” is none of the values of ${fault.word}`,
      )
    case "LevelMissing":
      return bilingual(
        `${fault.word}为“${fault.value}”时没有标准`,
        `there is no level where ${fault.word} is “${fault.value}”`,
      )
    case "GroupCount":
      return bilingual(`${fault.parts}项中要求${fault.asked}项`, `${fault.asked} of ${fault.parts} parts are asked for`)
    case "EmptyList":
      return bilingual("列表为空", "the list is empty")
    case "ImpossibleNumber": {
      const { value, least, most } = fault
      return most === null
        ? bilingual(`${value}应为不小于${least}的整数`, `${value} should be a whole number from ${least} on`)
        : bilingual(`${value}应为${least}至${most}的整数`, `${value} should be a whole number from ${least} to ${most}`)
    }
    case "DuplicateCondition":
      return bilingual(`${fault.id}出现${fault.times}次`, `${fault.id} stands ${fault.times} times`)
    case "ConditionWithoutText":
      return bilingual(`${fault.id}没有文字说明`, `${fault.id} has no text`)
    case "ProvisionWithoutText": {
      const { zh, en } = cite(fault.provision)
      return bilingual(`${zh}没有文字说明`, `${en} has no text`)
    }
    case "ExceptionReachesNothing":
      return bilingual(
        `${fault.id}在${cite(fault.from).zh}没有可放宽的条件`,
        `${fault.id} finds no condition to relax in ${cite(fault.from).en}`,
      )
    case "ExceptionWithoutFinding":
      return bilingual(`${fault.id}无须任何认定即可放宽`, `${fault.id} opens without any finding`)
    case "ReviewAfterTerm":
      return bilingual(
        `每${fault.reviewEveryYears}年复核，而称号有效期仅${fault.termYears}年，先于复核届满`,
        `a review every ${fault.reviewEveryYears} years comes after a term of ${fault.termYears} years has ended`,
      )
    case "UnknownSubject":
      return bilingual(`“${fault.subject}”不是事件或拒绝代码`, `“${fault.subject}” is no event and no refusal`)
    case "UnknownReading":
      return bilingual(`没有解读“${fault.reading}”`, `there is no reading “${fault.reading}”`)
    case "UnknownOption":
      return bilingual(
        `${fault.reading}没有选项“${fault.option ?? "空"}”`,
        `“${fault.option ?? "nothing"}” is no option of ${fault.reading}`,
      )
    case "OptionMissing":
      return bilingual(
        `按${fault.reading}=${fault.option}没有数据`,
        `there is no quantity under ${fault.reading}=${fault.option}`,
      )
    case "DivisionTwice":
      return bilingual(`${fault.division}出现${fault.times}次`, `${fault.division} occurs ${fault.times} times`)
    case "UnknownDivision":
      return bilingual(`${fault.division}不是有推荐权的区划`, `${fault.division} is not a division that recommends`)
    case "CitationMissing":
      return bilingual(`${fault.subject}没有引用条款`, `${fault.subject} cites no provision`)
    case "CountyElsewhere":
      return bilingual(
        `${fault.division}不在${fault.prefix}辖区代码之内`,
        `${fault.division} does not begin with ${fault.prefix}`,
      )
    case "OwnNameUnused": {
      const { zh, en } = kindNames[fault.kind]
      return bilingual(`声明的${zh}“${fault.name}”没有条件使用`, `no condition asks for the ${en} “${fault.name}”`)
    }
  }
}
