import { Command, CommanderError } from "commander"
import stringWidth from "string-width"
import { describe, expect, it } from "vitest"
import { defineProgram } from "../src/commands.js"
import { examples, wordsOf } from "../src/examples.js"
import { wrapped } from "../src/wrapped.js"
import { allCommands, groups, helpOf, leaves, type Words } from "./command-tree.js"
import { listIn, published, runProgram, unit } from "./shifan.js"

const titled = allCommands.map((words) => [words.join(" "), words] as const)

/** Whether a command line parses; nothing is run. */
const parses = async (argv: Words): Promise<boolean> => {
  const program = new Command("shifan").exitOverride().configureOutput({ writeErr: () => {} })
  defineProgram(program, { localize: (_, en) => en, run: () => Promise.resolve() })
  try {
    await program.parseAsync([...argv], { from: "user" })
    return true
  } catch (thrown) {
    if (thrown instanceof CommanderError) return false
    throw thrown
  }
}

describe("the help", () => {
  it("has an example of every command, and of nothing else", () => {
    expect(Object.keys(examples).toSorted()).toEqual(allCommands.map((words) => words.join(" ")).toSorted())
  })

  it.each(titled)("shows an example that parses, in both languages: %s", async (title, words) => {
    const example = examples[title] ?? ""
    const [typed = ""] = example.split(" > ")
    expect(await parses([...words, ...typed.split(" ")])).toBe(true)
    expect(await helpOf(words, "zh")).toContain(`\n示例：\n  shifan ${title} ${example}\n`)
    expect(await helpOf(words, "en")).toContain(`\nExample:\n  shifan ${title} ${example}\n`)
  })

  it.each([
    { asked: ["help"], shown: ["--help"] },
    { asked: ["help", "roster"], shown: ["roster", "--help"] },
    { asked: ["roster", "help"], shown: ["roster", "--help"] },
  ])("is the same from the command help as from the option: $asked", async ({ asked, shown }) => {
    for (const language of ["zh", "en"]) {
      const wanted = await runProgram(["--lang", language, ...shown])
      expect(await runProgram(["--lang", language, ...asked])).toMatchObject({ exit: 0, out: wanted.out, err: "" })
      expect(wanted.out).toContain("shifan")
    }
  })

  it.each([
    ["zh", ["开始：", "申报与办理：", "名单与期限：", "查阅：", "审计：", "存储："]],
    [
      "en",
      ["Get started:", "Apply and decide:", "The list and deadlines:", "Inspect:", "Audit:", "Maintain the store:"],
    ],
  ])("lists the commands in groups, and none outside a group, in %s", async (language, headings) => {
    const help = await helpOf([], language)
    const sections = help.split("\n\n")
    const [, , ...below] = sections.map((section) => section.split("\n")[0])
    expect(below).toEqual([
      language === "zh" ? "选项：" : "Options:",
      ...headings,
      language === "zh" ? "命令：" : "Commands:",
    ])
    expect(sections.at(-1)?.trim().split("\n")).toHaveLength(2)
  })

  it.each([40, 50, 60])("fits a terminal of %i cells, except for names that are longer", async (width) => {
    for (const words of [[], ["audit"], ["audit", "receipt", "issue"], ["import"]]) {
      const { out } = await runProgram(["--lang", "zh", ...words, "--help"], { env: { COLUMNS: String(width) } })
      const [text = ""] = out.split("\n示例：")
      const tooWide = text.split("\n").filter((line) => stringWidth(line) > width)
      // A command with its operands, or an option with its value, is not broken.
      expect(tooWide.filter((line) => /\p{Script=Han}.*\p{Script=Han}/u.test(line.slice(width)))).toEqual([])
    }
  })
})

describe("a misspelt name", () => {
  const misspelt = (name: string): string => name.replace(/(?<=^..)./, "")
  const subcommands = groups.flatMap((group) =>
    group.commands
      .filter((command) => command.name().length > 4)
      .map((command) => [wordsOf(group), command.name()] as const),
  )

  it.each(subcommands)("in the group %j is answered with the command %s", async (words, name) => {
    const ran = await runProgram(["--lang", "en", ...words, misspelt(name)])
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining(`Did you mean`) })
    expect(ran.err).toContain(name)
  })

  // Excludes commands with mandatory options: those are reported before unknown ones.
  const asking = (command: Command): boolean => command.options.some(({ mandatory }) => mandatory)
  const options = leaves
    .filter((command) => !asking(command))
    .flatMap((command) =>
      command.options.flatMap(({ long }) =>
        long != null && long.length > 7 ? [[wordsOf(command), long] as const] : [],
      ),
    )

  it("of any option is answered with a suggestion", async () => {
    for (const [words, option] of options) {
      const ran = await runProgram(["--lang", "zh", ...words, `${option}x`])
      expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/^没有选项.*\n（是否指/) })
    }
  })
})

/** Width of the longest part of a line that is never broken. Placeholders of commands are parts of words. */
const longestWord = (line: string): number =>
  Math.max(
    ...wrapped(line.replaceAll(":经办人", ":OFFICER"), 1)
      .split("\n")
      .map((word) => stringWidth(word)),
  )

describe("a table", () => {
  it("that is wider than the terminal becomes one paragraph for each row", async () => {
    const { folder } = await published()
    const store = ["--store", `sqlite:${folder}/shifan.db`, "--lang", "zh"]
    const narrow = await runProgram([...store, "roster", "list"], { env: { COLUMNS: "48" } })
    const lines = narrow.out.split("\n")
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(48)
    expect(narrow.out).toContain("统一社会信用代码  91110108551385082Q\n")
    const wide = await runProgram([...store, "roster", "list"], { env: { COLUMNS: "200" } })
    expect(wide.out.split("\n")).toHaveLength(1 + 3 + 3)
    expect(wide).toEqual(await runProgram([...store, "roster", "list"]))
  })

  const listing: ReadonlyArray<Words> = [
    ["worklist"],
    ["due", "--within", "9999d"],
    ["roster", "list"],
    ["roster", "show", unit],
    ["schema"],
  ]

  it.each(["en", "zh"])("fits into a narrow terminal as far as it can be broken between words, in %s", async (lang) => {
    const { folder } = await published()
    for (const width of [20, 34, 48, 80])
      for (const words of listing) {
        const argv = ["--store", `sqlite:${folder}/shifan.db`, "--lang", lang, ...words]
        const { out } = await runProgram(argv, { env: { COLUMNS: String(width) } })
        expect(out.trim()).not.toBe("")
        const tooLong = out.split("\n").filter((line) => stringWidth(line) > width && longestWord(line) < 17)
        expect(tooLong).toEqual([])
      }
  })

  it("breaks a command so that a shell still takes it as one", async () => {
    const { folder } = await published()
    const argv = ["--store", `sqlite:${folder}/shifan.db`, "worklist"]
    const next = listIn(await runProgram(["--json", ...argv]), "waiting").map((row) => Reflect.get(Object(row), "next"))
    const { out } = await runProgram(argv, { env: { COLUMNS: "30" } })
    const joined = out.replaceAll(/ \\\n */g, " ")
    const commands = next.filter((command) => typeof command === "string")
    expect(commands.filter((command) => !joined.includes(`\n  ${command}\n`))).toEqual([])
    expect(commands).not.toEqual([])
    expect(out).toContain(" \\\n")
  })
})
