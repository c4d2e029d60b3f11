/** The machine a report was made on. */
import { readFileSync, statfsSync } from "node:fs"
import { cpus, totalmem, type } from "node:os"
import { versions } from "node:process"
import type { Machine } from "./result.js"

/** Its type by the table of mounts, where there is one; else its magic number. */
const fileSystemOf = (folder: string): string => {
  try {
    const mounts = readFileSync("/proc/mounts", "utf8")
      .split("\n")
      .map((line) => line.split(" "))
      .filter(([, point = "/none"]) => `${folder}/`.startsWith(point === "/" ? point : `${point}/`))
    const [, , kind = ""] = mounts.toSorted(([, a = ""], [, b = ""]) => b.length - a.length)[0] ?? []
    if (kind !== "") return kind
  } catch {
    // Another system: it has no such table.
  }
  return `type 0x${statfsSync(folder).type.toString(16)}`
}

export const machineAt = (folder: string): Machine => ({
  processor: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: versions.node,
  sqlite: versions["sqlite"] ?? "unknown",
  system: type(),
  fileSystem: fileSystemOf(folder),
})
