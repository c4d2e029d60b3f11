import { positionOf } from "@shifan/event-store"
import { runProjections, type Projection } from "@shifan/service"
import { expect, it } from "vitest"
import { must } from "../../values.js"
import { waitUntil } from "./crashing.js"
import { appendTestEvents, expectedLines, journalLine, journalOf, testEvent, type ReadModelCase } from "./journal.js"

export const stopping = <M>({ adapter, opened, store }: ReadModelCase<M>): void => {
  /** Throws after writing the line. */
  const failingAt = (line: string, name: string): Projection<M> =>
    journalOf(adapter, {
      name,
      apply: (model, envelope) => {
        adapter.write(model, journalLine(envelope))
        if (journalLine(envelope) === line) throw new Error("not this one")
      },
    })

  it.each([1, 2, 4, 6])("at a failing event %i, while another projection continues", async (position) => {
    for (const stream of ["s", "t"]) await appendTestEvents(store(), { stream, count: 3 })
    const stream = position <= 3 ? "s" : "t"
    const revision = (position - 1) % 3
    const { models, read } = opened()
    const failing = failingAt(`${stream}@${revision}`, "failing")
    const runner = runProjections(store(), models, [failing, journalOf(adapter)])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: {
        _tag: "ProjectionFailed",
        name: "failing",
        stream,
        revision,
        position: positionOf(position),
        reason: "not this one",
      },
    })
    await appendTestEvents(store(), { stream: "u", count: 2 })
    const lines = await expectedLines(store())
    await waitUntil(async () => (await read("journal"))?.length === lines.length)
    expect(await read("journal")).toEqual(lines)
    expect((await runner.close()).map(({ _tag }) => _tag)).toEqual(["ProjectionFailed"])
  })

  it("at an event that fails while it follows the log, and continues from there once it is corrected", async () => {
    await appendTestEvents(store(), { stream: "s", count: 3 })
    const { models, read } = opened()
    const runner = runProjections(store(), models, [failingAt("t@1", "journal")])
    await waitUntil(async () => (await read("journal"))?.length === 3)
    await appendTestEvents(store(), { stream: "t", count: 4 })
    expect(await runner.running[0]?.ended).toMatchObject({ left: { stream: "t", revision: 1 } })
    expect(await read("journal")).toEqual((await expectedLines(store())).slice(0, 4))
    const corrected = runProjections(store(), models, [journalOf(adapter)])
    await waitUntil(async () => (await read("journal"))?.length === 7)
    expect(await corrected.close()).toEqual([])
    expect(await read("journal")).toEqual(await expectedLines(store()))
  })

  it.each([
    ["of an unknown type", () => testEvent("s", 3, "Imagined")],
    ["that is not JSON", () => ({ id: "x", type: "CallOpened", leaf: new Uint8Array([1]) })],
  ])("at an event %s", async (_, unreadable) => {
    await appendTestEvents(store(), { stream: "s", count: 3 })
    await must(store().append("s", "any", [unreadable()]))
    const { models } = opened()
    const runner = runProjections(store(), models, [journalOf(adapter)])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ProjectionFailed", stream: "s", revision: 3 },
    })
    expect(await models.status("journal")()).toMatchObject({ right: { next: { checkpoint: positionOf(3) } } })
  })

  it("if the read model cannot be set up, with nothing begun", async () => {
    await appendTestEvents(store(), { stream: "s", count: 1 })
    const prepare = (): void => {
      throw new Error("no room")
    }
    const { models } = opened()
    const runner = runProjections(store(), models, [journalOf(adapter, { prepare })])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ReadModelFailed", error: { _tag: "NotAcceptable" } },
    })
    expect((await must(models.status("journal"))).next).toBeUndefined()
  })
}
