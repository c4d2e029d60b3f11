import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { describe, expect, it } from "vitest"
import type { CommandContext, Settings } from "../src/command-context.js"
import { finish } from "../src/render.js"
import { exits, failure, type Failure, type Output } from "../src/result.js"

interface Printed {
  readonly exit: number
  readonly out: string
  readonly err: string
}

/** Prints a result, as text in English unless the settings say otherwise. */
const print = (result: E.Either<Failure, Output>, settings: Partial<Settings> = {}, coloured = false): Printed => {
  let out = ""
  let err = ""
  const context: CommandContext = {
    terminal: {
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      bytes: undefined,
      coloured,
      live: false,
      ask: undefined,
      onInterrupt: () => ({ stop: () => undefined }),
      input: () => [],
    },
    settings: { store: "memory:", language: "en", json: false, quiet: false, yes: false, ...settings },
    clock: () => {
      throw new Error("nothing that is printed depends on the time")
    },
    random: () => new Uint8Array(),
    newId: () => "",
  }
  return { exit: finish(context, result), out, err }
}

describe("output", () => {
  const output: Output = { json: { name: "示例", size: 2 }, text: "示例" }

  it("is text with a final line break, or nothing if the text is empty", () => {
    expect(print(E.right(output))).toEqual({ exit: 0, out: "示例\n", err: "" })
    expect(print(E.right({ ...output, text: "示例\n" })).out).toBe("示例\n")
    expect(print(E.right({ ...output, text: "" })).out).toBe("")
  })

  it("may set the exit code", () => {
    expect(print(E.right({ ...output, exit: exits.findings })).exit).toBe(10)
  })

  it("as JSON is an object with its schema version, and cannot be a list", () => {
    expect(print(E.right(output), { json: true }).out).toBe('{"schemaVersion":1,"name":"示例","size":2}\n')
    // @ts-expect-error A list does not compile.
    const list: Output = { json: [output], text: "" }
    expect(JSON.parse(print(E.right(list), { json: true }).out)).toMatchObject({ schemaVersion: 1 })
  })

  it("as JSON may be limited to some fields", () => {
    expect(print(E.right(output), { json: ["size"] }).out).toBe('{"schemaVersion":1,"size":2}\n')
  })

  it("as JSON contains no raw character that could control a terminal", () => {
    const { out } = print(E.right({ json: { name: "\u009b31m\u202e示例" }, text: "" }), { json: true })
    expect(out).not.toMatch(/[\u0080-\u009f\u202e]/)
    expect(JSON.parse(out)).toEqual({ schemaVersion: 1, name: "\u009b31m\u202e示例" })
  })
})

describe("a failure", () => {
  const refusal: Failure = {
    ...failure(exits.refused, "OutsideCall", "不在申报期内", "outside the call", [{ year: 2020 }]),
    provisions: ["art_13__para_1"],
    details: [bilingual("第二项", "a second one")],
    hint: bilingual("明年再来", "apply next year"),
  }

  it("is one line on standard error, with its details and its hint below", () => {
    expect(print(E.left(refusal))).toEqual({
      exit: 3,
      out: "",
      err: "OutsideCall outside the call [Art. 13]\n  a second one\n  → apply next year\n",
    })
  })

  it("as JSON has its code, message, provisions, figures and hint", () => {
    const { out, err } = print(E.left(refusal), { json: true, language: "zh" })
    expect(JSON.parse(out)).toEqual({
      schemaVersion: 1,
      error: {
        code: "OutsideCall",
        message: "不在申报期内",
        provision: "art_13__para_1",
        provisions: ["art_13__para_1"],
        figures: [{ year: 2020 }],
        hint: "明年再来",
      },
    })
    expect(err).toContain("不予办理 不在申报期内 [第十三条]")
  })

  it("is coloured only on a terminal with colours", () => {
    expect(print(E.left(refusal)).err).not.toContain("\u001b[")
    expect(print(E.left(refusal), {}, true).err).toContain("\u001b[31mOutsideCall\u001b[39m")
  })
})
