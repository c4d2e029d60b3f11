/** The example dossiers of the checkout. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, CivilDate, decode, Line, list, oneOf, record, Uscc, type Bilingual } from "@shifan/core"
import { readApplication, readJson, type Application } from "../apply/dossier-folder.js"
import { exits, malformed, type Failure } from "../result.js"

interface Listed {
  readonly folder: string
  readonly uscc: Uscc
  readonly name: string
  readonly appliesOn: CivilDate
  readonly case: Bilingual
  readonly expected: "met" | "notMet" | "notYetJudged" | "refused"
}

export interface ExampleDossier extends Listed {
  readonly application: Application
}

const index = list(
  record<Listed>("ExampleDossier", {
    folder: Line,
    uscc: Uscc,
    name: Line,
    appliesOn: CivilDate,
    case: record<Bilingual>("Bilingual", { zh: Line, en: Line }),
    expected: oneOf("Expected", ["met", "notMet", "notYetJudged", "refused"]),
  }),
)

export const dossiersFolder = join(import.meta.dirname, "../../../../examples/dossiers")

export const readExamples = (folder: string): E.Either<Failure, ReadonlyArray<ExampleDossier>> => {
  const file = join(folder, "index.json")
  if (!existsSync(file))
    return E.left({
      exit: exits.notFound,
      code: "NoExamples",
      message: bilingual(
        "没有示例申报材料，请在项目目录中运行",
        "the example dossiers are not here; run this from a checkout",
      ),
    })
  const json = readJson(file)
  if (E.isLeft(json)) return json
  const listed = decode(index, json.right)
  if (E.isLeft(listed)) return E.left(malformed(file, listed.left))
  const cases: Array<ExampleDossier> = []
  for (const one of listed.right) {
    const application = readApplication(join(folder, one.folder))
    if (E.isLeft(application)) return application
    cases.push({ ...one, application: application.right })
  }
  return E.right(cases.toSorted((a, b) => (a.appliesOn < b.appliesOn ? -1 : a.appliesOn > b.appliesOn ? 1 : 0)))
}
