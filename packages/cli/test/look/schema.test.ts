import { namedSchemas } from "@shifan/schema"
import { describe, expect, it } from "vitest"
import { examples } from "../../src/examples.js"
import { outputFault } from "../output-schemas.js"
import { json, listIn, runProgram } from "../shifan.js"

describe("schema", () => {
  it("lists every schema, in the reader's language", async () => {
    const outputs = Object.keys(examples)
    expect(listIn(await runProgram(["--json", "schema"]), "schemas")).toHaveLength(namedSchemas.length + outputs.length)
    const { out } = await runProgram(["--lang", "zh", "schema"])
    expect(out).toMatch(/ {2}Certify +认定\n/)
    const [named = "", ofCommands = ""] = out.split("各命令--json的输出\n")
    expect(named).not.toMatch(/^ {2}\w+$/m)
    expect(
      ofCommands
        .trimEnd()
        .split("\n")
        .map((line) => line.trim()),
    ).toEqual(outputs)
  })

  it("prints a schema as a separate document", async () => {
    const printed: unknown = JSON.parse((await runProgram(["schema", "AwardPlaque"])).out)
    expect(printed).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $ref: "#/$defs/AwardPlaque",
    })
    expect(json(await runProgram(["--json", "schema", "AwardPlaque"]))).toMatchObject({ schema: printed })
  })

  it("prints the schema of a command's output by the words of the command", async () => {
    const printed: unknown = JSON.parse((await runProgram(["schema", "roster", "list"])).out)
    expect(printed).toMatchObject({ $defs: { RosterListOutput: { required: ["schemaVersion", "entries"] } } })
  })

  it("describes the output of every command, and accepts no other output", () => {
    for (const command of Object.keys(examples)) {
      expect(outputFault(command, { schemaVersion: 1, error: { code: "Usage", message: "" } })).toBeUndefined()
      expect(outputFault(command, { schemaVersion: 1, error: { code: "NoSuchCode", message: "" } })).toBeDefined()
      expect(outputFault(command, { schemaVersion: 1 })).toBeDefined()
      expect(outputFault(command, { schemaVersion: 2, files: [], dryRun: true })).toBeDefined()
    }
  })

  it("suggests the nearest name for an unknown schema", async () => {
    expect(await runProgram(["schema", "AwardPlaqe"])).toMatchObject({
      exit: 6,
      err: expect.stringContaining("the closest: AwardPlaque"),
    })
    expect(await runProgram(["schema", "x"])).toMatchObject({
      exit: 6,
      err: expect.stringContaining("there is no schema x"),
    })
  })
})
