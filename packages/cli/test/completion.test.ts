import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { groups } from "./command-tree.js"
import { wordsOf } from "../src/examples.js"
import { runProgram } from "./shifan.js"

const scriptFor = async (shell: string, language = "en"): Promise<string> =>
  (await runProgram(["--lang", language, "completion", shell])).out

const has = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status === 0

/** The completions that bash offers for the last word of a command line. */
const completer = async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, "completion"), await scriptFor("bash"))
  writeFileSync(join(folder, "titles.csv"), "")
  return (...words: ReadonlyArray<string>): ReadonlyArray<string> => {
    const line = ["shifan", ...words].map((word) => `'${word}'`).join(" ")
    const script = `set -eu; source ./completion; COMP_WORDS=(${line}); COMP_CWORD=${words.length}; COMPREPLY=(); _shifan || true; printf '%s\\n' "\${COMPREPLY[@]+"\${COMPREPLY[@]}"}"`
    const { stdout, stderr } = spawnSync("bash", ["-c", script], { cwd: folder, encoding: "utf8" })
    if (stderr !== "") throw new Error(stderr)
    return stdout.split("\n").filter((offered) => offered !== "")
  }
}

describe("completion in bash", () => {
  it("offers the commands of every group, whatever options precede them", async () => {
    const complete = await completer()
    for (const group of groups) {
      const words = wordsOf(group)
      const names = group.commands.map((command) => command.name())
      expect(complete(...words, "")).toEqual(expect.arrayContaining(names))
      expect(complete("--store", "sqlite:x.db", "--json", ...words, "")).toEqual(expect.arrayContaining(names))
    }
    expect(complete("ro")).toEqual(["roster"])
    expect(complete("audit", "key", "re")).toEqual(["retire"])
  })

  it("offers options, listed values and files where they fit, and nothing else", async () => {
    const complete = await completer()
    expect(complete("certify", "91130302MA00010187", "--expect")).toEqual(["--expect-revision"])
    expect(complete("roster", "list", "--format", "")).toEqual(["table", "json", "csv"])
    expect(complete("--lang", "")).toEqual(["zh", "en"])
    expect(complete("roster", "publish", "--ye")).toEqual(["--yes"])
    expect(complete("import", "ti")).toEqual(["titles.csv"])
    expect(complete("apply", "--file", "ti")).toEqual(["titles.csv"])
    expect(complete("history", "")).toEqual([])
    expect(complete("apply", "--on", "")).toEqual([])
  })
})

describe("completion in zsh and fish", () => {
  it("names every command, with descriptions in the user's language", async () => {
    for (const shell of ["zsh", "fish"])
      for (const language of ["zh", "en"]) {
        const script = await scriptFor(shell, language)
        for (const command of groups.flatMap((group) => group.commands)) expect(script).toContain(command.name())
        expect(script.includes("按")).toBe(false)
        expect(/\p{Script=Han}/u.test(script)).toBe(language === "zh")
      }
  })

  it.runIf(has("zsh"))("is accepted by zsh without a warning", async () => {
    const read = spawnSync("zsh", ["-n"], { input: await scriptFor("zsh"), encoding: "utf8" })
    expect(read).toMatchObject({ status: 0, stderr: "" })
  })

  it.runIf(has("zsh"))("offers commands, values, options and files in zsh", async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, "_shifan"), await scriptFor("zsh"))
    // Outside its line editor, zsh has none of these; here they print what would be offered.
    const offering = `
_describe() { print -rl -- \${\${(P)2}%%:*} }
compadd() { shift; print -rl -- "$@" }
_files() { print FILES }
compdef() { : }
source ./_shifan
words=(shifan "$@"); CURRENT=$#words; _shifan || true`
    const complete = (...words: ReadonlyArray<string>): ReadonlyArray<string> => {
      const { stdout, stderr } = spawnSync("zsh", ["-fc", offering, "zsh", ...words], { cwd: folder, encoding: "utf8" })
      if (stderr !== "") throw new Error(stderr)
      return stdout.split("\n").filter((offered) => offered !== "")
    }
    for (const group of groups)
      expect(complete("--store", "sqlite:x.db", "--json", ...wordsOf(group), "")).toEqual(
        expect.arrayContaining(group.commands.map((command) => command.name())),
      )
    expect(complete("roster", "list", "--format", "")).toEqual(["table", "json", "csv"])
    expect(complete("certify", "91130302MA00010187", "--expect")).toContain("--expect-revision")
    expect(complete("import", "")).toEqual(["FILES"])
    expect(complete("apply", "--file", "")).toEqual(["FILES"])
    expect(complete("history", "")).toEqual([])
    expect(complete("apply", "--on", "")).toEqual([])
  })

  it.runIf(has("fish"))("is accepted by fish, and offers commands and values", async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, "shifan.fish"), await scriptFor("fish"))
    const complete = (line: string): string =>
      spawnSync("fish", ["-c", `source shifan.fish; complete -C '${line}'`], { cwd: folder, encoding: "utf8" }).stdout
    expect(complete("shifan audit key re")).toMatch(/^retire\t/)
    expect(complete("shifan --store x roster list --format ")).toContain("csv")
  })
})
