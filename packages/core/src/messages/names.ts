/** Names of roles, acts, events and phases. */
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { superiorsIn } from "../forms/division.js"
import type { Actor, Role } from "../kernel/actor.js"
import type { Aggregates, AnyCommandType, AnyEventType, NamesIn } from "../aggregates/registry.js"
import type { AnyAggregate, Names } from "../kernel/aggregate.js"
import type { DesignationPhase } from "../aggregates/designation/state.js"
import { textWords, type SpeakingText } from "./text-words.js"

const roleNames: { readonly [R in Exclude<Role, "county" | "bureau">]: Bilingual } = {
  unit: bilingual("单位", "unit"),
  auditor: bilingual("审计机关", "auditor"),
  public: bilingual("公众", "public"),
}

/** Name of a role: of an authority, as the text calls it. */
export const roleName = (role: Role, text: SpeakingText): Bilingual =>
  role === "county" || role === "bureau" ? textWords(text)[role].name : roleNames[role]

/** Name of the authority or unit that acts: the same role has two levels where a second one recommends. */
export const actorName = ({ role, code }: Pick<Actor, "role" | "code">, text: SpeakingText): Bilingual =>
  role === "county" && superiorsIn(text?.territory ?? { counties: [] }).some((above) => above.code === code)
    ? textWords(text).superior.name
    : roleName(role, text)

