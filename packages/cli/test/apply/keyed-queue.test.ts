import { describe, expect, it } from "vitest"
import { keyedQueue } from "../../src/apply/keyed-queue.js"

/** Tasks that end when the test says so, and a log of what has happened so far. */
const tasks = () => {
  const log: Array<string> = []
  const gates = new Map<string, PromiseWithResolvers<void>>()
  const gateOf = (name: string): PromiseWithResolvers<void> => {
    const gate = gates.get(name) ?? Promise.withResolvers<void>()
    gates.set(name, gate)
    return gate
  }
  const task = (name: string) => async (): Promise<void> => {
    log.push(`${name} starts`)
    await gateOf(name).promise
    log.push(`${name} ends`)
  }
  const end = async (name: string): Promise<void> => {
    gateOf(name).resolve()
    await settled()
  }
  const fail = async (name: string): Promise<void> => {
    gateOf(name).reject(new Error(name))
    await settled()
  }
  return { log, task, end, fail }
}

/** Waits until all promises that do not depend on the test have settled. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe("a keyed queue", () => {
  it("runs the tasks of one key one after the other, in their order", async () => {
    const { log, task, end } = tasks()
    const queue = keyedQueue(8, 100)
    await queue.add("a", task("first"))
    await queue.add("a", task("second"))
    await settled()
    expect(log).toEqual(["first starts"])
    await end("first")
    expect(log).toEqual(["first starts", "first ends", "second starts"])
    await end("second")
    await queue.drain()
  })

  it("runs the tasks of different keys at the same time", async () => {
    const { log, task, end } = tasks()
    const queue = keyedQueue(8, 100)
    await queue.add("a", task("first"))
    await queue.add("b", task("second"))
    await settled()
    expect(log).toEqual(["first starts", "second starts"])
    await end("second")
    await end("first")
    await queue.drain()
  })

  it("holds no more tasks than its limit, whatever their keys", async () => {
    const { log, task, end } = tasks()
    const queue = keyedQueue(8, 2)
    await queue.add("a", task("a1"))
    await queue.add("a", task("a2"))
    let isAdded = false
    const added = queue.add("b", task("b1")).then(() => (isAdded = true))
    await end("a1")
    expect(isAdded).toBe(false)
    await end("a2")
    await added
    await end("b1")
    expect(log.at(-1)).toBe("b1 ends")
    await queue.drain()
  })

  it("accepts no new key while its limit of keys is busy, but more tasks for these keys", async () => {
    const { log, task, end } = tasks()
    const queue = keyedQueue(2, 100)
    await queue.add("a", task("a1"))
    await queue.add("b", task("b1"))
    await queue.add("a", task("a2"))
    const added = queue.add("c", task("c1"))
    await settled()
    expect(log).toEqual(["a1 starts", "b1 starts"])
    await end("b1")
    await added
    await settled()
    expect(log).toEqual(["a1 starts", "b1 starts", "b1 ends", "c1 starts"])
    const next = queue.add("d", task("d1"))
    await settled()
    expect(log).not.toContain("d1 starts")
    await end("c1")
    await next
    for (const name of ["a1", "a2", "d1"]) await end(name)
    await queue.drain()
  })

  it("runs an exclusive task after everything before it and before everything after it", async () => {
    const { log, task, end } = tasks()
    const queue = keyedQueue(8, 100)
    await queue.add("a", task("before"))
    const exclusive = queue.addExclusive(task("alone")).then(() => queue.add("b", task("after")))
    await settled()
    expect(log).toEqual(["before starts"])
    await end("before")
    expect(log).toEqual(["before starts", "before ends", "alone starts"])
    await end("alone")
    await exclusive
    await settled()
    expect(log.slice(3)).toEqual(["alone ends", "after starts"])
    await end("after")
    await queue.drain()
  })

  it("is drained once every task is over, including those that waited", async () => {
    const { log, task, end } = tasks()
    const queue = keyedQueue(8, 100)
    await queue.add("a", task("first"))
    await queue.add("a", task("second"))
    await end("first")
    const drained = queue.drain().then(() => log.push("drained"))
    await settled()
    expect(log.slice(2)).toEqual(["second starts"])
    await end("second")
    await drained
    expect(log.slice(2)).toEqual(["second starts", "second ends", "drained"])
  })

  it("drops the tasks that wait behind a rejected one, and rejects with its reason", async () => {
    const { log, task, fail } = tasks()
    const queue = keyedQueue(1, 100)
    await queue.add("a", task("first"))
    await queue.add("a", task("second"))
    await fail("first")
    await expect(queue.add("b", task("third"))).rejects.toThrow("first")
    await expect(queue.drain()).rejects.toThrow("first")
    expect(log).toEqual(["first starts"])
  })
})
