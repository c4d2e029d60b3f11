/** A projection that throws stops before the event, which it names; the others go on. */
import { expect, it } from "vitest"
import { positionOf } from "@shifan/event-store"
import type { Projection } from "@shifan/service"
import { runProjections } from "@shifan/service"
import { journalOf, lineOf, type Subject } from "./journal.js"
import { append, eventOf, expected, until } from "./test-log.js"

export const stopping = <M>({ adapter, opened, store }: Subject<M>): void => {
  /** Writes the line, and then will not have it. */
  const failingAt = (line: string, name: string): Projection<M> =>
    journalOf(adapter, {
      name,
      apply: (model, envelope) => {
        adapter.write(model, lineOf(envelope))
        if (lineOf(envelope) === line) throw new Error("this one not")
      },
    })

  it.each([1, 2, 4, 6])("at event %i, while another goes on", async (position) => {
    for (const stream of ["s", "t"]) await append(store(), stream, 3)
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
    await append(store(), "u", 2)
    const goal = await expected(store())
    await until(async () => (await read("journal"))?.length === goal.length)
    expect(await read("journal")).toEqual(goal)
    expect((await runner.close()).map(({ _tag }) => _tag)).toEqual(["ProjectionFailed"])
  })

  it("while it follows, and goes on from there once it is mended", async () => {
    await append(store(), "s", 3)
    const { models, read } = opened()
    const runner = runProjections(store(), models, [failingAt("t@1", "journal")])
    await until(async () => (await read("journal"))?.length === 3)
    await append(store(), "t", 4)
    expect(await runner.running[0]?.ended).toMatchObject({ left: { stream: "t", revision: 1 } })
    expect(await read("journal")).toEqual((await expected(store())).slice(0, 4))
    const mended = runProjections(store(), models, [journalOf(adapter)])
    await until(async () => (await read("journal"))?.length === 7)
    expect(await mended.close()).toEqual([])
    expect(await read("journal")).toEqual(await expected(store()))
  })

  it.each([
    ["of an unknown type", () => eventOf("s", 3, "Imagined")],
    ["that is no JSON", () => ({ id: "x", type: "CallOpened", leaf: new Uint8Array([1]) })],
  ])("at an event %s", async (_, make) => {
    await append(store(), "s", 3)
    await store().append("s", "any", [make()])()
    const { models } = opened()
    const runner = runProjections(store(), models, [journalOf(adapter)])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ProjectionFailed", stream: "s", revision: 3 },
    })
    expect(await models.standings("journal")()).toMatchObject({ right: { next: { checkpoint: positionOf(3) } } })
  })

  it("when it cannot be made ready, and nothing is begun", async () => {
    await append(store(), "s", 1)
    const prepare = (): void => {
      throw new Error("no room")
    }
    const { models } = opened()
    const runner = runProjections(store(), models, [journalOf(adapter, { prepare })])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ReadModelFailed", error: { _tag: "NotAcceptable" } },
    })
    const standings = await models.standings("journal")()
    expect(standings).toMatchObject({ _tag: "Right", right: expect.not.objectContaining({ next: expect.anything() }) })
  })
}
