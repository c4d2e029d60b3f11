/** A history as an office lives it: one target after the other through the service, into a store in memory. */
import * as E from "fp-ts/lib/Either.js"
import { civilDate, instantAt, qinhuangdao2020, type Actor, type CivilDate } from "@shifan/core"
import { collect, memoryStore, type StoredEvent } from "@shifan/event-store"
import { handler, memoryVault, type Target } from "@shifan/service"

export const library = [qinhuangdao2020]
export const bureau: Actor = { role: "bureau", code: "130300", officer: "SJ-01" }
export const on = civilDate("2020-11-20")

export const enact: Target = {
  aggregate: "instrument",
  key: "qinhuangdao-2020-2",
  command: {
    type: "Enact",
    data: {
      regulation: qinhuangdao2020.id,
      documentNumber: qinhuangdao2020.documentNumber,
      effectiveFrom: civilDate("2020-11-12"),
      validityYears: 2,
    },
  },
}

export const openCall = (closesOn: CivilDate): Target => ({
  aggregate: "call",
  key: "2020",
  command: { type: "OpenCall", data: { year: 2020, opensOn: on, closesOn, document: "示例" } },
})

/** By the bureau, all on one day. */
export const lived = async (targets: ReadonlyArray<Target>): Promise<ReadonlyArray<StoredEvent>> => {
  const store = memoryStore()
  let ticks = 0
  const clock = () => instantAt(Date.parse("2020-11-20T01:00:00.000Z") + ticks++)
  const random = (size: number) => new Uint8Array(size).fill(7)
  const handle = handler({ store, vault: memoryVault(), division: "130300", library, clock, random })
  for (const [i, target] of targets.entries()) {
    const commandId = `0190163d-8694-7000-8000-${String(i).padStart(12, "0")}`
    const done = await handle({ commandId, actor: bureau, effectiveOn: on, target })
    if (E.isLeft(done)) throw new Error(JSON.stringify(done.left))
  }
  const all = await collect(store.readAll())
  return E.isRight(all) ? all.right : []
}