/** Names by aggregate. Typed so that a missing name of an act, event or phase does not compile. */
const byAggregate: { readonly [N in keyof Aggregates]: NamesIn<Aggregates[N]> } = {
  designation: {
    acts: {
      Apply: bilingual("申报", "apply"),
      Withdraw: bilingual("撤回", "withdraw"),
      Recommend: bilingual("推荐", "recommend"),
      DeclineRecommendation: bilingual("不予推荐", "decline to recommend"),
      Certify: bilingual("认定", "certify"),
      DeclineCertification: bilingual("不予认定", "decline to certify"),
      AwardPlaque: bilingual("授牌", "award the plaque"),
      NominateToProvince: bilingual("推荐省级", "nominate to the province"),
      FileAnnualSummary: bilingual("报送年度总结", "file the yearly summary"),
      SpotCheck: bilingual("抽查", "spot-check"),
      GrantSupport: bilingual("扶持", "grant support"),
      FileReview: bilingual("提交复核材料", "file for review"),
      AssessReview: bilingual("复核测评", "assess for review"),
      ConcludeReview: bilingual("作出复核结论", "conclude the review"),
      Revoke: bilingual("撤销", "revoke"),
      ChangeParticulars: bilingual("变更登记", "change particulars"),
      ImportTitle: bilingual("补录称号", "import a title"),
      ErasePersonalData: bilingual("删除个人信息", "erase personal data"),
      OpenPersonalData: bilingual("调阅个人信息", "open personal data"),
      PublishNotice: bilingual("公示", "publish the notice"),
      TakeStep: bilingual("登记程序步骤", "record a step of the procedure"),
      OrderRectification: bilingual("责令整改", "order rectification"),
      ReturnPlaque: bilingual("收回牌匾", "take the plaque back"),
      SurrenderTitle: bilingual("放弃称号", "surrender the title"),
      RecordEndOfUnit: bilingual("登记单位终止", "record the unit's end"),
      SucceedTitle: bilingual("登记称号承继", "record the succession to a title"),
      InheritTitle: bilingual("承继称号", "take a title over"),
      CorrectRecord: bilingual("更正笔误", "correct a clerical error"),
      AnnulDecision: bilingual("撤销原决定", "annul a decision"),
      RequestSupplement: bilingual("要求补正", "ask for a supplement"),
      SupplementApplication: bilingual("补正申报材料", "supplement the application"),
      SupplementReview: bilingual("补正复核材料", "supplement the review"),
    },
    events: {
      Applied: bilingual("申报", "applied"),
      Withdrawn: bilingual("撤回申报", "withdrawn"),
      Recommended: bilingual("推荐", "recommended"),
      RecommendationDeclined: bilingual("不予推荐", "recommendation declined"),
      Certified: bilingual("认定", "certified"),
      CertificationDeclined: bilingual("不予认定", "certification declined"),
      PlaqueAwarded: bilingual("授牌", "plaque awarded"),
      NominatedToProvince: bilingual("择优推荐省级", "nominated to the province"),
      AnnualSummaryFiled: bilingual("报送年度工作总结", "yearly summary filed"),
      SpotChecked: bilingual("抽查", "spot-checked"),
      SupportGranted: bilingual("扶持", "support granted"),
      ReviewFiled: bilingual("提交复核材料", "review filed"),
      ReviewAssessed: bilingual("复核测评", "review assessed"),
      Reviewed: bilingual("复核", "reviewed"),
      Revoked: bilingual("撤销称号", "revoked"),
      ParticularsChanged: bilingual("变更登记", "particulars changed"),
      TitleImported: bilingual("补录称号", "title imported"),
      PersonalDataErased: bilingual("删除个人信息", "personal data erased"),
      PersonalDataOpened: bilingual("调阅个人信息", "personal data opened"),
      NoticePublished: bilingual("公示", "public notice"),
      StepTaken: bilingual("程序步骤", "step of the procedure"),
      RectificationOrdered: bilingual("责令整改", "rectification ordered"),
      PlaqueReturned: bilingual("收回牌匾", "plaque taken back"),
      TitleSurrendered: bilingual("放弃称号", "title surrendered"),
      UnitEnded: bilingual("单位终止", "unit ended"),
      TitleSucceeded: bilingual("称号转由他单位承继", "title to go to a successor"),
      TitleInherited: bilingual("承继称号", "title taken over"),
      RecordCorrected: bilingual("更正笔误", "record corrected"),
      DecisionAnnulled: bilingual("撤销原决定", "decision annulled"),
      SupplementRequested: bilingual("要求补正", "supplement asked for"),
      ApplicationSupplemented: bilingual("补正申报材料", "application supplemented"),
      ReviewSupplemented: bilingual("补正复核材料", "review supplemented"),
    },
    phases: {
      none: bilingual("未申报", "not yet applied"),
      applied: bilingual("已申报", "applied"),
      recommended: bilingual("已推荐", "recommended"),
      closed: bilingual("已办结", "closed"),
      certified: bilingual("已认定", "certified"),
      revoked: bilingual("已撤销", "revoked"),
      ended: bilingual("称号已终止", "ended"),
      unitEnded: bilingual("单位已终止", "no longer a legal person"),
      expired: bilingual("称号已到期失效", "expired"),
      plaqueAwarded: bilingual("已授牌", "awarded its plaque"),
      summaryFiled: bilingual("总结已报送", "summary filed"),
      reviewUnderWay: bilingual("复核材料已提交", "filed for review"),
      reviewAssessed: bilingual("复核已测评", "assessed for review"),
      rectificationOrdered: bilingual("已责令整改", "ordered to rectify"),
      supplementRequested: bilingual("已要求补正", "asked to supplement"),
    },
  },
  instrument: {
    acts: {
      Enact: bilingual("颁布规定", "enact"),
      Extend: bilingual("延长有效期", "extend"),
      Supersede: bilingual("以新代旧", "supersede"),
      Repeal: bilingual("废止", "repeal"),
      Interpret: bilingual("解释", "interpret"),
      CorrectInstrument: bilingual("更正规定的记录", "correct the record of the instrument"),
    },
    events: {
      Enacted: bilingual("颁布规定", "enacted"),
      Extended: bilingual("延长有效期", "extended"),
      Superseded: bilingual("以新代旧", "superseded"),
      Repealed: bilingual("废止", "repealed"),
      InterpretationIssued: bilingual("解释", "interpreted"),
      InstrumentCorrected: bilingual("更正规定的记录", "record of the instrument corrected"),
    },
    phases: {
      none: bilingual("尚未颁布", "not enacted"),
      enacted: bilingual("已施行", "enacted"),
      ended: bilingual("已终止", "ended"),
    },
  },
  call: {
    acts: {
      OpenCall: bilingual("发布年度申报通知", "open the call"),
      CloseCall: bilingual("截止申报", "close the call"),
      CorrectCall: bilingual("更正申报期的记录", "correct the record of the call"),
    },
    events: {
      CallOpened: bilingual("发布年度申报通知", "call opened"),
      CallClosed: bilingual("截止申报", "call closed"),
      CallCorrected: bilingual("更正申报期的记录", "record of the call corrected"),
    },
    phases: {
      none: bilingual("尚未开始申报", "not open yet"),
      open: bilingual("申报期已开始", "open"),
      closed: bilingual("申报期已截止", "closed"),
    },
  },
  roster: {
    acts: { PublishRoster: bilingual("公布名单", "publish the list") },
    events: { RosterPublished: bilingual("公布名单", "list published") },
    phases: {},
  },
  log: {
    acts: {
      IntroduceLogKey: bilingual("启用日志密钥", "introduce the log's key"),
      RetireLogKey: bilingual("停用日志密钥", "retire the log's key"),
    },
    events: {
      LogKeyIntroduced: bilingual("启用日志密钥", "log key introduced"),
      LogKeyRetired: bilingual("停用日志密钥", "log key retired"),
    },
    phases: {
      keyUnknown: bilingual("密钥未曾启用", "the key was never introduced"),
      keyIntroduced: bilingual("密钥已启用", "the key is introduced"),
      keyRetired: bilingual("密钥已停用", "the key is retired"),
      onlyKey: bilingual("只有这一把密钥在用", "it is the only key that signs"),
      anotherKey: bilingual("另有密钥在用", "another key signs as well"),
    },
  },
}

