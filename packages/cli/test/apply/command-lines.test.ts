import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { bilingual } from "@shifan/core"
import { readCommands } from "../../src/apply/command-lines.js"
import { heldInput } from "../../src/input/long-input.js"
import { textLines } from "../../src/input/text-lines.js"
import { unit } from "../shifan.js"

const withdrawal = (reason: string) =>
  JSON.stringify({
    type: "Withdraw",
    unit,
    actor: { role: "unit", code: unit, officer: "U-01" },
    effectiveOn: "2020-12-03",
    data: { reason },
  })

const text = ["甲", "乙", "甲", "", "丙", "甲", "乙"]
  .map((reason) => (reason === "" ? "" : withdrawal(reason)))
  .join("\n")

const commandsKeeping = async (most: number) => {
  const lines = await textLines(bilingual("甲", "a"), heldInput(Buffer.from(text)), {})
  if (E.isLeft(lines)) throw new Error(lines.left.message.en)
  const read = await readCommands("a", lines.right, most)
  if (E.isLeft(read)) throw new Error(read.left.message.en)
  const all: Array<unknown> = []
  for await (const line of read.right.commands()) all.push(line)
  return all
}

describe("the commands of a file", () => {
  it("are the same with their ids, however much of the file is kept from the first reading", async () => {
    const none = await commandsKeeping(0)
    expect(none.map((line) => Reflect.get(Object(line), "_tag"))).toEqual(Array.from({ length: 6 }, () => "Right"))
    for (let most = 0; most <= text.length + 100; most += 97) expect(await commandsKeeping(most)).toEqual(none)
  })
})
