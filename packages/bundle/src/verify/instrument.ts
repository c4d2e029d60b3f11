/** The instrument's history against what the leaves give. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { sameBytes } from "@shifan/tlog"
import { names } from "../contents.js"
import type { Folder } from "../folder.js"
import type { Projection } from "../projection.js"
import { folderSaid } from "../wording.js"
import { aFile, type Findings } from "./findings.js"

export const compareInstrument = async (
  folder: Folder,
  size: number,
  projection: Projection,
  findings: Findings,
): Promise<void> => {
  const expected = projection.instrument(size)
  const given = await folder.read(names.instrument, expected.length)()
  if (E.isLeft(given)) findings.fault("FileRefused", names.instrument, aFile, folderSaid(given.left))
  else if (!sameBytes(expected, given.right))
    findings.fault(
      "InstrumentDiffers",
      names.instrument,
      bilingual(`${expected.length}字节`, `${expected.length} bytes`),
      bilingual(`${given.right.length}字节`, `${given.right.length} bytes`),
    )
}
