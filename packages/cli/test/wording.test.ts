import { describe, expect, it } from "vitest"
import { freshFolder, programIn } from "./run.js"

const shifan = programIn(freshFolder(), { env: { LANG: "zh_CN.UTF-8" } })
const english = programIn(freshFolder())

describe("what the command line is told in Chinese", () => {
  it.each([
    [["audit", "key", "add"], "须给出选项--by <actor>"],
    [["history"], "缺少参数uscc"],
    [["roster", "list", "--fromat", "csv"], "没有选项--fromat\n（是否指--format？）"],
    [["rooster"], "没有命令rooster\n（是否指roster？）"],
    [["roster", "list", "--format"], "选项--format <format>缺少取值"],
    [["roster", "list", "--format", "pdf"], "选项--format <format>不能取pdf，可取table, json, csv"],
    [["history", "a", "b"], "history只需1个参数，给了2个"],
  ])("%j: %s", async (argv, said) => {
    const { exit, err } = await shifan(...argv)
    expect([exit, err]).toEqual([2, `${said}\n（用--help查看用法）\n`])
    expect((await english(...argv)).err).toMatch(/^error: /)
  })

  it.each([
    [["--help"]],
    [["audit", "--help"]],
    [["audit", "key", "add", "--help"]],
    [["help", "roster"]],
    [["roster", "list", "--help"]],
  ])("%j has its headings and its own help in Chinese", async (argv) => {
    const { exit, out } = await shifan(...argv)
    expect([exit, out]).toEqual([0, expect.stringMatching(/^用法：shifan|^用法： shifan/)])
    expect(out).not.toMatch(/Usage|Options:|Commands:|Arguments:|display help|output the version|choices|default:/)
  })
})
