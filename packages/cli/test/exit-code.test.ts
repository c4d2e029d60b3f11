import { describe, expect, it } from "vitest"
import { byBureau, storeWithCall, type Shifan } from "./shifan.js"

/** The exit codes without and with `--exit-code`. */
const exits = async (shifan: Shifan, ...argv: ReadonlyArray<string>): Promise<ReadonlyArray<number>> => {
  const without = await shifan(...argv)
  const withOption = await shifan(...argv, "--exit-code")
  return [without.exit, withOption.exit]
}

describe("--exit-code", () => {
  it("makes due exit with 10 if a duty is due by then, and with 0 otherwise", async () => {
    const { shifan, save } = await storeWithCall()
    const titles = save(
      "titles.csv",
      "单位名称,统一社会信用代码,认定文件,认定日期\n示例甲,91130302MA00010187,示例2号,2018-12-13\n",
    )
    expect(await exits(shifan, "--as-of", "2020-11-19", "due")).toEqual([0, 0])
    await shifan("import", titles, ...byBureau("2020-11-20"))
    expect(await exits(shifan, "--as-of", "2020-11-20", "due", "--within", "9999d")).toEqual([0, 10])
  })

  it("makes instrument check exit with 10 if there are days between two rules, and with 0 otherwise", async () => {
    const { shifan, save } = await storeWithCall()
    expect(await exits(shifan, "--as-of", "2021-01-01", "instrument", "check")).toEqual([0, 0])
    const extension = save(
      "extension.json",
      JSON.stringify({ document: "示例3号", from: "2023-06-01", until: "2026-11-12" }),
    )
    const extend = ["instrument", "extend", "qinhuangdao-2020-2", "--file", extension, ...byBureau("2023-05-30")]
    expect(await shifan(...extend)).toMatchObject({ exit: 0 })
    expect(await exits(shifan, "--as-of", "2024-01-01", "instrument", "check")).toEqual([0, 10])
  })
})
