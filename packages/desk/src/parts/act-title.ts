/** Title of a page about an act: 认定：示例有限公司（91…） */
import { bilingual, type Bilingual } from "@shifan/core"
import { actNames } from "@shifan/core/messages"
import { capitalized } from "@shifan/html"

const names: Readonly<Record<string, Bilingual>> = actNames

export const actTitle = (act: string, subject: Bilingual | undefined): Bilingual => {
  const { zh, en } = names[act] ?? bilingual(act, act)
  const name = bilingual(zh, capitalized(en))
  return subject === undefined ? name : bilingual(`${name.zh}：${subject.zh}`, `${name.en}: ${subject.en}`)
}
