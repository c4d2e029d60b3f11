/** The faults of a record, for its own page. */
import { bilingual } from "@shifan/core"
import { definitionList, notice, type Content } from "@shifan/html"
import type { FaultFound } from "../examination/examination.js"
import type { Place } from "./view.js"

export const faultItems = ({ say }: Place, faults: ReadonlyArray<FaultFound>): Content =>
  faults.map(({ name, expected, found }) => [
    notice(
      "bad",
      say(name),
      definitionList([
        ...(expected === null ? [] : [[say(bilingual("应为", "expected")), say(expected)] as const]),
        [say(bilingual("实为", "found")), say(found)],
      ]),
    ),
  ])
