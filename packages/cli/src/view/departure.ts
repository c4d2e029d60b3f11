/** Two logs that are not the same, told by the place where they part and by their figures. */
import { bilingual, type Bilingual } from "@shifan/core"
import type { Comparison, Departure, Figures, Place } from "@shifan/event-store"
import { exits, type Failure } from "../outcome.js"

export const hex = (root: Uint8Array): string => Buffer.from(root).toString("hex")

/** `from` and `to` as they may be shown. */
export const departed = (from: string, to: string, departure: Departure): Failure => {
  const parting = partingOf(departure)
  const nth = departure.index + 1
  return {
    exit: exits.verificationFailed,
    code: departure._tag,
    message: bilingual(
      `${to}自第${nth}条起与${from}不一致：${parting.zh}`,
      `${to} is no copy of ${from} from event ${nth} on: ${parting.en}`,
    ),
    figures: departure,
    hint: bilingual(
      "目标须为空，或为来源历史的开头部分",
      "the target must be empty, or hold a beginning of the source",
    ),
  }
}

const partingOf = ({ source, target, aspect }: Departure): Bilingual => {
  const [expected, found] = [placeText(source), placeText(target)]
  const other = others[aspect]
  return other === undefined
    ? bilingual(`应为${expected.zh}，实为${found.zh}`, `expected ${expected.en}, found ${found.en}`)
    : bilingual(`${found.zh}的${other.zh}不同`, `${found.en} has ${other.en}`)
}

/** Where both have an event at the same place. */
const others: { readonly [K in Departure["aspect"]]: Bilingual | undefined } = {
  place: undefined,
  end: undefined,
  id: bilingual("事件编号", "another id"),
  type: bilingual("类型", "another type"),
  leaf: bilingual("内容", "other bytes"),
}

const placeText = (place: Place | undefined): Bilingual =>
  place === undefined
    ? bilingual("无", "nothing")
    : bilingual(`${place.stream}@${place.revision}`, `${place.stream}@${place.revision}`)

/** After a copy: nothing was refused on the way, and yet what was read at the end differs. */
export const differing = (from: string, to: string, { source, target, departure }: Comparison): Failure => {
  const figures = { source: told(source), target: told(target), departure }
  return {
    exit: exits.verificationFailed,
    code: "CopyDiffers",
    message: bilingual(
      `核对不符：${from}有${source.events}条，根${hex(source.root)}；${to}有${target.events}条，根${hex(target.root)}`,
      `they differ: ${from} has ${source.events} events, root ${hex(source.root)}; ${to} has ${target.events}, root ${hex(target.root)}`,
    ),
    figures,
    hint:
      source.events > target.events
        ? bilingual("来源其间又有登记，请再次运行", "the source has grown meanwhile: run it again")
        : bilingual("勿使用该副本", "do not use the copy"),
  }
}

/** For `--json`. */
export const told = ({ events, streams, root }: Figures) => ({ events, streams: streams.size, root: hex(root) })
