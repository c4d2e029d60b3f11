/** A projection that throws stops before the event, which it names; the others go on. */
import { expect, it } from "vitest"
import { positionOf } from "@shifan/event-store"
import { type Projection, runProjections } from "@shifan/service"
import { journalOf, journalLine, type ReadModelCase } from "./journal.js"
import { appendTestEvents, testEvent, expectedLines, waitUntil } from "./test-log.js"

export const stopping = <M>({ adapter, opened, store }: ReadModelCase<M>): void => {
  /** Writes the line, and then will not have it. */
  const failingAt = (line: string, name: string): Projection<M> =>
    journalOf(adapter, {
      name,
      apply: (model, envelope) => {
        adapter.write(model, journalLine(envelope))
        if (journalLine(envelope) === line) throw new Error("this one not")
      },
    })

  it.each([1, 2, 4, 6])("at event %i, while another goes on", async (position) => {
    for (const stream of ["s", "t"]) await appendTestEvents(store(), stream, 3)
    const [stream, revision] = [position <= 3 ? "s" : "t", (position - 1) % 3]
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
        reason: "this one not",
      },
    })
    await appendTestEvents(store(), "u", 2)
    const goal = await expectedLines(store())
    await waitUntil(async () => (await read("journal"))?.length === goal.length)
    expect(await read("journal")).toEqual(goal)
    expect((await runner.close()).map(({ _tag }) => _tag)).toEqual(["ProjectionFailed"])
  })

  it("while it follows, and goes on from there once it is mended", async () => {
    await appendTestEvents(store(), "s", 3)
    const { models, read } = opened()
    const runner = runProjections(store(), models, [failingAt("t@1", "journal")])
    await waitUntil(async () => (await read("journal"))?.length === 3)
    await appendTestEvents(store(), "t", 4)
    expect(await runner.running[0]?.ended).toMatchObject({ left: { stream: "t", revision: 1 } })
    expect(await read("journal")).toEqual((await expectedLines(store())).slice(0, 4))
    const mended = runProjections(store(), models, [journalOf(adapter)])
    await waitUntil(async () => (await read("journal"))?.length === 7)
    expect(await mended.close()).toEqual([])
    expect(await read("journal")).toEqual(await expectedLines(store()))
  })

  it.each([
    ["of an unknown type", () => testEvent("s", 3, "Imagined")],
    ["that is no JSON", () => ({ id: "x", type: "CallOpened", leaf: new Uint8Array([1]) })],
  ])("at an event %s", async (_, make) => {
    await appendTestEvents(store(), "s", 3)
    await store().append("s", "any", [make()])()
    const { models } = opened()
    const runner = runProjections(store(), models, [journalOf(adapter)])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ProjectionFailed", stream: "s", revision: 3 },
    })
    expect(await models.status("journal")()).toMatchObject({ right: { next: { checkpoint: positionOf(3) } } })
  })

  it("when it cannot be made ready, and nothing is begun", async () => {
    await appendTestEvents(store(), "s", 1)
    const prepare = (): void => {
      throw new Error("no room")
    }
    const { models } = opened()
    const runner = runProjections(store(), models, [journalOf(adapter, { prepare })])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ReadModelFailed", error: { _tag: "NotAcceptable" } },
    })
    const standings = await models.status("journal")()
    expect(standings).toMatchObject({ _tag: "Right", right: expect.not.objectContaining({ next: expect.anything() }) })
  })
}
