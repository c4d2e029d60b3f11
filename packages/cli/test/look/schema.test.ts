import { namedSchemas } from "@shifan/schema"
import { describe, expect, it } from "vitest"
import { json, listIn, runProgram } from "../shifan.js"

describe("schema", () => {
  it("lists every schema there is, in the reader's language", async () => {
    expect(listIn(await runProgram(["--json", "schema"]), "schemas")).toHaveLength(namedSchemas.length)
    const { out } = await runProgram(["--lang", "zh", "schema"])
    expect(out).toMatch(/ {2}Certify +认定\n/)
    expect(out).not.toMatch(/^ {2}\w+$/m)
  })

  it("prints one as a document of its own", async () => {
    const printed: unknown = JSON.parse((await runProgram(["schema", "AwardPlaque"])).out)
    expect(printed).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $ref: "#/$defs/AwardPlaque",
    })
    expect(json(await runProgram(["--json", "schema", "AwardPlaque"]))).toMatchObject({ schema: printed })
  })

  it("says which name was probably meant", async () => {
    expect(await runProgram(["schema", "AwardPlaqe"])).toMatchObject({
      exit: 6,
      err: expect.stringContaining("the most alike being AwardPlaque"),
    })
    expect(await runProgram(["schema", "x"])).toMatchObject({
      exit: 6,
      err: expect.stringContaining("there is no schema x"),
    })
  })
})
