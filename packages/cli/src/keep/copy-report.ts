/** What a move came to: the same log in two places, or two that part, told by place and by figures. */
import { bilingual, type Bilingual } from "@shifan/core"
import type { CopyResult, EventPlace, LogComparison, LogSummary, Mismatch } from "@shifan/event-store"
import { withoutPassword } from "./store-address.js"
import type { CopyPlan } from "./copy-plan.js"
import { exits, type Failure, type Output } from "../result.js"
import { paint, say, type CommandContext } from "../command-context.js"

const hex = (root: Uint8Array): string => Buffer.from(root).toString("hex")

/** `--json` has called it a departure from the first release on. */
const published = (mismatch: Mismatch) => ({ ...mismatch, _tag: "Departure" as const })

/** `from` and `to` as they may be shown. */
export const mismatchFailure = (from: string, to: string, mismatch: Mismatch): Failure => {
  const parting = partingOf(mismatch)
  const nth = mismatch.index + 1
  return {
    exit: exits.verificationFailed,
    code: "Departure",
    message: bilingual(
      `${to}自第${nth}条起与${from}不一致：${parting.zh}`,
      `${to} is no copy of ${from} from event ${nth} on: ${parting.en}`,
    ),
    figures: published(mismatch),
    hint: bilingual(
      "目标须为空，或为来源历史的开头部分",
      "the target must be empty, or hold a beginning of the source",
    ),
  }
}

const partingOf = ({ source, target, aspect }: Mismatch): Bilingual => {
  const [expected, found] = [placeText(source), placeText(target)]
  const other = others[aspect]
  return other === undefined
    ? bilingual(`应为${expected.zh}，实为${found.zh}`, `expected ${expected.en}, found ${found.en}`)
    : bilingual(`${found.zh}的${other.zh}不同`, `${found.en} has ${other.en}`)
}

/** Where both have an event at the same place. */
const others: { readonly [K in Mismatch["aspect"]]: Bilingual | undefined } = {
  place: undefined,
  end: undefined,
  id: bilingual("事件编号", "another id"),
  type: bilingual("类型", "another type"),
  leaf: bilingual("内容", "other bytes"),
}

const placeText = (place: EventPlace | undefined): Bilingual =>
  place === undefined
    ? bilingual("无", "nothing")
    : bilingual(`${place.stream}@${place.revision}`, `${place.stream}@${place.revision}`)

/** After a copy: nothing was refused on the way, and yet what was read at the end differs. */
export const differenceFailure = (from: string, to: string, { source, target, mismatch }: LogComparison): Failure => {
  const figures = { source: told(source), target: told(target), departure: mismatch && published(mismatch) }
  return {
    exit: exits.verificationFailed,
    code: "CopyDiffers",
    message: bilingual(
      `核对不符：${from}有${source.events}条，根${hex(source.root)}；${to}有${target.events}条，根${hex(target.root)}`,
      `they differ: ${from} has ${source.events} events, root ${hex(source.root)}; ${to} has ${target.events}, root ${hex(target.root)}`,
    ),
    figures,
    hint:
      mismatch?.aspect === "end" && mismatch.target === undefined
        ? bilingual("来源其间又有登记，请再次运行", "the source has grown meanwhile: run it again")
        : bilingual("勿使用该副本", "do not use the copy"),
  }
}

const told = ({ events, streams, root }: LogSummary) => ({ events, streams: streams.size, root: hex(root) })

/** Verified; and where the personal data are now. */
export const copyOutput = (
  context: CommandContext,
  move: CopyPlan,
  { appended }: CopyResult,
  figures: LogSummary,
): Output => {
  const { events, streams, root } = told(figures)
  const { source, target, vault, toVault } = move
  const verdict = bilingual(
    `✓ 复制${appended}条（此前已有${events - appended}条），两处逐字节一致：${events}条事件，${streams}个流，根${root}`,
    `✓ ${appended} events copied, ${events - appended} were there; both are the same, byte for byte: ${events} events in ${streams} streams, root ${root}`,
  )
  const lines = vault === undefined ? [] : [say(context, vaultRemark(vault, toVault))]
  return {
    json: {
      from: withoutPassword(source),
      to: withoutPassword(target),
      appended,
      events,
      streams,
      root,
      same: true,
      vault: toVault ?? vault ?? null,
      vaultCopied: toVault !== undefined,
    },
    text: [paint(context, "green", say(context, verdict)), ...lines].join("\n"),
  }
}

const vaultRemark = (vault: string, toVault: string | undefined): Bilingual =>
  toVault === undefined
    ? bilingual(
        `个人信息不在其中，仍在${vault}；今后办理请加--vault ${vault}`,
        `Personal data are not in it: they lie in ${vault}. Go on with --vault ${vault}`,
      )
    : bilingual(
        `个人信息保管库已复制到${toVault}；${vault}仍能读出，不再使用的须销毁`,
        `The vault was copied to ${toVault}. ${vault} can still be read: destroy the one that is used no more`,
      )
