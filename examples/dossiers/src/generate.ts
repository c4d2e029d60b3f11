import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { dossierItemNames, yearOf, type DossierItem } from "@shifan/core"
import { applicants, type Applicant } from "./applicants.js"
import { formOf } from "./form.js"
import { materialsOf, type MaterialFile } from "./materials.js"

const folderOf = ({ slug }: Applicant, i: number): string => `${String(i + 1).padStart(2, "0")}-${slug}`

const jsonOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Writes every applicant's folder, the index and the README; the same bytes every time. */
export const generate = (into: string): void => {
  for (const [i, applicant] of applicants.entries()) writeFolder(join(into, folderOf(applicant, i)), applicant, i)
  const index = applicants.map((applicant, i) => ({
    folder: folderOf(applicant, i),
    uscc: applicant.uscc,
    name: applicant.platformName,
    appliesOn: applicant.appliesOn,
    case: applicant.case,
    expected: applicant.expected,
  }))
  writeFileSync(join(into, "index.json"), jsonOf(index))
  const rows = index.map((row) => `| [${row.folder}](${row.folder}) | ${row.name} | ${row.case.zh} | ${row.case.en} |`)
  writeFileSync(join(into, "README.md"), `${preface}\n${rows.join("\n")}\n`)
}

const preface = `# 示例申报材料 / Example dossiers

单位、平台、人员和号码均为虚构。每个目录有填好的申请表（\`application.json\`，附件2各栏）和十二项材料的实际文件。
All units, platforms, persons and numbers are invented. Each folder has the filled application (\`application.json\`, the
fields of Annex 2) and the twelve materials as real files, whose digests are in the application.

\`pnpm --filter @shifan/example-dossiers generate\`

| 目录 folder | 平台 platform | 说明 | shows |
|---|---|---|---|`

const writeFolder = (folder: string, applicant: Applicant, i: number): void => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, "materials"), { recursive: true })
  const files = materialsOf(applicant, i * 7)
  for (const { name, bytes } of files) writeFileSync(join(folder, "materials", name), bytes)
  const report = files.find(({ item }) => item === "applicationReport")
  const application = {
    callYear: yearOf(applicant.appliesOn),
    form: formOf(applicant, report?.document.digest ?? ""),
    dossier: Object.fromEntries(dossierItemNames.map((item) => [item, materialOf(applicant, item, files)])),
  }
  writeFileSync(join(folder, "application.json"), jsonOf(application))
}

const materialOf = (applicant: Applicant, item: DossierItem, files: ReadonlyArray<MaterialFile>) => {
  const documents = files.filter((file) => file.item === item).map(({ document }) => document)
  if (documents.length > 0) return { status: "provided", documents }
  if (applicant.materials[item] === "declaredNone")
    return { status: "declaredNone", reason: "本单位尚未开展该项认证。" }
  return { status: "missing" }
}
