import { existsSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { emptyWorkplace, runProgram } from "./shifan.js"

/** Names for a store and a vault, and a config file that names others. */
const places = () => {
  const { at, save } = emptyWorkplace()
  const store = (name: string): string => `sqlite:${at(name)}`
  const config = save("config.json", JSON.stringify({ store: store("config.db"), vault: at("config.vault") }))
  const all = ["option.db", "option.vault", "env.db", "env.vault", "config.db", "config.vault"]
  return { at, store, save, config, created: () => all.filter((name) => existsSync(at(name))) }
}

describe("store and vault", () => {
  it("are taken from the options before the environment and the config file", async () => {
    const { at, store, config, created } = places()
    const env = { SHIFAN_STORE: store("env.db"), SHIFAN_VAULT: at("env.vault") }
    const options = ["--store", store("option.db"), "--vault", at("option.vault")]
    await runProgram(["--config", config, ...options, "--yes", "init"], { env })
    expect(created()).toEqual(["option.db", "option.vault"])
  })

  it("may come from different sources", async () => {
    const { store, config, created } = places()
    await runProgram(["--config", config, "--yes", "init"], { env: { SHIFAN_STORE: store("env.db") } })
    expect(created()).toEqual(["env.db", "config.vault"])
  })

  it("come from the config file if nothing else names them", async () => {
    const { config, created } = places()
    await runProgram(["--config", config, "--yes", "init"])
    expect(created()).toEqual(["config.db", "config.vault"])
  })

  it("are both refused at once if the config file names them wrongly", async () => {
    const config = places().save("config.json", JSON.stringify({ vault: 8 }))
    const { exit, err } = await runProgram(["--config", config, "init"])
    expect(exit).toBe(2)
    expect(err).toContain("store: expected a text, got nothing")
    expect(err).toContain("vault: expected a text, got 8")
  })
})
