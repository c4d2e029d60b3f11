import { describe, expect, it } from "vitest"
import { freshFolder, programIn, read } from "./run.js"

const shifan = programIn(freshFolder())

describe("shifan regulation", () => {
  it("shows a provision in our words, with its conditions, readings and tests", async () => {
    const ran = await shifan("regulation", "art_5__para_1__point_3")
    expect(ran.exit).toBe(0)
    for (const said of ["Art. 5(3)", "qualified staff", "staff.qualified = pooled", "core/test/provisions"])
      expect(ran.out).toContain(said)
  })

  it("shows a reading with its options and the provisions it touches", async () => {
    expect(read(await shifan("--json", "regulation", "staff.qualified"))).toMatchObject({
      options: ["pooled", "both"],
      default: "pooled",
      touches: ["art_5__para_1__point_3", "att_2"],
    })
  })

  it("lists every provision, and says what there is not", async () => {
    expect(read(await shifan("--json", "regulation"))).toHaveLength(39)
    expect(await shifan("regulation", "art_99")).toMatchObject({ exit: 6 })
  })

  it("and coverage says how many tests hold each row, none of them zero", async () => {
    const table = read(await shifan("--json", "coverage"))
    expect(table).toMatchObject({ regulation: "qinhuangdao-2020-2" })
    expect(JSON.stringify(table)).not.toContain('"tests":[]')
  })
})