const { designation, instrument, call, roster, log } = byAggregate

/** Names of the commands of all aggregates. */
export const actNames: { readonly [A in AnyCommandType]: Bilingual } = {
  ...designation.acts,
  ...instrument.acts,
  ...call.acts,
  ...roster.acts,
  ...log.acts,
}

/** Without the authority: see `eventName`. */
const eventNames: { readonly [T in AnyEventType]: Bilingual } = {
  ...designation.events,
  ...instrument.events,
  ...call.events,
  ...roster.events,
  ...log.events,
}

const eventNamesOfAll: ReadonlyMap<string, Bilingual> = new Map(Object.entries(eventNames))

/** Events that have the authority in front of their name, since another one decides alike. */
const eventsOfCounty: ReadonlyArray<string> = [
  "Recommended",
  "RecommendationDeclined",
  "ReviewAssessed",
] satisfies ReadonlyArray<AnyEventType>

/** Name of an event type, with the authority as the text calls it: 县区推荐. For an unknown type, the type itself. */
export const eventName = (type: string, text: SpeakingText): Bilingual => {
  const name = eventNamesOfAll.get(type) ?? bilingual(type, type)
  if (text === null || !eventsOfCounty.includes(type)) return name
  return bilingual(`${textWords(text).county.short.zh}${name.zh}`, name.en)
}

/** Names of the phases of a designation. */
export const phaseNames: { readonly [P in DesignationPhase]: Bilingual } = designation.phases

/** Names of the acts and phases of an aggregate, ours or your own. */
export type Vocabulary = Pick<Names<string, string, string>, "acts" | "phases">

/** No names: acts and phases are shown by their identifiers. */
export const noNames: Vocabulary = { acts: {}, phases: {} }

/** Vocabulary of the aggregate with this act. Phases with the same identifier may have different names in other aggregates. */
export const vocabularyOfAct = (act: string): Vocabulary =>
  Object.values<Vocabulary>(byAggregate).find(({ acts }) => Object.hasOwn(acts, act)) ?? noNames

/** Vocabulary of an aggregate; `noNames` for an aggregate of your own without names. */
export const vocabularyOf = ({ name, names }: Pick<AnyAggregate, "name" | "names">): Vocabulary => {
  const ours: { readonly [name: string]: Vocabulary } = byAggregate
  return names ?? (Object.hasOwn(ours, name) ? ours[name] : undefined) ?? noNames
}
