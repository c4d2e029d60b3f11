/** A title that has passed on, undone down to its grant: through the service, the list and a replay. */
import { expect, it } from "vitest"
import { civilDate as day, type Command, type DivisionCode, type Uscc } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { collect, readEnvelope } from "@shifan/event-store"
import { rosterUnder } from "@shifan/roster"
import { document, unit } from "@shifan/testkit"
import { must, right } from "@shifan/testkit/basics"
import { officeUnder } from "./office-under.ts"

const heir = "91110108551385082Q" as Uscc
const names = { operatingUnitName: "示例有限公司", countyOrDistrict: "130302" as DivisionCode }
const importing: Command = {
  type: "ImportTitle",
  data: { ...names, platformName: "示例平台", grantedOn: day("2018-12-10"), grantingDocument: "示例〔2018〕1号" },
}
const giving: Command = { type: "SucceedTitle", data: { successor: heir, cause: "merger", document } }
const taking: Command = { type: "InheritTitle", data: { predecessor: unit, ...names, document } }

const annulling = (revision: number, on: string): Command => ({
  type: "AnnulDecision",
  data: { revision, ground: "court", effect: "fromBeginning", decidedOn: day(on), document, reasons: "判决撤销" },
})

it("has one holder after each act, and none whose grant was annulled", async () => {
  const { actOf, replayed, store } = await officeUnder(qinhuangdao2020, [2021])
  const listed = async (): Promise<ReadonlyArray<string>> => {
    const roster = rosterUnder()
    for (const { leaf } of await must(() => collect(store.readAll()))) roster.apply(right(readEnvelope(leaf)))
    return roster.list().map(({ uscc }) => uscc)
  }
  const actor = { role: "bureau", code: "130300", officer: "SJ-01" } as const
  const steps: ReadonlyArray<readonly [string, Uscc, Command, string, ReadonlyArray<Uscc>]> = [
    ["2021-01-10", unit, importing, "ok", [unit]],
    ["2021-02-01", unit, giving, "ok", [unit]],
    ["2021-02-02", heir, taking, "ok", [heir]],
    ["2021-03-01", unit, annulling(0, "2021-03-01"), "NothingToAnnul", [heir]],
    ["2021-03-01", unit, annulling(1, "2021-03-01"), "NothingToAnnul", [heir]],
    ["2021-03-01", heir, annulling(0, "2021-03-01"), "ok", [unit]],
    ["2021-03-01", heir, annulling(1, "2021-03-01"), "NothingToAnnul", [unit]],
    ["2021-03-02", heir, taking, "ok", [heir]],
    ["2021-03-03", heir, annulling(2, "2021-03-03"), "ok", [unit]],
    ["2021-03-03", unit, annulling(0, "2021-03-03"), "NothingToAnnul", [unit]],
    ["2021-03-03", unit, annulling(1, "2021-03-03"), "ok", [unit]],
    ["2021-03-04", unit, annulling(0, "2021-03-04"), "ok", []],
    ["2021-03-05", heir, taking, "NothingToInherit", []],
  ]
  for (const [on, of, command, answer, holders] of steps) {
    expect(await actOf(of)({ actor, effectiveOn: day(on), command }), `${command.type} on ${on}`).toEqual([answer])
    expect(await listed(), `after ${command.type} on ${on}`).toEqual(holders)
  }
  expect(await replayed()).toEqual([])
})
