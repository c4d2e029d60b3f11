import { expect, it } from "vitest"
import { civilDate, type DivisionCode, type Uscc } from "@shifan/core"
import * as E from "fp-ts/lib/Either.js"
import { accepted, bureau, eventsIn, openService, request, unit } from "./fixtures.js"

const successor = "91110108551385082Q" as Uscc
const document = { title: "示例", digest: `sha256:${"a".repeat(64)}`, mediaType: "application/pdf", size: 1 }
const names = { operatingUnitName: "示例有限公司", countyOrDistrict: "130302" as DivisionCode }

const about = (key: Uscc, command: Parameters<typeof request>[0]["command"]) =>
  request({ aggregate: "designation", key, command } as Parameters<typeof request>[0], civilDate("2020-12-02"), bureau)

const importing = about(unit, {
  type: "ImportTitle",
  data: { ...names, platformName: "示例平台", grantedOn: civilDate("2018-12-10"), grantingDocument: "示例〔2018〕1号" },
})
const giving = about(unit, { type: "SucceedTitle", data: { successor, cause: "conversion", document } })
const taking = () => about(successor, { type: "InheritTitle", data: { predecessor: unit, ...names, document } })
const annulling = (of: Uscc = unit, revision = 1) =>
  about(of, {
    type: "AnnulDecision",
    data: {
      revision,
      ground: "self",
      effect: "fromBeginning",
      decidedOn: civilDate("2020-12-02"),
      document,
      reasons: "登记有误",
    },
  })

it("of a takeover and an annulment of one succession at the same moment exactly one is recorded", async () => {
  const winners = new Set<string>()
  for (let i = 0; i < 20; i++) {
    const { handle, store } = await openService()
    await accepted(handle, importing)
    await accepted(handle, giving)
    const before = (await eventsIn(store)).length
    const racers = i % 2 === 0 ? [taking(), annulling()] : [annulling(), taking()]
    const answers = await Promise.all(racers.map(handle))
    expect(answers.filter(E.isRight)).toHaveLength(1)
    const recorded = (await eventsIn(store)).slice(before).map(({ type }) => type)
    expect(recorded).toHaveLength(1)
    winners.add(recorded.join())
  }
  expect([...winners].toSorted()).toEqual(["DecisionAnnulled", "TitleInherited"])
})

it("a title that a successor has taken over keeps its grant until the takeover is annulled", async () => {
  const { handle } = await openService()
  for (const one of [importing, giving, taking()]) await accepted(handle, one)
  for (const revision of [0, 1]) {
    const answer = await handle(annulling(unit, revision))
    expect(answer).toMatchObject({ left: { refusals: [{ code: "NothingToAnnul", revision, takenOverBy: successor }] } })
  }
  for (const one of [annulling(successor, 0), annulling(unit, 1), annulling(unit, 0)]) await accepted(handle, one)
})
