/** The text that this page verifies decisions under, and in whose words it shows them. The one place of the page that names it. */
import type { Regulation } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"

export const ownText: Regulation = qinhuangdao2020
