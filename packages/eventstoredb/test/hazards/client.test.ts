/** Quirks of client and server that the adapter absorbs, numbered as in docs/eventstoredb.md: the client. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { nodeFlags } from "@shifan/testkit"
import { outcomeOf } from "@shifan/testkit/events"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { failureOf } from "../../src/client-driver.js"
import { append, newNode, storeAt, urlOf } from "../store.js"

describe("hazard 12: each copy of the client library has its own error classes, and some errors have no class", () => {
  const reason = "why"
  it.each([
    [{ type: "not-leader", message: reason }, "NotLeader"],
    [{ type: "stream-not-found" }, "Missing"],
    [{ type: "stream-deleted" }, "Deleted"],
    [{ type: "access-denied" }, "Denied"],
    [{ type: "unavailable", code: 14 }, "Unclear"],
    [{ type: "timeout" }, "Unclear"],
    [{ type: "cancelled" }, "Unclear"],
    [{ type: "unknown", code: 2 }, "Unclear"],
    [{ type: "unknown", code: 7 }, "Denied"],
    [{ type: "unknown", code: 12 }, "NotServed"],
    [{ code: 14 }, "Unclear"],
    [Object.assign(new Error("14 UNAVAILABLE: No connection established. Last error: …"), { code: 14 }), "Unreached"],
    [new Error("Failed to discover after 10 attempts."), "Unreached"],
    [undefined, "Unclear"],
    ["a text", "Unclear"],
  ])("the adapter recognises %o by type, code or message: %s", (thrown, tag) => {
    expect(failureOf(thrown)._tag).toBe(tag)
  })

  it("the adapter reads the revision of a conflict and the limit of an oversize append from the error's fields", () => {
    expect(failureOf({ type: "wrong-expected-version", actualVersion: 7n })).toEqual({ _tag: "Conflict", actual: 7 })
    const missing = { type: "wrong-expected-version", actualVersion: "no_stream" }
    expect(failureOf(missing)).toEqual({ _tag: "Conflict", actual: "noStream" })
    const large = { type: "maximum-append-size-exceeded", maxAppendSize: 9 }
    expect(failureOf(large)).toEqual({ _tag: "Oversize", limit: 9 })
  })

  it("a refused connection is Unavailable, not OutcomeUnknown", async () => {
    const node = await newNode()
    // Long enough that a busy machine has heard of the refusal by then: nothing heard is in doubt.
    const store = storeAt([node], { patience: 2000 })
    await node.shut()
    expect(outcomeOf(await append(store, "s", "noStream"))).toBe("Unavailable")
    await node.reopen()
    // Each time another stream: an append that was made, and its answer late, would be in the way of the next.
    let tries = 0
    await vi.waitFor(async () => expect(outcomeOf(await append(store, `s-${tries++}`, "noStream"))).toBe("made"), {
      timeout: 20_000,
    })
  })
})

describe("hazard 15: the client keeps the process alive", () => {
  it("a process exits once it has closed its store, whatever was begun", async () => {
    const node = await newNode()
    const script = new URL("exiting-process.ts", import.meta.url).pathname
    const child = spawn(process.execPath, [...nodeFlags, script, urlOf([node])], {
      stdio: ["ignore", "pipe", "inherit"],
    })
    onTestFinished(() => void child.kill("SIGKILL"))
    const output: Array<string> = []
    child.stdout.on("data", (chunk) => output.push(String(chunk)))
    expect(await once(child, "exit")).toEqual([0, null])
    expect(output.join("")).toBe("closed\n")
  })
})
