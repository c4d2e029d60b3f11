import { describe, expect, it } from "vitest"
import { json, listIn, runProgram } from "../shifan.js"

describe("regulation", () => {
  it("shows a provision with its conditions, readings and tests", async () => {
    const ran = await runProgram(["regulation", "art_5__para_1__point_3"])
    expect(ran.exit).toBe(0)
    for (const text of ["Art. 5(3)", "qualified staff", "staff.qualified = pooled", "core/test/provisions"])
      expect(ran.out).toContain(text)
  })

  it("shows a reading with its options and the provisions it touches", async () => {
    expect(json(await runProgram(["--json", "regulation", "staff.qualified"]))).toMatchObject({
      options: ["pooled", "both"],
      default: "pooled",
      touches: ["art_5__para_1__point_3", "att_2"],
    })
  })

  it("lists every provision without an argument, and does not find an unknown one", async () => {
    expect(listIn(await runProgram(["--json", "regulation"]), "provisions")).toHaveLength(39)
    expect(await runProgram(["regulation", "art_99"])).toMatchObject({
      exit: 6,
      out: "",
      err: expect.stringContaining("there is no provision or reading art_99"),
    })
  })
})

describe("coverage", () => {
  it("names at least one test for every row", async () => {
    const table = json(await runProgram(["--json", "coverage"]))
    expect(table).toMatchObject({ regulation: "qinhuangdao-2020-2" })
    expect(JSON.stringify(table)).not.toContain('"tests":[]')
  })
})
