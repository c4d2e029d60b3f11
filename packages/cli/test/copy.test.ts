import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { FakeLog } from "../../eventstoredb/test/fake/log.js"
import { startNode } from "../../eventstoredb/test/fake/server.js"
import { applying, atOpening, freshFolder, opened, programIn, read, unit } from "./run.js"

const node = async (): Promise<string> => {
  const started = await startNode({ log: new FakeLog() })
  onTestFinished(() => started.stop())
  return `eventstoredb://127.0.0.1:${started.port}?tls=false`
}

/** What a store has of events once a unit has applied. */
const held = atOpening + 1

/** Such a store in a file, and the program for it. */
const filled = async () => {
  const folder = freshFolder()
  const shifan = await opened(folder)
  await shifan(...applying("2020-12-01"))
  return { folder, shifan, store: `sqlite:${join(folder, "shifan.db")}` }
}

describe("a history that moves house", () => {
  it("goes to a cluster and back into a file, with one root, and verifies in each place", async () => {
    const { folder, shifan, store } = await filled()
    const [cluster, back] = [await node(), `sqlite:${join(folder, "back.db")}`]
    const there = read(await shifan("--json", "copy", store, cluster))
    expect(there).toMatchObject({ appended: held, events: held, streams: 4, same: true, to: cluster })
    const again = read(await shifan("--json", "copy", cluster, back))
    expect(again).toMatchObject({ appended: held, root: (there as { readonly root: string }).root })
    for (const address of [cluster, back])
      expect(read(await shifan("--json", "audit", "verify", address))).toMatchObject({ holds: true, events: held })
  })

  it("takes - for the store in use, so that its password need be no argument", async () => {
    const { shifan, store } = await filled()
    const cluster = await node()
    expect(read(await shifan("--json", "copy", "-", cluster))).toMatchObject({ appended: held, to: cluster })
    const inUse = programIn(freshFolder(), { store: cluster })
    expect(read(await inUse("--json", "copy", store, "-"))).toMatchObject({ appended: 0, events: held, to: cluster })
  })

  it("repeated appends nothing; after more was recorded it appends that", async () => {
    const { folder, shifan, store } = await filled()
    const to = `sqlite:${join(folder, "other.db")}`
    await shifan("copy", store, to)
    expect(read(await shifan("--json", "copy", store, to))).toMatchObject({ appended: 0, events: held })
    await shifan("call", "close", "2020", "--by", "bureau:130300:SJ-01", "--on", "2020-12-18")
    expect(read(await shifan("--json", "copy", store, to))).toMatchObject({ appended: 1, events: held + 1 })
  })

  it("onto another history is refused with exit 4, stream and revision named", async () => {
    const [{ shifan, store }, other] = [await filled(), await filled()]
    const ran = await shifan("copy", store, other.store)
    expect(ran).toMatchObject({ exit: 4 })
    expect(ran.err).toContain("from event 1 on: instrument-130300-qinhuangdao-2020-2@0 has another id")
    expect((await shifan("--lang", "zh", "copy", store, other.store)).err).toContain("自第1条起与")
  })

  it("leaves the vault where it is, says so, and goes on with it", async () => {
    const { folder, shifan, store } = await filled()
    const vault = join(folder, "shifan.vault.db")
    const cluster = await node()
    const ran = await shifan("copy", store, cluster)
    expect(ran.out).toContain(`Go on with --vault ${vault}`)
    const moved = programIn(folder, { store: cluster, global: ["--vault", vault] })
    expect((await moved("doctor")).out).toContain("erasure: every erasure has destroyed its key")
    const file = join(folder, "open.json")
    writeFileSync(file, JSON.stringify({ openedTo: "市审计局", purpose: "专项审计", paths: ["form.basic.phone"] }))
    const by = ["--by", "bureau:130300:SJ-01", "--on", "2024-12-30"]
    expect(read(await moved("open", unit, "--file", file, ...by, "--json"))).toMatchObject({
      openings: [{ path: "form.basic.phone", value: "0335-5550101" }],
    })
  })

  it("takes the vault along where that is told to, in a file that was not there", async () => {
    const { folder, shifan, store } = await filled()
    const [to, vault] = [`sqlite:${join(folder, "new.db")}`, join(folder, "new.vault.db")]
    const ran = await shifan("copy", store, to, "--to-vault", vault)
    expect(ran).toMatchObject({ exit: 0 })
    expect(ran.out).toContain(`The vault was copied to ${vault}`)
    expect((await programIn(folder, { store: to })("doctor")).out).toContain(
      "erasure: every erasure has destroyed its key",
    )
    expect(await shifan("copy", store, to, "--to-vault", vault)).toMatchObject({ exit: 2 })
    const none = ["--vault", join(folder, "none.db"), "--to-vault", join(folder, "other.db")]
    expect(await shifan("copy", store, `${to}2`, ...none)).toMatchObject({ exit: 6 })
    expect(existsSync(join(folder, "new.db2"))).toBe(false)
  })

  it.each([
    ["from a store that is not there", ["sqlite:none.db", "sqlite:to.db"], 6, "there is no store at none.db"],
    ["from memory", ["memory:", "sqlite:to.db"], 2, "memory: holds nothing beyond the program"],
    ["onto itself", ["sqlite:./a.db", "sqlite:a.db"], 2, "from and to are the same store"],
    ["to what is no store", ["sqlite:a.db", "postgres://me:hunter2@a"], 2, "not a store: postgres:"],
  ])("is refused %s", async (_, stores, exit, says) => {
    const ran = await programIn(freshFolder())("copy", ...stores)
    expect(ran).toMatchObject({ exit, out: "" })
    expect(ran.err).toContain(says)
  })

  it("is a write: it wants --yes where nobody can be asked", async () => {
    const ran = await programIn(freshFolder(), { yes: false })("copy", "sqlite:a.db", "sqlite:b.db")
    expect(ran).toMatchObject({ exit: 2 })
    expect(ran.err).toContain("--yes")
  })
})
