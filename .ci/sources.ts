/** What `.ci/names` runs: checks of the sources that need no compiler. Exits 1 when one fails. */
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { circlesIn } from "./import-circles.ts"
import { readRules, retiredNamesIn } from "./retired-names.ts"

const longestFile = 250

/** Packages that are being moved about: neither their circles nor their long files count yet. */
const unfinished: ReadonlyArray<string> = ["core"]

const tracked = execFileSync(
  "git",
  ["ls-files", "-co", "--exclude-standard", "--deduplicate", "packages", "examples"],
  {
    encoding: "utf8",
  },
)
// A file that is deleted but not yet committed is still in the list.
const paths = tracked.split("\n").filter((path) => /(?<!\.d)\.ts$/.test(path) && existsSync(path))
const files = paths.map((path) => ({ path, text: readFileSync(path, "utf8") }))
const sources = files.filter(({ path }) => {
  const [, name = "", folder] = path.split("/")
  return folder === "src" && !unfinished.includes(name)
})

const tooLong = sources.flatMap(({ path, text }) => {
  const lines = text.split("\n").length - 1
  return lines > longestFile ? [`${path}: ${lines} lines, at most ${longestFile}`] : []
})

const faults = [
  ...retiredNamesIn(files, readRules(readFileSync(".ci/retired-names.txt", "utf8"))),
  ...tooLong,
  ...circlesIn(sources),
]

for (const fault of faults) console.error(fault)
console.log(`${files.length} files read, ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1
