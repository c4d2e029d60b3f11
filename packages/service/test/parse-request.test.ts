import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { asFilled } from "@shifan/core/forms"
import { commandCodecs, aggregates } from "@shifan/core/registry"
import { right } from "@shifan/testkit/basics"
import { parseRequest, requestWith } from "../src/index.js"
import { bureau, freshId, unit } from "./fixtures.js"

const id = "0190163d-8694-7000-8000-00000000000a"
const line = { actor: bureau, effectiveOn: "2021-01-04" }
const awardPlaque = { ...line, type: "AwardPlaque", data: { awardedOn: "2021-01-04" } }

describe("a request parsed from JSON", () => {
  it.each([
    ["the field `unit`", { ...awardPlaque, unit }, "designation", unit],
    [
      "the field `slug`",
      { ...line, type: "Repeal", slug: "a-text", data: { document: "示例", from: "2021-01-04" } },
      "instrument",
      "a-text",
    ],
    ["its data", { ...line, type: "CloseCall", data: { year: 2020, closedOn: "2021-01-04" } }, "call", "2020"],
    [
      "nothing, since a bureau has only one such stream",
      { ...line, type: "RetireLogKey", data: { key: `a.example/log+0000000a+${"A".repeat(44)}` } },
      "log",
      "",
    ],
  ])("is for the stream named by %s", (_, input, aggregate, key) => {
    const { type, data } = input
    expect(right(parseRequest(input, freshId)).target).toEqual({ aggregate, key, command: { type, data } })
  })

  it("keeps its id and expected revision, and gets a new id if it has none", () => {
    const request = right(parseRequest({ ...awardPlaque, unit, commandId: id, expectedRevision: 3 }, freshId))
    expect(request).toMatchObject({ commandId: id, expectedRevision: 3 })
    expect(right(parseRequest({ ...awardPlaque, unit }, () => "fresh"))).not.toHaveProperty("expectedRevision")
    expect(right(parseRequest({ ...awardPlaque, unit }, () => "fresh")).commandId).toBe("fresh")
  })

  it.each([
    ["no unit", awardPlaque, ["unit"]],
    ["no slug", { ...line, type: "Repeal", data: { document: "示例", from: "2021-01-04" } }, ["slug"]],
    ["an unknown type", { ...awardPlaque, type: "AwardPlaques", unit }, ["type"]],
    ["an unknown field", { ...awardPlaque, unit, units: unit }, ["units"]],
    ["an id that is no UUID", { ...awardPlaque, unit, commandId: "1" }, ["commandId"]],
    ["faults in head and data", { ...awardPlaque, effectiveOn: "soon", data: {} }, ["effectiveOn", "data.awardedOn"]],
    ["no object at all", 7, [""]],
  ])("is refused for %s, with the path of each fault", (_, input, paths) => {
    const parsed = parseRequest(input, freshId)
    expect(E.isLeft(parsed) && parsed.left.map(({ path }) => path)).toEqual(paths)
  })

  it("may have data that are already decoded", () => {
    const { data, ...head } = { ...awardPlaque, unit }
    const decoded = right(commandCodecs(asFilled).AwardPlaque.decode(data))
    expect(requestWith(head, decoded, () => id)).toEqual(parseRequest({ ...head, data }, () => id))
    expect(requestWith({ ...head, effectiveOn: "soon" }, decoded, () => id)).toMatchObject({
      left: [{ path: "effectiveOn" }],
    })
  })

  it("is accepted only for the aggregates that are passed", () => {
    const { log } = aggregates
    expect(E.isRight(parseRequest({ ...awardPlaque, unit }, freshId, { designation: aggregates.designation }))).toBe(
      true,
    )
    expect(parseRequest({ ...awardPlaque, unit }, freshId, { log })).toMatchObject({
      left: [{ path: "type", expected: { en: "one of IntroduceLogKey | RetireLogKey" } }, { path: "unit" }],
    })
  })
  it("needs, by its type, the registry of the aggregates it is for", () => {
    const own = { log: aggregates.log }
    // @ts-expect-error: the type argument needs a registry.
    parseRequest<typeof own>({}, freshId)
    const parsed = parseRequest({ ...awardPlaque, unit }, freshId, own)
    // @ts-expect-error: a registry of logs has no designation.
    expect(E.isRight(parsed) && parsed.right.target.aggregate === "designation").toBe(false)
  })
})
