import { describe, expect, it } from "vitest"
import { runProgram } from "./shifan.js"

const chinese = { env: { LANG: "zh_CN.UTF-8" } }

describe("the parser of the command line", () => {
  it.each([
    [["audit", "key", "add"], "须给出选项--by <actor>"],
    [["history"], "缺少参数uscc"],
    [["roster", "list", "--fromat", "csv"], "没有选项--fromat\n（是否指--format？）"],
    [["help", "rooster"], "没有命令rooster\n（是否指roster？）"],
    [["help", "示例"], "没有命令示例"],
    [["help", "roster", "lst"], "没有命令lst\n（是否指list？）"],
    [["rooster"], "没有命令rooster\n（是否指roster？）"],
    [["roster", "list", "--format"], "选项--format <format>缺少取值"],
    [["roster", "list", "--format", "pdf"], "选项--format <format>不能取pdf，可取table、json、csv"],
    [["history", "a", "b"], "history只需1个参数，给了2个"],
  ])("reports %j in Chinese if the locale is Chinese: %s", async (argv, message) => {
    const { exit, err } = await runProgram(argv, chinese)
    expect([exit, err]).toEqual([2, `${message}\n（用--help查看用法）\n`])
    expect((await runProgram(argv)).err).toMatch(/^error: /)
  })

  it("says as JSON that no command was given, beside the help", async () => {
    const { exit, out, err } = await runProgram(["--json"], chinese)
    expect([exit, err]).toEqual([2, expect.stringMatching(/^用法：/)])
    expect(JSON.parse(out)).toEqual({ schemaVersion: 1, error: { code: "Usage", message: "没有给出命令" } })
  })

  it("takes the language with an equals sign too", async () => {
    expect((await runProgram(["--lang=zh", "history"])).err).toMatch(/^缺少参数uscc/)
    expect((await runProgram(["--lang=en", "history"], chinese)).err).toMatch(/^error: /)
  })

  it.each([
    [["--help"]],
    [["audit", "--help"]],
    [["audit", "key", "add", "--help"]],
    [["help", "roster"]],
    [["roster", "list", "--help"]],
  ])("has its own headings and texts in Chinese: %j", async (argv) => {
    const { exit, out } = await runProgram(argv, chinese)
    expect([exit, out]).toEqual([0, expect.stringMatching(/^用法： ?shifan/)])
    expect(out).not.toMatch(/Usage|Options:|Commands:|Arguments:|display help|output the version|choices|default:/)
  })
})
