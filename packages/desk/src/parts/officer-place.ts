/** Where somebody acts from: 市局；海港区 县区主管部门；单位 91130302MA00010187. A county has a name, and is not shown by its code. */
import { countyName } from "@shifan/casework"
import { bilingual, type Actor, type Bilingual, type Regulation } from "@shifan/core"
import { actorName } from "@shifan/core/messages"

export const officerPlace = ({ role, code }: Pick<Actor, "role" | "code">, regulation: Regulation): Bilingual => {
  const { zh, en } = actorName({ role, code }, regulation)
  switch (role) {
    case "county": {
      const county = countyName(code, regulation)
      return bilingual(`${county} ${zh}`, `${en} ${county}`)
    }
    case "unit":
      return bilingual(`${zh} ${code}`.trim(), `${en} ${code}`.trim())
    default:
      return bilingual(zh, en)
  }
}
