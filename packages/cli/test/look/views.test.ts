import { describe, expect, it } from "vitest"
import { published, runProgram, unit } from "../shifan.js"

/** Views as of a day, set by the clock or by the option. */
describe("a view", () => {
  it("is as of today in Shanghai, without what takes effect tomorrow", async () => {
    const { at } = await published()
    const shows = async (instant: string, ...more: ReadonlyArray<string>): Promise<ReadonlyArray<boolean>> => {
      const look = async (...argv: ReadonlyArray<string>) => {
        const { out } = await runProgram(["--store", `sqlite:${at("shifan.db")}`, "--json", ...more, ...argv], {
          now: () => Date.parse(instant),
        })
        return out.includes(unit)
      }
      return [await look("roster", "list"), await look("due", "--within", "9999d"), await look("replay")]
    }
    // The titles were imported on 2020-11-20.
    expect(await shows("2020-11-19T15:59:59.999Z")).toEqual([false, false, false])
    expect(await shows("2020-11-19T16:00:00.000Z")).toEqual([true, true, true])
    expect(await shows("2020-11-19T15:59:59.999Z", "--as-of", "2020-11-20")).toEqual([true, true, true])
  })
})
