import { fc, it as law } from "@fast-check/vitest"
import { hostileTexts } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { escapeForTerminal } from "../src/terminal-text.js"
import { emptyWorkplace, runProgram } from "./shifan.js"

/** Characters that could steer a terminal or be misread on it. */
const unseen = /(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/u

describe("text for a terminal", () => {
  law.prop([fc.string({ unit: "binary" }), fc.boolean()])("contains no invisible character", (text, own) => {
    const shown = escapeForTerminal(`a${text}`, own)
    const allowed = own ? /(?!\u{9b})\p{Cc}\[(?:1|2|22|3[12369])m|\r\p{Cc}\[K|\r(?=\n)/gu : /\r(?=\n)/g
    expect(shown.replace(allowed, "")).not.toMatch(unseen)
  })

  it("keeps the program's own control sequences on a terminal only, and escapes all others", () => {
    const red = "\u001b[31ma\u001b[39m\r\u001b[K"
    expect(escapeForTerminal(red, true)).toBe(red)
    expect(escapeForTerminal(red, false)).toBe("\\u{1B}[31ma\\u{1B}[39m\\u{D}\\u{1B}[K")
    expect(escapeForTerminal("\u001b[2J\u001b[8m\u001b]0;a\u0007", true)).toBe("\\u{1B}[2J\\u{1B}[8m\\u{1B}]0;a\\u{7}")
  })

  it("keeps the line ends and the byte order mark of a CSV", () => {
    expect(escapeForTerminal("\ufeffa,b\r\n", false)).toBe("\ufeffa,b\r\n")
  })

  it.each([
    ["an argument", (text: string) => ["roster", "show", text]],
    ["an option", (text: string) => ["--as-of", text, "roster", "list"]],
    ["a command", (text: string) => [text]],
    ["the name of a file", (text: string) => ["assess", text]],
    ["the name of a store", (text: string) => ["--store", `sqlite:${text}`, "roster", "list"]],
    ["an actor", (text: string) => ["withdraw", "91130302MA00010187", "--by", text]],
  ])("is escaped if it comes from %s", async (_, argv) => {
    const texts = hostileTexts.filter((hostile) => unseen.test(hostile) && !hostile.includes("\0")).slice(0, 60)
    // Each text in one form of output: which characters are escaped does not depend on it.
    const globals = [[], ["--json"], ["--lang", "zh"]]
    for (const [i, text] of texts.entries()) {
      const { exit, out, err } = await runProgram([...(globals[i % globals.length] ?? []), ...argv(`a${text}`)])
      expect(exit).toBeGreaterThan(0)
      expect((out + err).replaceAll("\r\n", "\n")).not.toMatch(unseen)
    }
  })

  it("starts no new line at a line feed in a name", async () => {
    const { err } = await runProgram(["assess", "a\n✓ all is well"])
    expect(err).toBe("NotFound there is no file a\\u{A}✓ all is well\n")
  })

  it("is escaped if it comes from a malformed file", async () => {
    const { shifan, save } = emptyWorkplace()
    const file = save("a.json", '{"a": 1, \u001b[31m')
    expect(await shifan("assess", file)).toMatchObject({ exit: 2, err: expect.not.stringContaining("\u001b") })
  })
})
