import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeEach, describe, expect, it } from "vitest"
import { freshFolder, opened, type Shifan } from "./run.js"

const bureau = ["--by", "bureau:130300:SJ-01"]

let folder: string
let shifan: Shifan

beforeEach(async () => {
  folder = freshFolder()
  shifan = await opened(folder)
})

const exitOf = async (...argv: ReadonlyArray<string>): Promise<number> => (await shifan(...argv)).exit

/** Exits without and with `--exit-code`. */
const exits = async (...argv: ReadonlyArray<string>): Promise<readonly [number, number]> => [
  await exitOf(...argv),
  await exitOf(...argv, "--exit-code"),
]

describe("--exit-code", () => {
  it("of due is 10 where something is due by then, and 0 where nothing is", async () => {
    const file = join(folder, "titles.csv")
    writeFileSync(file, "单位名称,统一社会信用代码,认定文件,认定日期\n示例甲,91130302MA00010187,示例2号,2018-12-13\n")
    expect(await exits("--as-of", "2020-11-19", "due")).toEqual([0, 0])
    await shifan("import", file, ...bureau, "--on", "2020-11-20")
    expect(await exits("--as-of", "2020-11-20", "due", "--within", "9999d")).toEqual([0, 10])
  })

  it("of instrument check is 10 where no rule is in force between two, and 0 before", async () => {
    expect(await exits("--as-of", "2021-01-01", "instrument", "check")).toEqual([0, 0])
    const file = join(folder, "extension.json")
    writeFileSync(file, JSON.stringify({ document: "示例3号", from: "2023-06-01", until: "2026-11-12" }))
    const extend = ["instrument", "extend", "qinhuangdao-2020-2", "--file", file, ...bureau, "--on", "2023-05-30"]
    expect(await exitOf(...extend)).toBe(0)
    expect(await exits("--as-of", "2024-01-01", "instrument", "check")).toEqual([0, 10])
  })
})
