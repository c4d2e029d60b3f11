/** Arguments that commander would accept, but that nobody means. */
import { readdirSync } from "node:fs"
import type { Command } from "commander"
import { describe, expect, it } from "vitest"
import { wordsOf } from "../src/examples.js"
import { groups, leaves } from "./command-tree.js"
import { byBureau, emptyWorkplace, json, listIn, runProgram, storeWithApplication, unit } from "./shifan.js"

const valued = ({ options }: Command): ReadonlyArray<string> =>
  options.filter(({ required }) => required).map(({ long }) => long ?? "")

const optionsWithValue = [
  ...leaves.flatMap((command) => valued(command).map((option) => [wordsOf(command).join(" "), option] as const)),
  ...groups.slice(0, 1).flatMap((program) => valued(program).map((option) => ["roster list", option] as const)),
]

describe("an empty argument", () => {
  it.each(optionsWithValue)("is refused: %s %s", async (words, option) => {
    for (const empty of [[option, ""], [`${option}=`]]) {
      const ran = await runProgram([...words.split(" "), ...empty])
      expect(ran).toMatchObject({ exit: 2, out: "" })
      expect(ran.err).toContain(`the value of option ${option} is empty`)
    }
  })

  it("is refused in Chinese as well", async () => {
    const { err } = await runProgram(["--lang", "zh", "roster", "list", "--as-of", ""])
    expect(err).toContain("选项--as-of的取值是空的")
  })

  it.each(["backup", "demo --out", "site build --out", "copy -"])(
    "writes nothing into the present folder: %s",
    async (words) => {
      const { shifan } = await storeWithApplication()
      const before = readdirSync(".")
      const ran = await shifan(...words.split(" "), "")
      expect(ran.exit).toBe(2)
      expect(ran.err).toMatch(/^error: (argument \d+|the value of option --out) is empty\n/)
      expect(readdirSync(".")).toEqual(before)
      expect(json(await shifan("--json", "history", ""))).toMatchObject({ error: { code: "Usage" } })
    },
  )
})

describe("an option that is given twice", () => {
  it("is refused in an act, whose officer or day would otherwise be chosen silently", async () => {
    const { shifan, save } = await storeWithApplication()
    const reason = save("reason.json", '{"reason":"示例"}')
    const act = ["withdraw", unit, "--file", reason, "--by", `unit:${unit}:U-01`, "--on", "2020-12-02"]
    for (const again of [
      ["--by", `unit:${unit}:U-02`],
      ["--on", "2020-12-03"],
      ["--file", reason],
      ["--on=2020-12-02"],
    ]) {
      const ran = await shifan(...act, ...again)
      expect(ran.exit).toBe(2)
      expect(ran.err).toContain(`option ${again[0]?.split("=")[0] ?? ""} is given twice`)
    }
    expect((await shifan("--lang", "zh", ...act, "--on", "2020-12-02")).err).toContain("选项--on给了两次")
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(1)
    expect((await shifan(...act)).exit).toBe(0)
  })

  it("is accepted if it may be repeated, or is one of the program", async () => {
    const { shifan, at } = await storeWithApplication()
    await shifan("audit", "checkpoint")
    expect((await shifan("audit", "verify", "--kept", at("checkpoint"), "--kept", at("checkpoint"))).exit).toBe(0)
    expect((await shifan("--lang", "zh", "--lang", "en", "--json", "--json", "roster", "list")).exit).toBe(0)
  })
})

describe("an input with countless faults", () => {
  it("is refused with the first thousand and the number of the rest, in a few seconds", async () => {
    const { shifan, save } = emptyWorkplace()
    const keys = Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join(",")
    const ran = await shifan(
      "withdraw",
      unit,
      "--file",
      save("many.json", `{"reason":"示例",${keys}}`),
      ...byBureau("2020-12-02"),
    )
    expect(ran.exit).toBe(2)
    const lines = ran.err.trimEnd().split("\n")
    expect(lines[0]).toContain("100000 faults")
    expect(lines).toHaveLength(1002)
    expect(lines.at(-1)).toBe("  and 99000 more")
  })
})
