import { qinhuangdao2020 } from "@shifan/core/regulations"
import { right } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { acts, codecOfAct, readForm, sheetOf, valuesOf, writeForm } from "@shifan/forms"
import { sampled } from "./any-command.js"

describe.each(acts)("the form of %s", (act) => {
  it.each(["docx", "xlsx"] as const)("is read back from a .%s as it was filled in, without doubts", async (format) => {
    for (const data of sampled(codecOfAct(act, qinhuangdao2020), 4)) {
      const values = valuesOf(codecOfAct(act, qinhuangdao2020), data, qinhuangdao2020)
      const read = right(
        await readForm(writeForm(format, sheetOf(act, values, qinhuangdao2020), values), qinhuangdao2020),
      )
      expect(read).toEqual({ act, data, faults: [], doubts: [] })
    }
  })

  it("is the same file each time it is written", () => {
    for (const data of sampled(codecOfAct(act, qinhuangdao2020), 1)) {
      const write = (format: "docx" | "xlsx"): Uint8Array => {
        const values = valuesOf(codecOfAct(act, qinhuangdao2020), data, qinhuangdao2020)
        return writeForm(format, sheetOf(act, values, qinhuangdao2020), values)
      }
      expect(write("docx")).toEqual(write("docx"))
      expect(write("xlsx")).toEqual(write("xlsx"))
    }
  })
})
