/**
 * The words in which a regulation speaks of itself: what it confers, who acts, what its divisions and its cycle are called.
 * Everything that people read asks here, so that the pages and forms of one city cannot speak of another.
 */
import type { AnyEventType } from "../aggregates/registry.js"
import type { RefusalCode } from "../kernel/refusal.js"
import { superiorsIn } from "../forms/division.js"
import type { RegulationDraft } from "../kernel/regulation.js"
import { bilingual, enumerate, type Bilingual } from "../law/bilingual.js"
import { cite, type ProvisionId } from "../law/provision.js"

/** The text that speaks, even if only parts of it are known; `null` where none is at hand, for words that fit any. */
export type SpeakingText = RegulationDraft | null

/** What an authority is called: in sentences, in brief, and in full on forms and letters. */
export interface AuthorityWords {
  readonly name: Bilingual
  readonly short: Bilingual
  readonly formal: string
}

/** All words of a text about itself. */
export interface TextWords {
  /** What is conferred: 秦皇岛市中小企业公共服务示范平台. */
  readonly conferred: Bilingual
  /** The same in short: 示范平台. */
  readonly platform: Bilingual
  /** The text's title in its marks: 《…办法》. */
  readonly rules: string
  /** What kind of text it is: 管理办法. */
  readonly kind: string
  /** The authority that recommends and assesses. */
  readonly county: AuthorityWords
  /** The authority above it that recommends as well, where the text has a second level. */
  readonly superior: AuthorityWords
  /** The authority that certifies. */
  readonly bureau: AuthorityWords
  /** The bureau's full name on forms and letters, if the text says it. */
  readonly issuer: string | undefined
  /** Prefix of the bureau's document numbers: 秦工信. */
  readonly letters: string | undefined
  /** What divisions that recommend are called: 县区. */
  readonly division: Bilingual
  /** The same as a question of a form: 县、区. */
  readonly divisionOnForms: Bilingual
  /** The place of a unit: 所在县、区; where the text knows of no divisions, 所在地区. */
  readonly ofLevel: string
  /** Years from one review to the next in words; `undefined` without reviews. */
  readonly cycle: Cycle | undefined
  /** The text's word for a revocation after a failed review. */
  readonly reviewFailed: string
  /** The text's word for a revocation for falsification. */
  readonly falsification: string
}

/** The years between reviews in words. */
export interface Cycle {
  readonly years: number
  /** 三年, or 每年 for a yearly review. */
  readonly zh: string
  /** three. */
  readonly en: string
}

/** Memo by (immutable) text: every line of a page asks. */
const known = new WeakMap<RegulationDraft, TextWords>()

/** The words of a text. What it neither says nor implies is said in words that fit any. */
export const textWords = (text: SpeakingText): TextWords => {
  if (text === null) return nobodys
  const found = known.get(text) ?? wordsOf(text)
  known.set(text, found)
  return found
}

const wordsOf = (text: RegulationDraft): TextWords => {
  const { title, wording = {}, authorities = {}, issuer, lifecycle, revocationWords } = text
  const conferred = wording.conferred ?? conferredBy(text)
  const levels = levelsIn(text)
  const division = wording.division ?? divisionOf(levels)
  const { county: ownCounty, bureau: ownBureau } = authorities
  const formalOfCounty = `${division.zh}${title.zh.includes(smes) ? smes : ""}主管部门`
  const county = bilingual(`${division.zh}主管部门`, `${division.en} authority`)
  return {
    conferred,
    platform: wording.platform ?? platformIn(conferred, text),
    rules: `《${title.zh}》`,
    kind: kindOfText.exec(withoutRemark(title.zh))?.[0] ?? nobodys.kind,
    county:
      ownCounty !== undefined
        ? authority(withoutArticle(ownCounty))
        : levels.length === 0
          ? nobodys.county
          : { name: county, short: division, formal: formalOfCounty },
    superior: authority(withoutArticle(authorities.superior ?? superiorOf(text))),
    bureau: authority(ownBureau === undefined ? bureauOf(text) : withoutArticle(ownBureau), issuer),
    issuer,
    letters: wording.letters ?? lettersIn(text.documentNumber ?? ""),
    division,
    divisionOnForms: wording.division ?? divisionOnForms(levels),
    ofLevel: levels.length === 0 && wording.division === undefined ? "有关" : `${division.zh}级及以上`,
    cycle: cycleOf(lifecycle.reviewEveryYears),
    reviewFailed: revocationWords?.reviewFailed ?? nobodys.reviewFailed,
    falsification: revocationWords?.falsification ?? nobodys.falsification,
  }
}

const smes = "中小企业"

const authority = (name: Bilingual, formal = name.zh): AuthorityWords => ({ name, short: name, formal })

/** Sentences have articles of their own. */
const withoutArticle = ({ zh, en }: Bilingual): Bilingual => bilingual(zh, en.replace(/^the /, ""))

/** 市主管部门, by the names of the divisions above. */
const superiorOf = ({ territory }: RegulationDraft): Bilingual => {
  const kinds = superiorsIn(territory ?? { counties: [] }).map(({ name }) => name.at(-1) ?? "")
  return bilingual(`${[...new Set(kinds)].join("")}主管部门`, "superior authority")
}

const certifying = bilingual("认定部门", "certifying authority")

const nobodys: TextWords = {
  conferred: bilingual("平台称号", "the title"),
  platform: bilingual("平台", "platform"),
  rules: "本办法",
  kind: "规定",
  county: authority(bilingual("推荐部门", "recommending authority")),
  superior: authority(bilingual("上级推荐部门", "superior authority")),
  bureau: authority(certifying),
  issuer: undefined,
  letters: undefined,
  division: bilingual("地区", "area"),
  divisionOnForms: bilingual("地区", "area"),
  ofLevel: "有关",
  cycle: undefined,
  reviewFailed: "撤销",
  falsification: "撤销",
}

