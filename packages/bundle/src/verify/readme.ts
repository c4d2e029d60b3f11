/** Generates the README again and compares it with the bundle's. */
import { bilingual, type CivilDate } from "@shifan/core"
import { sameBytes } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { fileLimits, fileNames } from "../format.js"
import { readme, type ReadmeFacts } from "../readme.js"
import { fileFault, fileRefused, type FindingsCollector, somethingElse } from "./findings.js"
import type { Head } from "./head.js"

/** Readers follow the README to check everything else, so no other text may replace it. */
export const checkReadme = async (
  folder: Folder,
  { checkpoint: { origin, size } }: Head,
  { asOf, audience }: { readonly asOf: CivilDate; readonly audience: ReadmeFacts["audience"] },
  findings: FindingsCollector,
): Promise<void> => {
  const path = fileNames.readme
  const file = await folder.read(path, fileLimits.note)()
  if (E.isLeft(file)) return findings.addFault(fileRefused(path, file.left))
  const expected = new TextEncoder().encode(readme({ origin, size, asOf, audience }))
  if (!sameBytes(file.right, expected))
    findings.addFault(fileFault("ReadmeDiffers", path, expectedReadme, somethingElse))
}

const expectedReadme = bilingual(
  "按日志、条数、名单日期和读者写成的说明",
  "the text for this log, size, day and reader",
)
