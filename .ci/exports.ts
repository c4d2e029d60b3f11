/**
 * What every published package exports, kept in its `exports.txt`: a name one exports is a decision, and shows in a change.
 * Rewrites the lists, or compares them with `--check`.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { argv } from "node:process"
import { parseSync } from "vite"
import { manifestIn, publishedFolders, type Manifest } from "./published.ts"

/** Every exported name of a module, and whether it is a type alone. */
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

/** The source file of a subpath: `source` names it, alone or for each platform. */
const sourceOf = (target: unknown): string | undefined => {
  if (typeof target !== "object" || target === null || !("source" in target)) return undefined
  const { source } = target
  if (typeof source === "string") return source
  return typeof source === "object" && source !== null && "default" in source ? String(source.default) : undefined
}

const listOf = (folder: string, { name, exports = {} }: Manifest): string =>
  Object.entries(exports)
    .flatMap(([subpath, target]) => {
      const source = sourceOf(target)
      if (source === undefined) return []
      const names = [...exportsOf(join(folder, source))]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([exported, kind]) => `  ${kind === "type" ? "type " : ""}${exported}\n`)
      return [`${join(name, subpath)}\n${names.join("")}`]
    })
    .join("\n")

const faults = publishedFolders.flatMap((folder) => {
  const list = join(folder, "exports.txt")
  const text = listOf(folder, manifestIn(folder))
  if (text === "" || (existsSync(list) && readFileSync(list, "utf8") === text)) return []
  if (argv.includes("--check")) return [`${list} is not what the package exports: npm run exports`]
  writeFileSync(list, text)
  return []
})
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1