/** What the title says that the text is about: a title without 认定管理办法, or what follows “for”. */
const conferredBy = ({ title, territory }: RegulationDraft): Bilingual => {
  const zh = withoutRemark(title.zh).replace(kindOfText, "")
  const [, named] = /^Measures of .+? for (?:certifying and fostering )?(.+)$/.exec(title.en) ?? []
  const of = territory === undefined ? "" : ` (${territory.bureau.name})`
  return bilingual(zh, named === undefined ? title.en : `${inSentence(named)}${of}`)
}

/** Without （试行）, （市级） and the like. */
const withoutRemark = (title: string): string => title.replace(/（[^（）]*）$/, "")

const kindOfText =
  /(?:认定|评定|评审|评选|遴选|备案|培育|扶持|管理|实施|暂行|试行|工作)*(?:办法|细则|规定|规则|规程|规范|意见|方案|条例)$/

/** SME Public Service → SME public service: as in a sentence, abbreviations kept. */
const inSentence = (name: string): string => name.replace(/\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase())

const platformIn = ({ zh, en }: Bilingual, { territory }: RegulationDraft): Bilingual => {
  const name = territory?.bureau.name ?? ""
  const [platform = zh.startsWith(name) ? zh.slice(name.length) : zh] = /(?:示范)?平台$/.exec(zh) ?? []
  return bilingual(platform, /demonstration platforms/i.test(en) ? "demonstration platform" : "platform")
}

/** 秦工信规〔2020〕2号 is of the series 秦工信规; the letters of the same bureau are 秦工信. */
const lettersIn = (documentNumber: string): string | undefined => /^(.+?)规?字?[〔[（(]\d{4}/.exec(documentNumber)?.[1]

/** Last characters of the names of divisions, from the larger to the smaller. */
const kindsOfDivisions = ["州", "盟", "市", "旗", "县", "区", "镇", "乡"]

/** Kinds of the divisions below the bureau's own. */
const levelsIn = ({ territory }: RegulationDraft): ReadonlyArray<string> => {
  const names = (territory?.counties ?? [])
    .filter(({ code }) => code !== territory?.bureau.code)
    .map(({ name }) => name.at(-1) ?? "")
  return kindsOfDivisions.filter((kind) => names.includes(kind))
}

const isOfCounties = (levels: ReadonlyArray<string>): boolean => levels.every((kind) => kind === "县" || kind === "区")

const divisionOf = (levels: ReadonlyArray<string>): Bilingual =>
  levels.length === 0 ? nobodys.division : bilingual(levels.join(""), isOfCounties(levels) ? "county" : "area")

const divisionOnForms = (levels: ReadonlyArray<string>): Bilingual =>
  levels.length === 0
    ? nobodys.division
    : bilingual(levels.join("、"), isOfCounties(levels) ? "county or district" : "area")

const bureauOf = ({ territory }: RegulationDraft): Bilingual =>
  territory?.bureau.name.endsWith("市") === true ? bilingual("市局", "bureau") : certifying

const numerals = ["", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"]
const inEnglish = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

/** 两年, two: a number of years in running text, in digits above ten. */
export const yearsInWords = (years: number): Bilingual =>
  bilingual(`${numerals[years] ?? years}年`, inEnglish[years] ?? String(years))

const cycleOf = (years: number | undefined): Cycle | undefined =>
  years === undefined ? undefined : { years, ...yearsInWords(years), ...(years === 1 ? { zh: "年度" } : {}) }

/** Number of the annex with which an act is filed, as its citations say; `undefined` if the text has none. */
export const annexOf = (text: SpeakingText, filed: AnyEventType): number | undefined => {
  const [annex] = (text?.citations[filed] ?? []).flatMap((id) => /^att_(\d+)$/.exec(id)?.[1] ?? [])
  return annex === undefined ? undefined : Number(annex)
}

/** What a text may cite provisions for: events and refusals. */
export type CitedSubject = AnyEventType | RefusalCode

/** The provisions of the text on these subjects, annexes left out: 第六条、第七条. `undefined` if it is silent. */
export const citedFor = (text: SpeakingText, ...subjects: ReadonlyArray<CitedSubject>): Bilingual | undefined =>
  citing(subjects.flatMap((subject) => text?.citations[subject] ?? []))

/** The article with the list of materials: 第八条. `undefined` if the text has none, or in several articles. */
export const articleOfMaterials = (text: SpeakingText): Bilingual | undefined => {
  const listed = Object.values(text?.materials ?? {}).map(({ provision }) => provision.replace(/__.*$/, ""))
  const articles = [...new Set(listed)]
  return articles.length === 1 ? citing(articles as ReadonlyArray<ProvisionId>) : undefined
}

const citing = (provisions: ReadonlyArray<ProvisionId>): Bilingual | undefined => {
  const articles = [...new Set(provisions)].filter((id) => !id.startsWith("att_"))
  return articles.length === 0 ? undefined : enumerate(articles.map(cite))
}

/** A name as the head of a column or an entry: in English with a capital. */
export const asHead = ({ zh, en }: Bilingual): Bilingual => bilingual(zh, `${en.charAt(0).toUpperCase()}${en.slice(1)}`)

/** A citation behind a heading: （第八条）; nothing if there is none. */
export const inBrackets = (cited: Bilingual | undefined): Bilingual =>
  cited === undefined ? bilingual("", "") : bilingual(`（${cited.zh}）`, ` (${cited.en})`)
