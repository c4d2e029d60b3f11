/** Describes how a copy differs from its source. `from` and `to` are addresses without passwords. */
import { bilingual, type Bilingual } from "@shifan/core"
import type { CopyError, EventPlace, LogComparison, LogSummary, Mismatch } from "@shifan/event-store"
import { storeFailure } from "../failures.js"
import { exits, failure, type Failure } from "../result.js"

/** As printed: the number of streams, and the root in hex. */
export const logFigures = ({ events, streams, root }: LogSummary) => ({
  events,
  streams: streams.size,
  root: hex(root),
})

const hex = (root: Uint8Array): string => Buffer.from(root).toString("hex")

/** The target contains something other than a beginning of the source. */
export const mismatchFailure = (from: string, to: string, mismatch: Mismatch): Failure => {
  const difference = differenceText(mismatch)
  const nth = mismatch.index + 1
  return {
    ...failure(
      exits.verificationFailed,
      "Mismatch",
      `${to}自第${nth}条起与${from}不一致：${difference.zh}`,
      `${to} differs from ${from} from event ${nth} on: ${difference.en}`,
    ),
    figures: mismatch,
    hint: bilingual("目标须为空，或为来源历史的开头部分", "the target must be empty or a prefix of the source"),
  }
}

const differenceText = ({ source, target, aspect }: Mismatch): Bilingual => {
  const expected = placeText(source)
  const found = placeText(target)
  const other = aspectNames[aspect]
  return other === undefined
    ? bilingual(`应为${expected.zh}，实为${found.zh}`, `expected ${expected.en}, found ${found.en}`)
    : bilingual(`${found.zh}的${other.zh}不同`, `${found.en} has ${other.en}`)
}

/** `undefined` if only one of them has an event at this place. */
const aspectNames: { readonly [K in Mismatch["aspect"]]: Bilingual | undefined } = {
  place: undefined,
  end: undefined,
  id: bilingual("事件编号", "another id"),
  type: bilingual("类型", "another type"),
  leaf: bilingual("内容", "other bytes"),
}

const placeText = (place: EventPlace | undefined): Bilingual => {
  if (place === undefined) return bilingual("无", "nothing")
  const text = `${place.stream}@${place.revision}`
  return bilingual(text, text)
}

/** All events were accepted, but the two logs differ when read again completely. */
export const differenceFailure = (from: string, to: string, { source, target, mismatch }: LogComparison): Failure => {
  const original = logFigures(source)
  const copied = logFigures(target)
  const sourceHasGrown = mismatch?.aspect === "end" && mismatch.target === undefined
  return {
    ...failure(
      exits.verificationFailed,
      "CopyDiffers",
      `核对不符：${from}有${original.events}条，根${original.root}；${to}有${copied.events}条，根${copied.root}`,
      `they differ: ${from} has ${original.events} events, root ${original.root}; ${to} has ${copied.events}, root ${copied.root}`,
    ),
    figures: { source: original, target: copied, mismatch },
    hint: sourceHasGrown
      ? bilingual("来源其间又有登记，请再次运行", "the source grew in the meantime: run it again")
      : bilingual("勿使用该副本", "do not use the copy"),
  }
}

export const copyFailure = (error: CopyError, from: string, to: string): Failure => {
  if (error._tag === "Mismatch") return mismatchFailure(from, to, error)
  const cause = storeFailure(error.error)
  const store = error._tag === "SourceFailed" ? from : to
  return {
    ...cause,
    message: bilingual(`${store}：${cause.message.zh}`, `${store}: ${cause.message.en}`),
    hint: bilingual("再次运行即从中断处继续", "run it again to resume where it stopped"),
  }
}
