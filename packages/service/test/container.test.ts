import { randomBytes } from "node:crypto"
// Must be imported before tsyringe, since it loads the metadata library.
import { register, tokens } from "../src/container.js"
import { container } from "tsyringe"
import { describe, expect, it } from "vitest"
import { instantAt } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { memoryStore } from "@shifan/event-store"
import { memoryVault } from "../src/index.js"
import { accepted, enact, eventsIn } from "./fixtures.js"

describe("the container", () => {
  it("resolves a single handle over what was registered", async () => {
    const store = memoryStore()
    const wired = register(container.createChildContainer(), {
      store,
      vault: memoryVault(),
      division: "130300",
      library: [qinhuangdao2020],
      clock: () => instantAt(Date.parse("2020-12-01T01:00:00.000Z")),
      random: randomBytes,
    })
    const handle = wired.resolve(tokens.Handle)
    await accepted(handle, enact)
    expect((await eventsIn(store)).map(({ type }) => type)).toEqual(["Enacted"])
    expect(wired.resolve(tokens.Handle)).toBe(handle)
  })
})
