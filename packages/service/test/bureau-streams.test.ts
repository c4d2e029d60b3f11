import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { civilDate as day } from "@shifan/core"
import { parseRequest, streamOfTarget, type Target } from "../src/index.js"
import { bureau, enact, freshId, officeOver, request } from "./test-service.js"

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
    data: { asOf: day("2021-01-04"), logSize, rows: 0, digest: `sha256:${"0".repeat(64)}`, medium: "示例" },
  },
})

const opened = async () => {
  const office = officeOver()
  await office.handle(enact)
  const give = (target: Target, id = freshId()) => office.handle(request(target, day("2021-01-04"), bureau, id))
  return { ...office, give }
}

describe("the streams a bureau has one of", () => {
  it("are decided on their own history: a rotation, and lists that never know less", async () => {
    const { give } = await opened()
    expect(await give(retire("a"))).toMatchObject({ left: { refusals: [{ code: "WrongState" }] } })
    for (const target of [introduce("a"), introduce("b"), retire("a"), publish(4), publish(4)])
      expect(E.isRight(await give(target))).toBe(true)
    expect(await give(introduce("a"))).toMatchObject({ left: { refusals: [{ code: "AlreadyDecided" }] } })
    expect(await give(publish(3))).toMatchObject({ left: { refusals: [{ code: "InvalidParticulars" }] } })
    expect(await give(retire("b"))).toMatchObject({ left: { refusals: [{ phase: "onlyKey" }] } })
  })

  it("take a repeated command once", async () => {
    const { give } = await opened()
    const id = freshId()
    expect(await give(publish(1), id)).toMatchObject({ right: { stream: "roster-130300", repeated: false } })
    expect(await give(publish(1), id)).toMatchObject({ right: { repeated: true, events: [{ revision: 0 }] } })
  })

  it("take a command as it stands in a line, with everything wrong with it at once", () => {
    const line = { actor: bureau, effectiveOn: "2021-01-04" }
    const given = { ...line, type: "IntroduceLogKey", data: { key: key("a"), role: "log" } }
    const parsed = parseRequest(given, freshId)
    expect(E.map(({ target }: { readonly target: Target }) => streamOfTarget("130300", target))(parsed)).toEqual(
      E.right("log-130300"),
    )
    const wrong = { ...line, type: "PublishRoster", data: { asOf: "soon", logSize: -1, rows: 0, digest: "0" } }
    expect(parseRequest(wrong, freshId)).toMatchObject({
      left: [{ path: "data.asOf" }, { path: "data.logSize" }, { path: "data.digest" }, { path: "data.medium" }],
    })
  })
})
