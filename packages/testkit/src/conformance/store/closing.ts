/** A closed store, and one closed in the midst of work. */
import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import type { StoreCase } from "./adapter.js"
import { append, mustAppend, answersOf, newEvent, newEvents, idsOf, readAll, outcomeOf, noEvents } from "./events.js"

const closed = E.left({ _tag: "Closed" })

export const closing = ({ adapter, store, another }: StoreCase): void => {
  it("after closing every call says so, however it is meant", async () => {
    await mustAppend(store(), "s", "any", newEvents(1))
    const prepared = store().append("s", "any", newEvents(1))
    await store().close()
    await store().close()
    expect(await prepared()).toEqual(closed)
    expect(await append(store(), "s", "any", noEvents())).toEqual(closed)
    expect(await append(store(), "s", "any", newEvents(1))).toEqual(closed)
    expect(await answersOf(store().readStream("s"))).toEqual([closed])
    expect(await answersOf(store().readStream("t"))).toEqual([closed])
    expect(await answersOf(store().readAll())).toEqual([closed])
    expect(await answersOf(store().readAll({ after: "yesterday" }))).toEqual([closed])
    expect(await store().subscribe({}, () => Promise.resolve()).ended).toEqual(closed)
  })

  it("closing ends the subscriptions, and one whose handler never comes back", async () => {
    await mustAppend(store(), "s", "any", newEvents(1))
    const begun = Promise.withResolvers<void>()
    const stuck = store().subscribe({}, () => {
      begun.resolve()
      return new Promise<void>(() => {})
    })
    await begun.promise
    const waiting = store().subscribe({ filter: { types: ["Never"] } }, () => Promise.resolve())
    await store().close()
    expect(await stuck.ended).toEqual(closed)
    expect(await waiting.ended).toEqual(closed)
    await waiting.close()
  })

  it("a read under way when the store is closed ends with that", async () => {
    await mustAppend(store(), "s", "any", newEvents(600))
    const answers: Array<string> = []
    for await (const one of store().readAll()) {
      answers.push(outcomeOf(one))
      if (answers.length === 1) await store().close()
    }
    expect(answers.at(-1)).toBe("Closed")
    expect(answers.length).toBeLessThan(600)
  })

  it("appends under way when the store is closed are each answered, and what was answered as made is there", async () => {
    const some = Array.from({ length: 50 }, () => newEvent())
    const asked = some.map((one, i) => append(store(), `s-${i % 7}`, "any", [one]))
    await store().close()
    const answers = await Promise.all(asked)
    const made = some.filter((_, i) => outcomeOf(answers[i] ?? closed) === "made")
    expect(
      new Set(answers.map(outcomeOf)).difference(new Set(["made", "Closed", "Unavailable", "OutcomeUnknown"])),
    ).toEqual(new Set())
    if (adapter.reopen === undefined) return
    const there = idsOf(await readAll(await another()))
    expect(idsOf(made).filter((id) => !there.includes(id))).toEqual([])
  })
}
