/** What a letter of the office says in the words of the text that governs; what the text leaves open stays open. */
import type { Bilingual, RegulationDraft } from "@shifan/core"
import { cite, enumerate, textWords, type TextWords } from "@shifan/core/messages"
import { paragraph, type Block } from "../sheet/sheet.js"

/** A part left to the office. */
export const open = (what: string): string => `【${what}】`

/** The words of a letter. */
export interface Letter {
  readonly words: TextWords
  readonly text: RegulationDraft
  /** Who signs: left open if the text does not name its bureau in full. */
  readonly bureau: string
  /** What is conferred. */
  readonly title: string
  readonly documentNumber: Block
}

export const letterUnder = (text: RegulationDraft): Letter => {
  const words = textWords(text)
  const { conferred, issuer = open("发文机关名称"), letters } = words
  const number = letters === undefined ? "文号" : `文号，如${letters}〔　　〕　号`
  return { words, text, bureau: issuer, title: conferred.zh, documentNumber: paragraph("subtitle", open(number)) }
}

/** 《…办法》第六条、第七条: the text, with the provisions that the document rests on if it has any. */
export const under = ({ words }: Letter, cited: Bilingual | undefined): string => `${words.rules}${cited?.zh ?? ""}`

/** The provision by which a title is conferred, and those by which the list is published. */
export const provisionsOfTitles = ({ citations }: RegulationDraft): Bilingual | undefined => {
  const [conferring] = citations["Certified"] ?? []
  const cited = [...(conferring === undefined ? [] : [conferring]), ...(citations["RosterPublished"] ?? [])]
  return cited.length === 0 ? undefined : enumerate([...new Set(cited)].map(cite))
}
