import { spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { execPath } from "node:process"
import { DatabaseSync } from "node:sqlite"
import { openSqliteStore } from "@shifan/sqlite/event-store"
import { must, nodeFlags, observed } from "@shifan/testkit/basics"
import { expect, it, vi } from "vitest"
import { emptyWorkplace, json } from "../shifan.js"

const commands = 10_000
const events = 2 * commands
const streams = 300

/** Commands of two events each, in about a hundred streams. */
const fillStore = async (file: string): Promise<void> => {
  const store = await must(openSqliteStore({ file, create: true }))
  const padding = "x".repeat(500)
  const event = (command: number, part: number) => ({
    id: randomUUID(),
    type: "Happened",
    leaf: new TextEncoder().encode(JSON.stringify({ commandId: String(command), part, padding })),
  })
  await Promise.all(
    Array.from({ length: commands }, (_, i) =>
      store.append(`stream-${i % streams}`, "any", [event(i, 0), event(i, 1)])(),
    ),
  )
  await store.close()
}

const eventsIn = (file: string): number => {
  if (!existsSync(file)) return 0
  using db = new DatabaseSync(file, { readOnly: true })
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'event'").get()
  return table === undefined ? 0 : Number(db.prepare("SELECT count(*) AS n FROM event").get()?.["n"])
}

it("a copy that is killed in the middle continues when it is run again, and is verified", async () => {
  const { shifan, at } = emptyWorkplace()
  const target = at("to.db")
  const copy = ["copy", `sqlite:${at("from.db")}`, `sqlite:${target}`]
  await fillStore(at("from.db"))
  const main = join(import.meta.dirname, "../../src/main.ts")
  const child = spawn(execPath, [...nodeFlags, main, "--yes", ...copy])
  const closed = once(child, "close")
  await vi.waitFor(() => expect(eventsIn(target)).toBeGreaterThan(0), { timeout: 20_000, interval: 5 })
  child.kill("SIGKILL")
  await closed
  const copied = eventsIn(target)
  expect(copied).toBeGreaterThan(0)
  expect(copied).toBeLessThan(events)
  expect(copied % 2).toBe(0)
  const ran = await shifan("--json", ...copy)
  expect(json(ran)).toMatchObject({ appended: events - copied, events, streams, same: true })
  observed("killedCopies", { kills: 1, copiedBefore: copied, copiedAfter: events - copied })
})
