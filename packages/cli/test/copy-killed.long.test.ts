import { spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { execPath } from "node:process"
import { DatabaseSync } from "node:sqlite"
import { openSqliteStore } from "@shifan/sqlite/event-store"
import { must, nodeFlags } from "@shifan/testkit"
import { expect, it, vi } from "vitest"
import { freshFolder, programIn, read } from "./run.js"

const commands = 10_000

/** Commands of two events each, on a few hundred streams. */
const bigLog = async (file: string): Promise<void> => {
  const store = await must(openSqliteStore({ file, create: true }))
  const leaf = (command: number, part: number): Uint8Array =>
    new TextEncoder().encode(`{"commandId":"${command}","part":${part},"padding":"${"x".repeat(500)}"}`)
  const event = (command: number, part: number) => ({ id: randomUUID(), type: "Happened", leaf: leaf(command, part) })
  await Promise.all(
    Array.from({ length: commands }, (_, i) => store.append(`stream-${i % 300}`, "any", [event(i, 0), event(i, 1)])()),
  )
  await store.close()
}

const countIn = (file: string): number => {
  if (!existsSync(file)) return 0
  using db = new DatabaseSync(file, { readOnly: true })
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'event'").get()
  return table === undefined ? 0 : Number(db.prepare("SELECT count(*) AS n FROM event").get()?.["n"])
}

it(
  "a copying that is killed in the middle goes on when it is run again, and is verified",
  { timeout: 60_000 },
  async () => {
    const folder = freshFolder()
    const [from, to] = [join(folder, "from.db"), join(folder, "to.db")]
    await bigLog(from)
    const argv = ["--yes", "copy", `sqlite:${from}`, `sqlite:${to}`]
    const child = spawn(execPath, [...nodeFlags, join(import.meta.dirname, "../src/main.ts"), ...argv])
    const over = once(child, "close")
    await vi.waitFor(() => expect(countIn(to)).toBeGreaterThan(0), { timeout: 20_000, interval: 5 })
    child.kill("SIGKILL")
    await over
    const had = countIn(to)
    expect(had).toBeGreaterThan(0)
    expect(had).toBeLessThan(2 * commands)
    expect(had % 2).toBe(0)
    const ran = await programIn(folder)("--json", "copy", `sqlite:${from}`, `sqlite:${to}`)
    expect(read(ran)).toMatchObject({ appended: 2 * commands - had, events: 2 * commands, streams: 300, same: true })
  },
)
