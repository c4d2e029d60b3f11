import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { execPath } from "node:process"
import { nodeFlags } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { oldNode } from "../src/old-node.js"
import { emptyWorkplace, runProgram } from "./shifan.js"

const main = join(import.meta.dirname, "../src/main.ts")
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"))

/** Prints the URL of every loaded module on standard error. */
const moduleLogger = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module"
  registerHooks({ load: (url, context, next) => (process.stderr.write(url + "\\n"), next(url, context)) })
`)}`

/** Starts a process; `foreign` lists loaded modules that are neither Node's nor the command line's own. */
const start = (...argv: ReadonlyArray<string>) => {
  const args = [...nodeFlags, "--import", moduleLogger, main, ...argv]
  const { stdout, stderr } = spawnSync(execPath, args, { encoding: "utf8" })
  const modules = stderr.split("\n").filter((line) => line.startsWith("file:"))
  expect(modules.length).toBeGreaterThan(1)
  return { stdout, foreign: modules.filter((url) => !url.includes("/packages/cli/src/")) }
}

describe("starting the program", () => {
  it.each(["--version", "-V"])("with %s prints the package's version and loads no other package", (option) => {
    expect(start(option)).toEqual({ stdout: `${version}\n`, foreign: [] })
  })

  it.each([
    ["20.20.2", true],
    ["22.12.0", true],
    ["22.13.0", false],
    ["26.1.0", false],
  ])("on Node %s is refused with both versions if that is too old: %s", (running, isRefused) => {
    const says = oldNode(running, ">=22.13")
    expect([says?.("en"), says?.("zh")]).toEqual(
      isRefused
        ? [`Node.js 22.13 or newer is needed; this is ${running}`, `须用Node.js 22.13或更高版本，现为${running}`]
        : [undefined, undefined],
    )
  })

  it("with --version among other options prints the version", async () => {
    expect(await runProgram(["--lang", "zh", "--version"])).toEqual({ exit: 0, out: `${version}\n`, err: "" })
  })

  it("with --help loads only the packages for options and character widths", () => {
    const { foreign } = start("roster", "--help")
    const others = foreign.filter(
      (url) => !/\/(?:commander|string-width|strip-ansi|ansi-regex|get-east-asian-width)\//.test(url),
    )
    expect(others).toEqual([])
    expect(foreign).not.toEqual([])
  })

  it("with a store in a file loads no client for clusters", () => {
    const { foreign } = start("--store", `sqlite:${emptyWorkplace().at("none.db")}`, "roster", "list")
    // The parser of addresses distinguishes clusters from files, and loads no client.
    const ofClusters = foreign.filter((url) => /eventstoredb|grpc/.test(url))
    expect(ofClusters.filter((url) => !url.endsWith("/eventstoredb/src/address.ts"))).toEqual([])
    expect(foreign.some((url) => url.includes("/sqlite/"))).toBe(true)
  })
})
