import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { run } from "../src/program.js"
import { freshFolder } from "./run.js"

/** `init`, with these global options and this environment; gives the exit and what was said. */
const init = async (
  env: Readonly<Record<string, string>>,
  ...global: ReadonlyArray<string>
): Promise<{ readonly exit: number; readonly err: string }> => {
  let err = ""
  const exit = await run([...global, "init"], {
    env,
    out: () => true,
    err: (text) => (err += text),
    outIsTerminal: false,
    errIsTerminal: false,
    ask: undefined,
    input: () => Promise.resolve(""),
    now: () => Date.parse("2024-12-31T02:00:00.000Z"),
    random: (size) => new Uint8Array(size).fill(7),
  })
  return { exit, err }
}

/** Where a store and its vault could be, by who names them, and a config that names its own. */
const places = () => {
  const folder = freshFolder()
  const file = (name: string): string => join(folder, name)
  const store = (name: string): string => `sqlite:${file(name)}`
  const config = file("config.json")
  writeFileSync(config, JSON.stringify({ store: store("config.db"), vault: file("config.vault") }))
  return { file, store, config, made: (names: ReadonlyArray<string>) => names.filter((name) => existsSync(file(name))) }
}

const all = ["option.db", "option.vault", "env.db", "env.vault", "config.db", "config.vault"]

describe("store and vault", () => {
  it("are where an option says, else the environment, else the config, each by itself", async () => {
    const one = places()
    const env = { SHIFAN_STORE: one.store("env.db"), SHIFAN_VAULT: one.file("env.vault") }
    const options = ["--store", one.store("option.db"), "--vault", one.file("option.vault")]
    await init(env, "--config", one.config, ...options)
    expect(one.made(all)).toEqual(["option.db", "option.vault"])
    const two = places()
    await init({ SHIFAN_STORE: two.store("env.db") }, "--config", two.config)
    expect(two.made(all)).toEqual(["env.db", "config.vault"])
    const three = places()
    await init({}, "--config", three.config)
    expect(three.made(all)).toEqual(["config.db", "config.vault"])
  })

  it("of a config that names them wrongly are refused, both at once", async () => {
    const { config } = places()
    writeFileSync(config, JSON.stringify({ vault: 8 }))
    const { exit, err } = await init({}, "--config", config)
    expect(exit).toBe(2)
    expect(err).toContain("store: expected a text, got nothing")
    expect(err).toContain("vault: expected a text, got 8")
  })
})
