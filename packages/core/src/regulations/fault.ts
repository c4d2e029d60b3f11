/** What can be wrong with a regulation written as data, and how it is said. */
import type { Unit } from "../conditions/assessment.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { cite, type ConditionId, type ProvisionId } from "../law/provision.js"
import type { RegulationDraft } from "../kernel/regulation.js"

/** What a name stands for: a number, a day or a word of the case. */
export type NameKind = "figure" | "date" | "word"

interface FaultDetails {
  /** The text has it, or must have it, and the value has not. */
  readonly PartMissing: { readonly part: keyof RegulationDraft | "lifecycle.legalPersonsOnly" }
  /** No form gives a figure, date or word of this name, and the regulation does not declare it as its own. */
  readonly UnknownName: { readonly kind: NameKind; readonly name: string }
  /** The regulation declares as its own what the forms have already. */
  readonly OwnNameTaken: { readonly kind: NameKind | "material"; readonly name: string }
  /** What the form is to ask has a name that no form can have: letters, digits and points, a letter first. */
  readonly FieldNameImpossible: { readonly name: string }
  /** A condition takes a figure in another unit than the form gives it in, so that it would be met by mistake or never. */
  readonly UnitMismatch: { readonly name: string; readonly as: "count" | "share" | "money"; readonly unit: Unit }
  /** The form has a closed list for this word, and the value is not in it. */
  readonly WordNeverGiven: { readonly word: string; readonly value: string }
  /** A value that the form can give has no row in a table of levels, so that such a case is never judged. */
  readonly LevelMissing: { readonly word: string; readonly value: string }
  readonly GroupCount: { readonly asked: number; readonly parts: number }
  readonly EmptyList: unknown
  /** Not a whole number, or outside what it can be. `most`: `null` if there is no upper bound. */
  readonly ImpossibleNumber: { readonly value: number; readonly least: number; readonly most: number | null }
  readonly DuplicateCondition: { readonly id: ConditionId; readonly times: number }
  readonly ConditionWithoutText: { readonly id: ConditionId }
  /** An id stands in a provision, or a citation names one, for which the regulation has no text. */
  readonly ProvisionWithoutText: { readonly provision: ProvisionId }
  /** None of the conditions that the exception stands before lies in this one of the points it names. */
  readonly ExceptionReachesNothing: { readonly id: ConditionId; readonly from: ProvisionId }
  /** An exception opens without anybody's finding. */
  readonly ExceptionWithoutFinding: { readonly id: ConditionId }
  /** Under the regulation's own readings a title can end before its first review is due. */
  readonly ReviewAfterTerm: { readonly reviewEveryYears: number; readonly termYears: number }
  /** Neither a type of event nor a code of refusal. */
  readonly UnknownSubject: { readonly subject: string }
  readonly UnknownReading: { readonly reading: string }
  /** The regulation chooses what is no option of the reading; `null` if it chooses nothing. */
  readonly UnknownOption: { readonly reading: string; readonly option: string | null }
  /** A quantity chosen by a reading has none for this option, so that under it the condition is never judged. */
  readonly OptionMissing: { readonly reading: string; readonly option: string }
  readonly DivisionTwice: { readonly division: string; readonly times: number }
}

/** What can be wrong with a regulation as data: see `faultsOfRegulation`. */
export type RegulationFaultCode = keyof FaultDetails

type Placed<Details> = {
  readonly [Code in keyof Details]: Details[Code] & { readonly code: Code; readonly place: string }
}[keyof Details]

/** Before it is said. */
export type BareFault = Placed<FaultDetails>

/** `place` is a path in the value, as `conditions.of.1.quantity`; `text` says it to a reader. */
export type RegulationFault = BareFault & { readonly text: Bilingual }

interface ObservationDetails {
  /** The lifecycle can produce it, and the regulation neither cites a provision for it nor says that the text is silent. */
  readonly CitationMissing: { readonly subject: string }
  /** A county outside the bureau's own prefix, as where the bureau looks after a zone elsewhere. */
  readonly CountyElsewhere: { readonly division: string; readonly prefix: string }
  /** The regulation declares a name of its own that no condition asks for. */
  readonly OwnNameUnused: { readonly kind: NameKind; readonly name: string }
}

export type BareObservation = Placed<ObservationDetails>

/** What may be right, and deserves a look. */
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

/** The part of a sentence after the place. */
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
        `每${fault.reviewEveryYears}年复核，而称号有效期${fault.termYears}年，可能先于复核届满`,
        `a review every ${fault.reviewEveryYears} years can fall due after a term of ${fault.termYears} years has ended`,
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
      return bilingual(`${fault.division}出现${fault.times}次`, `${fault.division} stands ${fault.times} times`)
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
