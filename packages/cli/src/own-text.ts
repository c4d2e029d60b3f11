/** The text that this program works under: that of the bureau it is made for. The one place of the command line that names it. */
import type { Regulation } from "@shifan/core"
import { qinhuangdao2020, qinhuangdao2020Text, type TextMap } from "@shifan/core/regulations"

/** In whose words everything is said and printed. */
export const ownText: Regulation = qinhuangdao2020

/** How each of its provisions is encoded. */
export const ownTextMap: TextMap = qinhuangdao2020Text
