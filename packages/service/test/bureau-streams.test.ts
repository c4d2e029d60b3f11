import { describe, expect, it } from "vitest"
import { civilDate } from "@shifan/core"
import type { Target } from "../src/index.js"
import { accepted, bureau, enact, freshId, request, serviceOver } from "./fixtures.js"

const key = (name: string): string => `${name}.example/log+0000000a+${"A".repeat(44)}`

const introduce = (name: string): Target => ({
  aggregate: "log",
  key: "",
  command: { type: "IntroduceLogKey", data: { key: key(name), role: "log" } },
})

const retire = (name: string): Target => ({
  aggregate: "log",
  key: "",
  command: { type: "RetireLogKey", data: { key: key(name) } },
})

const publish = (logSize: number): Target => ({
  aggregate: "roster",
  key: "",
  command: {
    type: "PublishRoster",
    data: {
      asOf: civilDate("2021-01-04"),
      logSize,
      rows: 0,
      digest: `sha256:${"0".repeat(64)}`,
      medium: "示例",
      units: { count: 0, root: `sha256:${"0".repeat(64)}` },
    },
  },
})

const enacted = async () => {
  const { handle } = serviceOver()
  await accepted(handle, enact)
  return {
    accept: (target: Target, id = freshId()) => accepted(handle, onTheDay(target, id)),
    refuse: (target: Target) => handle(onTheDay(target)),
  }
}

const onTheDay = (target: Target, id = freshId()) => request(target, civilDate("2021-01-04"), bureau, id)

describe("the streams that a bureau has only once", () => {
  it("are decided on their own history, for the log's keys and for published lists", async () => {
    const { accept, refuse } = await enacted()
    expect(await refuse(retire("a"))).toMatchObject({ left: { refusals: [{ code: "WrongState" }] } })
    for (const target of [introduce("a"), introduce("b"), retire("a"), publish(4), publish(4)]) await accept(target)
    expect(await refuse(introduce("a"))).toMatchObject({ left: { refusals: [{ code: "AlreadyDecided" }] } })
    expect(await refuse(publish(3))).toMatchObject({ left: { refusals: [{ code: "InvalidParticulars" }] } })
    expect(await refuse(retire("b"))).toMatchObject({ left: { refusals: [{ phase: "onlyKey" }] } })
  })

  it("record a repeated command once", async () => {
    const { accept } = await enacted()
    const id = freshId()
    expect(await accept(publish(1), id)).toMatchObject({ stream: "roster-130300", repeated: false })
    expect(await accept(publish(1), id)).toMatchObject({ repeated: true, events: [{ revision: 0 }] })
    expect(await accept(publish(1))).toMatchObject({ repeated: false, events: [{ revision: 1 }] })
  })
})
