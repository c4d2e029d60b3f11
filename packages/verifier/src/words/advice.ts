/** What a finding means to somebody who keeps no logs, and what to do about it. */
import { bilingual, type Bilingual } from "@shifan/core"

export interface Advice {
  readonly means: Bilingual
  readonly todo: Bilingual
}

export const advice = (meansZh: string, meansEn: string, todoZh: string, todoEn: string): Advice => ({
  means: bilingual(meansZh, meansEn),
  todo: bilingual(todoZh, todoEn),
})
