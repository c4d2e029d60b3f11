import { randomBytes, randomUUID } from "node:crypto"
import { expect, it } from "vitest"
import { instantAt } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { memoryStore } from "@shifan/event-store"
import { handler, memoryVault, parseRequest, type Dependencies } from "../src/index.js"

const whole: Dependencies = {
  store: memoryStore(),
  vault: memoryVault(),
  division: "130300",
  library: [qinhuangdao2020],
  clock: () => instantAt(Date.UTC(2020, 10, 20)),
  random: randomBytes,
}

/** What a program in JavaScript passes, which no compiler has seen. */
const untyped = (value: unknown) => value as never

it("a service without a part says which one and where to get it, before the first command", () => {
  for (const name of Object.keys(whole)) {
    const { [name as keyof Dependencies]: _, ...rest } = whole
    expect(() => handler(untyped(rest))).toThrow(new RegExp(`^handler: ${name} has to be [^;]+: [^;]+$`))
  }
  expect(() => handler(untyped({}))).toThrow(
    /store has to be .*; vault has .*; division .*; library .*; clock .*; random /,
  )
})

it("a part of another kind is told the same way", () => {
  const wrong = { store: async () => memoryStore(), division: 130300, library: qinhuangdao2020, clock: Date.now() }
  for (const [name, value] of Object.entries(wrong))
    expect(() => handler(untyped({ ...whole, [name]: value }))).toThrow(`handler: ${name} has to be `)
})

it("what was not parsed, or is still wrapped, is malformed and says what is wanted", async () => {
  const handle = handler(whole)
  const parsed = parseRequest({ type: "Enact" }, randomUUID)
  for (const value of [parsed, { type: "Enact" }, undefined, "Enact"]) {
    const answer = await handle(untyped(value))
    expect(answer).toMatchObject({
      left: { _tag: "Malformed", issues: [{ expected: { en: "a request, as parseRequest returns in its Right" } }] },
    })
  }
})
