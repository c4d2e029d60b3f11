import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import { itGiven, type StoreCase } from "./adapter.js"
import { append, mustAppend, answersOf, newEvent, newEvents, idsOf, readAll, outcomeOf, noEvents } from "./events.js"

const closed = E.left({ _tag: "Closed" })

export const closing = ({ adapter, store, another }: StoreCase): void => {
  it("after closing every call answers Closed", async () => {
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

  it("closing ends all subscriptions, even one whose handler never settles", async () => {
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

  it("a read under way when the store is closed ends with Closed", async () => {
    await mustAppend(store(), "s", "any", newEvents(600))
    const answers: Array<string> = []
    for await (const answer of store().readAll()) {
      answers.push(outcomeOf(answer))
      if (answers.length === 1) await store().close()
    }
    expect(answers.at(-1)).toBe("Closed")
    expect(answers.length).toBeLessThan(600)
  })

  it("appends under way when the store is closed are each answered, and those answered as made are stored", async () => {
    const events = Array.from({ length: 50 }, () => newEvent())
    const appends = events.map((event, i) => append(store(), `s-${i % 7}`, "any", [event]))
    await store().close()
    const answers = await Promise.all(appends)
    const made = events.filter((_, i) => outcomeOf(answers[i] ?? closed) === "made")
    expect(
      new Set(answers.map(outcomeOf)).difference(new Set(["made", "Closed", "Unavailable", "OutcomeUnknown"])),
    ).toEqual(new Set())
    if (typeof adapter.reopen !== "function") return
    const stored = idsOf(await readAll(await another()))
    expect(idsOf(made).filter((id) => !stored.includes(id))).toEqual([])
  })

  itGiven(adapter.reopen, "reopen")("appended events remain when every store on the data has been closed", async () => {
    await mustAppend(store(), "s", "noStream", newEvents(2))
    await mustAppend(store(), "t", "noStream", newEvents(1))
    const before = await readAll(store())
    await store().close()
    const again = await another()
    expect(await readAll(again)).toEqual(before)
    expect(outcomeOf(await append(again, "s", 1, newEvents(1)))).toBe("made")
  })
}
