/** What replay can find wrong, and where: the event's place in the store, what was expected and what was found. */
import { bilingual, type Bilingual } from "@shifan/core"

export type FaultCode =
  | "HashDiffers"
  | "NotCanonical"
  | "NotAnEvent"
  | "Misplaced"
  | "Gap"
  | "BrokenChain"
  | "WrongId"
  | "UnknownLaw"
  | "Undecidable"
  | "DecidedOtherwise"
  | "PublishedOtherwise"
  | "Malformed"
  | "Unreadable"

export interface Fault {
  readonly code: FaultCode
  /** The number of the event in the order of the store, from 0: the leaf index of the log. */
  readonly index: number
  readonly stream: string
  readonly revision: number
  readonly expected: string
  readonly found: string
}

export const faultNames: { readonly [C in FaultCode]: Bilingual } = {
  HashDiffers: bilingual("字节与记录时的叶哈希不符", "the bytes are not those whose leaf hash was recorded"),
  NotCanonical: bilingual("字节不是规范化的JSON", "the bytes are not canonical JSON"),
  NotAnEvent: bilingual("不是事件", "it is not an event"),
  Misplaced: bilingual("事件自述的位置与实际不符", "the event says it stands elsewhere"),
  Gap: bilingual("修订号不连续", "revisions are not dense"),
  BrokenChain: bilingual("与上一事件的哈希链断开", "it does not name the hash of the event before it"),
  WrongId: bilingual("事件编号与命令不符", "its id does not follow from its command"),
  UnknownLaw: bilingual("所依据的规定无从查考", "the law it rests on cannot be found"),
  Undecidable: bilingual("重新裁决被驳回", "decided again, it is refused"),
  DecidedOtherwise: bilingual("重新裁决的结果不同", "decided again, it comes out otherwise"),
  PublishedOtherwise: bilingual("公布的名单与重放所得不同", "the list that was published is not the one replayed"),
  Malformed: bilingual("事件内容不合格式", "its data are not of its type"),
  Unreadable: bilingual("存储无法读取", "the store cannot be read"),
}
