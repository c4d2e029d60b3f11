import { createHash } from "node:crypto"
import { cpSync, lstatSync, readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { writeVerifier } from "../../verifier/src/build/verifier.js"
import { allCommands, helpOf, type Words } from "./command-tree.js"
import { hasOperands, newOffice, type Office } from "./operands.js"
import { emptyWorkplace, runProgram, workplaceIn } from "./shifan.js"

let office: Office

beforeAll(async () => {
  office = await newOffice(afterAll)
})

/** Ctrl-C at once, for commands that otherwise keep running. */
const interrupted = {
  onInterrupt: (listener: () => void) => {
    listener()
    return { stop: () => undefined }
  },
}

/**
 * Files that SQLite makes next to an open file and may leave: an index, and an empty log. Also caches, which are made again
 * if missing.
 */
const isPassing = (name: string, size: number): boolean =>
  name.endsWith("-shm") || (name.endsWith("-wal") && size === 0) || name.includes("shifan.units/")

/** Every file below a folder, with its bytes and mode. */
const stateOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !isPassing(file, lstatSync(file).size))
      .toSorted()
      .map((file) => {
        const stats = lstatSync(file)
        const content = stats.isFile() ? createHash("sha256").update(readFileSync(file)).digest("hex") : "folder"
        return [relative(folder, file), `${stats.mode.toString(8)} ${content}`]
      }),
  )

/** A copy of the office in which nothing has been written yet. */
const untouchedOffice = (words: Words) => {
  const { folder } = emptyWorkplace()
  cpSync(office.folder, folder, { recursive: true })
  const name = words.join(" ")
  // Commands that make a store need a place without one.
  const store = name === "init" || name === "restore" ? "new.db" : "shifan.db"
  const { at } = workplaceIn(folder)
  const argv = [...words, ...office.operandsOf(words, at)]
  return { folder, global: ["--store", `sqlite:${at(store)}`], argv }
}

/** Without `serve`, which runs until interrupted and has its own test. */
const ending = allCommands.filter(([first]) => first !== "serve")
const helps = await Promise.all(ending.map(async (words) => ({ words, help: await helpOf(words) })))
const writing = helps.filter(({ help }) => help.includes("--dry-run"))
const looking = helps.filter(({ help }) => !help.includes("--dry-run"))

/** Commands whose writes are visible here. Acts without a row are refused; they share the code of the others. */
const shown = writing.filter(
  ({ words }) => !["key retire", "key new", "receipt verify"].includes(words.slice(1).join(" ")) && hasOperands(words),
)

const titled = (commands: typeof helps) => commands.map(({ words }) => [words.join(" "), words] as const)

// `audit verifier` writes this page.
beforeAll(writeVerifier)

describe("every command", () => {
  it("has its operands here unless it is an act, so that it does not fail for want of them", () => {
    const without = helps.filter(({ words, help }) => !hasOperands(words) && !help.includes("--expect-revision"))
    expect(without).toEqual([])
  })

  it.each(titled(looking))("that has no --dry-run leaves every byte unchanged: %s", async (_, words) => {
    const { folder, global, argv } = untouchedOffice(words)
    const before = stateOf(folder)
    await runProgram([...global, "--yes", ...argv], words.join(" ") === "serve" ? interrupted : {})
    expect(stateOf(folder)).toEqual(before)
  })

  it.each(titled(writing))(
    "that writes leaves every byte unchanged with --dry-run, without --yes, and when declined: %s",
    async (_, words) => {
      const { folder, global, argv } = untouchedOffice(words)
      const before = stateOf(folder)
      await runProgram([...global, "--yes", ...argv, "--dry-run"])
      expect(stateOf(folder)).toEqual(before)
      await runProgram([...global, ...argv])
      expect(stateOf(folder)).toEqual(before)
      await runProgram([...global, ...argv], { ask: () => Promise.resolve(false) })
      expect(stateOf(folder)).toEqual(before)
    },
  )

  it.each(titled(shown))("that writes shows a preview, asks, and writes after consent: %s", async (_, words) => {
    const { folder, global, argv } = untouchedOffice(words)
    const before = stateOf(folder)
    const previewed = await runProgram([...global, "--json", ...argv, "--dry-run"])
    expect(JSON.parse(previewed.out.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({ dryRun: true })
    const unasked = await runProgram([...global, ...argv])
    expect(unasked).toMatchObject({ exit: 2, err: expect.stringContaining("a write needs --yes") })
    const declined = await runProgram([...global, ...argv], { ask: () => Promise.resolve(false) })
    expect(declined).toMatchObject({ exit: 2, err: expect.stringContaining("not confirmed; nothing was written") })
    expect(declined.err.split("\n").length).toBeGreaterThan(2)
    expect(await runProgram([...global, "--yes", ...argv])).toMatchObject({ exit: 0 })
    expect(stateOf(folder)).not.toEqual(before)
  })
})
