/**
 * Lists every published package's exports in its `exports.txt`: each export is a decision, and must show in a diff. Rewrites
 * the lists and the reference in `docs/api`. `--check` compares the lists and requires a docstring for every export;
 * `--check-reference` compares the reference. Docstrings and declarations come from the output of `tsc -b`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { argv } from "node:process"
import { parseSync } from "vite"
import { referencePage, type EntryExports } from "./api-reference.ts"
import { declarationOf } from "./declarations.ts"
import { manifestIn, publishedFolders, type Manifest } from "./published.ts"

/** Every exported name of a module, and whether it is only a type. */
type Names = Map<string, "value" | "type">

const add = (names: Names, name: string, isType: boolean): void => {
  if (!isType || !names.has(name)) names.set(name, isType ? "type" : "value")
}

const exportsOf = (file: string): Names => {
  const names: Names = new Map()
  for (const { entries } of parseSync(file, readFileSync(file, "utf8")).module.staticExports)
    for (const { exportName, importName, moduleRequest, isType } of entries) {
      const from = moduleRequest?.value
      if (importName.kind !== "AllButDefault") add(names, exportName.name ?? "default", isType)
      else if (from?.startsWith(".") !== true) throw new Error(`${file}: export * from ${from}: name what is exported`)
      else
        for (const [name, kind] of exportsOf(join(dirname(file), from.replace(/\.js$/, ".ts"))))
          add(names, name, kind === "type")
    }
  return names
}

/** The file of a subpath under a condition, which may name a single file or one per platform. */
const fileOf = (target: unknown, condition: "source" | "types"): string | undefined => {
  if (typeof target !== "object" || target === null) return undefined
  const file: unknown = Reflect.get(target, condition)
  if (typeof file === "string") return file
  return typeof file === "object" && file !== null && "default" in file ? String(file.default) : undefined
}

interface Entry {
  /** Such as `@shifan/core/forms`. */
  readonly entry: string
  /** Its declaration file. */
  readonly types: string
  readonly names: ReadonlyArray<readonly [string, "value" | "type"]>
}

const entriesOf = (folder: string, { name, exports = {} }: Manifest): ReadonlyArray<Entry> =>
  Object.entries(exports).flatMap(([subpath, target]) => {
    const [source, types] = [fileOf(target, "source"), fileOf(target, "types")]
    if (source === undefined || types === undefined) return []
    const names = [...exportsOf(join(folder, source))].toSorted(([a], [b]) => (a < b ? -1 : 1))
    return [{ entry: join(name, subpath), types: join(folder, types), names }]
  })

const listOf = (entries: ReadonlyArray<Entry>): string =>
  entries
    .map(({ entry, names }) => {
      const lines = names.map(([exported, kind]) => `  ${kind === "type" ? "type " : ""}${exported}\n`)
      return `${entry}\n${lines.join("")}`
    })
    .join("\n")

const declarationsOf = ({ entry, types, names }: Entry): EntryExports => ({
  entry,
  exports: names.map(([name]) => declarationOf(types, name)),
})

const withoutDocstring = (folder: string, { entry, exports }: EntryExports): ReadonlyArray<string> =>
  exports.flatMap((one) =>
    "from" in one || one.doc !== "" ? [] : [`${folder}: ${one.name} of ${entry} has no docstring`],
  )

/** Writes a file or, when checking, reports that it differs. */
const kept = (file: string, text: string, isChecked: boolean): ReadonlyArray<string> => {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return []
  if (isChecked) return [`${file} is not what the package exports: npm run exports`]
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return []
}

const [checksLists, checksReference] = [argv.includes("--check"), argv.includes("--check-reference")]

const faults = publishedFolders.flatMap((folder) => {
  const manifest = manifestIn(folder)
  const entries = entriesOf(folder, manifest)
  if (entries.length === 0) return []
  const declared = entries.map(declarationsOf)
  const page = referencePage(manifest.name, manifest.description ?? "", declared)
  return [
    ...(checksReference ? [] : kept(join(folder, "exports.txt"), listOf(entries), checksLists)),
    ...(checksLists ? [] : kept(join("docs/api", `${basename(folder)}.md`), page, checksReference)),
    ...declared.flatMap((entry) => withoutDocstring(folder, entry)),
  ]
})
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1
