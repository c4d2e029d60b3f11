import { execFileSync, spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { execPath } from "node:process"
import { nodeFlags } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { freshFolder } from "./run.js"

const main = join(import.meta.dirname, "../src/main.ts")

/** Tells every module that is loaded, on standard error. */
const telling = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module"
  registerHooks({ load: (url, context, next) => (process.stderr.write(url + "\\n"), next(url, context)) })
`)}`

/** What is loaded that is neither Node's nor the command line's own. */
const foreignTo = (...argv: ReadonlyArray<string>): ReadonlyArray<string> => {
  const { stderr } = spawnSync(execPath, [...nodeFlags, "--import", telling, main, ...argv], { encoding: "utf8" })
  const urls = stderr.split("\n").filter((line) => line.startsWith("file:"))
  expect(urls.length).toBeGreaterThan(1)
  return urls.filter((url) => !url.includes("/packages/cli/src/"))
}

describe("starting", () => {
  it("to tell the version loads nothing but the command line's own entry", () => {
    expect(foreignTo("--version")).toEqual([])
  })

  it("to tell the usage loads the parser of options and no law", () => {
    const foreign = foreignTo("roster", "--help")
    expect(foreign.filter((url) => !url.includes("/commander/"))).toEqual([])
    expect(foreign).not.toEqual([])
  })

  it("on a store in a file loads no client of a cluster", () => {
    const foreign = foreignTo("--store", `sqlite:${join(freshFolder(), "none.db")}`, "roster", "list")
    expect(foreign.filter((url) => /eventstoredb|grpc/.test(url))).toEqual([])
    expect(foreign.some((url) => url.includes("/sqlite/"))).toBe(true)
  })

  it.each([["--version"], ["-V"], ["--lang", "zh", "--version"]])("%s tells the version of the package", (...argv) => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"))
    expect(execFileSync(execPath, [...nodeFlags, main, ...argv], { encoding: "utf8" })).toBe(`${version}\n`)
  })
})
