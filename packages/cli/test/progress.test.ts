import { describe, expect, it } from "vitest"
import type { CommandContext } from "../src/command-context.js"
import { progressLine } from "../src/progress.js"

interface LineOptions {
  readonly live?: boolean
  readonly quiet?: boolean
  readonly language?: "en" | "zh"
}

/** A progress line on a clock set by the test, in milliseconds, with its output. */
const line = ({ live = false, quiet = false, language = "en" }: LineOptions = {}) => {
  const written: Array<string> = []
  const clock = { now: 0 }
  const terminal: CommandContext["terminal"] = {
    out: () => {},
    err: (text) => written.push(text),
    bytes: undefined,
    coloured: false,
    live,
    ask: undefined,
    onInterrupt: () => ({ stop: () => undefined }),
    input: () => [],
  }
  const settings: CommandContext["settings"] = { store: "memory:", language, json: false, quiet, yes: false }
  return { ...progressLine({ terminal, settings }, () => clock.now), written, clock }
}

describe("the progress line", () => {
  it("is not shown for work of less than a second", () => {
    const { at, done, written, clock } = line({ live: true })
    clock.now = 999
    at(500)
    done()
    expect(written).toEqual([])
  })

  it("gives the count and the rate, and the time left if the total is known", () => {
    const { at, written, clock } = line()
    clock.now = 2000
    at(100)
    clock.now = 10_000
    at(1000, 3000)
    expect(written).toEqual(["100, 50/s\n", "1000/3000, 100/s, about 20 s left\n"])
  })

  it("is in Chinese with the Chinese setting", () => {
    const { at, written, clock } = line({ language: "zh" })
    clock.now = 10_000
    at(1000, 3000)
    expect(written).toEqual(["1000/3000 条，每秒100条，约剩20秒\n"])
  })

  it("overwrites itself on a terminal, at most five times a second, and is cleared at the end", () => {
    const { at, done, written, clock } = line({ live: true })
    clock.now = 1000
    at(10)
    clock.now = 1199
    at(11)
    clock.now = 1200
    at(12)
    done()
    expect(written).toEqual(["\r\u001b[K10, 10/s", "\r\u001b[K12, 10/s", "\r\u001b[K"])
  })

  it("is not shown with the quiet setting", () => {
    const { at, done, written, clock } = line({ quiet: true })
    clock.now = 10_000
    at(1000)
    done()
    expect(written).toEqual([])
  })
})
