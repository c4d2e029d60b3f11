/** Writes every applicant's folder, the index and the README. The same again, byte for byte. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { dossierItemNames, yearOf } from "@shifan/core"
import { applicants, type Applicant } from "./applicants.js"
import { formOf } from "./form.js"
import { materialsOf } from "./materials.js"

const folderOf = ({ slug }: Applicant, i: number): string => `${String(i + 1).padStart(2, "0")}-${slug}`

const written = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

export const generate = (into: string): void => {
  for (const [i, one] of applicants.entries()) writeFolder(join(into, folderOf(one, i)), one, i)
  const index = applicants.map((one, i) => ({
    folder: folderOf(one, i),
    uscc: one.uscc,
    name: one.platformName,
    appliesOn: one.appliesOn,
    case: one.case,
    expected: one.expected,
  }))
  writeFileSync(join(into, "index.json"), written(index))
  const rows = index.map((one) => `| [${one.folder}](${one.folder}) | ${one.name} | ${one.case.zh} | ${one.case.en} |`)
  writeFileSync(join(into, "README.md"), `${preface}\n${rows.join("\n")}\n`)
}

const preface = `# 示例申报材料 / Example dossiers

单位、平台、人员和号码均为虚构。每个目录有填好的申请表（\`application.json\`，附件2各栏）和十二项材料的实际文件。
All units, platforms, persons and numbers are invented. Each folder has the filled application (\`application.json\`, the
fields of Annex 2) and the twelve materials as real files, whose digests the dossier carries.

\`pnpm --filter @shifan/example-dossiers generate\`

| 目录 folder | 平台 platform | 说明 | what it shows |
|---|---|---|---|`

const writeFolder = (folder: string, one: Applicant, i: number): void => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, "materials"), { recursive: true })
  const files = materialsOf(one, i * 7)
  for (const { name, bytes } of files) writeFileSync(join(folder, "materials", name), bytes)
  const report = files.find(({ item }) => item === "applicationReport")
  const dossier = Object.fromEntries(
    dossierItemNames.map((item) => {
      const documents = files.filter((file) => file.item === item).map(({ document }) => document)
      const none = { status: "declaredNone", reason: "本单位尚未开展该项认证。" }
      return [
        item,
        documents.length > 0
          ? { status: "provided", documents }
          : one.materials[item] === "declaredNone"
            ? none
            : { status: "missing" },
      ]
    }),
  )
  const application = { callYear: yearOf(one.appliesOn), form: formOf(one, report?.document.digest ?? ""), dossier }
  writeFileSync(join(folder, "application.json"), written(application))
}
