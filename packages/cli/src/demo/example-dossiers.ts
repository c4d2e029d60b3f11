/** The example dossiers of the repository, and the actors of the demo. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, CivilDate, Uscc, type Actor, type Bilingual, type FilledCommand } from "@shifan/core"
import { Line, decode, list, oneOf, record } from "@shifan/core/forms"
import type { Target } from "@shifan/service"
import { readApplication, type Application } from "../apply/dossier-folder.js"
import { readJson } from "../input/json.js"
import { exits, failure, malformed, type Failure } from "../result.js"

interface IndexEntry {
  readonly folder: string
  readonly uscc: Uscc
  readonly name: string
  readonly appliesOn: CivilDate
  /** The case that the dossier illustrates. */
  readonly case: Bilingual
  readonly expected: "met" | "notMet" | "notYetJudged" | "refused"
}

export interface ExampleDossier extends IndexEntry {
  readonly application: Application
}

const Index = list(
  record<IndexEntry>("ExampleDossier", {
    folder: Line,
    uscc: Uscc,
    name: Line,
    appliesOn: CivilDate,
    case: record<Bilingual>("Bilingual", { zh: Line, en: Line }),
    expected: oneOf("Expected", ["met", "notMet", "notYetJudged", "refused"]),
  }),
)

const folder = join(import.meta.dirname, "../../../../examples/dossiers")

/** Sorted by application date. */
export const readExampleDossiers = async (): Promise<E.Either<Failure, ReadonlyArray<ExampleDossier>>> => {
  const file = join(folder, "index.json")
  if (!existsSync(file))
    return E.left(
      failure(
        exits.notFound,
        "NoExamples",
        "没有示例申报材料，请在项目目录中运行",
        "the example dossiers are missing; run this from a checkout",
      ),
    )
  const json = readJson(file, {})
  if (E.isLeft(json)) return json
  const entries = decode(Index, json.right)
  if (E.isLeft(entries)) return E.left(malformed(file, entries.left))
  const dossiers: Array<ExampleDossier> = []
  for (const entry of entries.right) {
    const application = await readApplication(join(folder, entry.folder), "Apply", {})
    if (E.isLeft(application)) return application
    dossiers.push({ ...entry, application: application.right.application })
  }
  return E.right(dossiers.toSorted((a, b) => compare(a.appliesOn, b.appliesOn)))
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

export const targetOf = ({ uscc }: ExampleDossier, command: FilledCommand): Target => ({
  aggregate: "designation",
  key: uscc,
  command,
})

export const nameOf = ({ name }: ExampleDossier): Bilingual => bilingual(name, name)

export const bureau = (officer: string): Actor => ({ role: "bureau", code: "130300", officer })

export const countyOf = ({ application }: ExampleDossier): Actor => {
  const code = application.form.countyOrDistrict
  return { role: "county", code, officer: `${code}-01` }
}

export const unitOf = ({ uscc }: ExampleDossier): Actor => ({ role: "unit", code: uscc, officer: "unit-01" })
