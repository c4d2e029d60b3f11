/** Implements `.ci/names`: source checks that need no compiler. Exits 1 if one fails. */
import { readFileSync } from "node:fs"
import { circlesIn } from "./import-circles.ts"
import { readRules, retiredNamesIn } from "./retired-names.ts"
import { readSourceFiles } from "./source-files.ts"
import { undeclaredImportsIn } from "./undeclared-imports.ts"

const longestFile = 250

const files = readSourceFiles()
const sources = files.filter(({ path }) => path.split("/")[2] === "src")

const tooLong = sources.flatMap(({ path, text }) => {
  const lines = text.split("\n").length - 1
  return lines > longestFile ? [`${path}: ${lines} lines, at most ${longestFile}`] : []
})

const faults = [
  ...retiredNamesIn(files, readRules(readFileSync(".ci/retired-names.txt", "utf8"))),
  ...tooLong,
  ...circlesIn(sources),
  ...undeclaredImportsIn(sources),
]

for (const fault of faults) console.error(fault)
console.log(`${files.length} files read, ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1
