import * as E from "fp-ts/lib/Either.js"
import { civilDate, plusDays, type Actor, type FilledCommand } from "@shifan/core"
import { fc, it as law } from "@fast-check/vitest"
import { history } from "@shifan/testkit"
import { must } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import type { Handle, Request } from "../src/index.js"
import { commandsOf, lawCommands } from "./crash/commands.js"
import {
  aboutUnit,
  accepted,
  application,
  apply,
  eventsIn,
  openService,
  personalPaths,
  request,
  serviceOver,
  unit,
} from "./fixtures.js"

const county: Actor = { role: "county", code: "130302", officer: "HG-01" }

const withdrawal = (commandId: string) =>
  aboutUnit({ type: "Withdraw", data: { reason: "示例" } }, "2020-12-01", undefined, commandId)

const reused = (stream: string, revision: number, type: string) =>
  E.left({ _tag: "CommandIdReused", commandId: expect.any(String), event: { stream, revision, type } })

const stream = `designation-130300-${unit}`

/** Variants of a command, each with one part changed. */
const variants = (one: Request): ReadonlyArray<readonly [string, Request]> => [
  ["role", { ...one, actor: { ...one.actor, role: one.actor.role === "unit" ? "county" : "unit" } }],
  ["code", { ...one, actor: { ...one.actor, code: one.actor.code === "130303" ? "130302" : "130303" } }],
  ["officer", { ...one, actor: { ...one.actor, officer: `${one.actor.officer}2` } }],
  ["day", { ...one, effectiveOn: plusDays(one.effectiveOn, 1) }],
  ...dataVariants(one.target.command.data).map(([path, data]): readonly [string, Request] => [
    path,
    { ...one, target: { ...one.target, command: { ...one.target.command, data } } as Request["target"] },
  ]),
]

/** Variants of the data, each with one text, number, flag or list changed. */
const dataVariants = (value: unknown, path = "data"): ReadonlyArray<readonly [string, unknown]> => {
  if (typeof value === "string") return [[path, `${value}甲`]]
  if (typeof value === "number") return [[path, value + 1]]
  if (typeof value === "boolean") return [[path, !value]]
  if (Array.isArray(value))
    return [
      ...value.slice(-1).map((last): readonly [string, unknown] => [`${path}[]`, [...value, last]]),
      ...value.flatMap((item, i) =>
        dataVariants(item, `${path}.${i}`).map(([at, changed]) => [at, value.toSpliced(i, 1, changed)] as const),
      ),
    ]
  if (value === null) return [[path, 0]]
  return Object.entries(Object(value)).flatMap(([key, part]) =>
    dataVariants(part, `${path}.${key}`).map(([at, changed]) => [at, { ...Object(value), [key]: changed }] as const),
  )
}

/** Handles the requests, and returns those that were carried out. */
const carriedOut = async (handle: Handle, requests: ReadonlyArray<Request>): Promise<ReadonlyArray<Request>> => {
  const done: Array<Request> = []
  for (const one of requests) if (E.isRight(await handle(one))) done.push(one)
  return done
}

const personal = /\.basic\.(legalRepresentative|contactPerson|phone|mobile|email|fax|investors\.\d+\.name)$/

describe("a command id", () => {
  law.prop([history(), fc.nat(), fc.nat()], { numRuns: 25 })(
    "returns the events of its command when that is repeated, and refuses any other command",
    async (generated, which, part) => {
      const { handle, store } = serviceOver()
      const done = await carriedOut(handle, [...lawCommands, ...commandsOf(generated)])
      const before = await eventsIn(store)
      for (const one of done) expect(await handle(one)).toMatchObject({ right: { repeated: true } })
      const one = done[which % done.length]
      if (one === undefined) throw new Error("the law was enacted")
      // After the key is destroyed, personal data can no longer be compared.
      const isErased = done.some(({ target }) => target.command.type === "ErasePersonalData")
      const all = variants(one).filter(([path]) => !isErased || !personal.test(path))
      const [path, other] = all[part % all.length] ?? all[0] ?? ["", one]
      const tag = expect.stringMatching(/^(CommandIdReused|Malformed)$/)
      expect([path, await handle(other)]).toMatchObject([path, { left: { _tag: tag } }])
      expect(await eventsIn(store)).toEqual(before)
    },
  )

  it("refuses an application that differs in any single value, even a sealed one", async () => {
    const { handle, store } = await openService()
    const first = apply()
    await accepted(handle, first)
    const compared: Array<string> = []
    for (const [path, other] of variants(first)) {
      const answer = await handle(other)
      // What no application can say is refused before anything is compared.
      if (E.isLeft(answer) && answer.left._tag === "Malformed") continue
      expect([path, answer]).toEqual([path, reused(stream, 0, "Applied")])
      compared.push(path)
    }
    expect(compared).toEqual(expect.arrayContaining(personalPaths.map((path) => `data.${path}`)))
    expect(compared.length).toBeGreaterThan(80)
    expect(await eventsIn(store)).toHaveLength(3)
  })

  it("refuses a command of another type, from any actor and in a dry run too", async () => {
    const { handle, store } = await openService()
    const first = apply()
    await accepted(handle, first)
    const asked = withdrawal(first.commandId)
    expect(await handle(asked)).toEqual(reused(stream, 0, "Applied"))
    expect(await handle({ ...asked, dryRun: true })).toEqual(reused(stream, 0, "Applied"))
    expect(await handle({ ...asked, actor: { role: "public", code: "130300", officer: "GZ-01" } })).toEqual(
      reused(stream, 0, "Applied"),
    )
    expect(await eventsIn(store)).toHaveLength(3)
  })

  it("refuses a command on another stream, and names the event that has the id", async () => {
    const { handle, store, vault } = await openService()
    const [enacted] = lawCommands
    if (enacted === undefined) throw new Error("there is a law")
    const other = { ...enacted, commandId: apply().commandId }
    await accepted(handle, apply(other.commandId))
    const call = request(
      {
        aggregate: "call",
        key: "2021",
        command: {
          type: "OpenCall",
          data: { year: 2021, opensOn: civilDate("2021-09-01"), closesOn: civilDate("2021-10-01"), document: "示例" },
        },
      },
      civilDate("2021-09-01"),
      enacted.actor,
      other.commandId,
    )
    expect(await handle(call)).toEqual(reused(stream, 0, "Applied"))
    expect(await eventsIn(store)).toHaveLength(3)
    expect((await must(vault.values(unit))).length).toBeGreaterThan(0)
  })

  it("refuses a county's decision with other reasons", async () => {
    const { handle } = await openService()
    await accepted(handle, apply())
    const decline = (text: string, commandId: string) =>
      aboutUnit(
        {
          type: "DeclineRecommendation",
          data: { reasons: [{ provision: "art_5__para_1__point_1", text }] },
        },
        "2020-12-02",
        county,
        commandId,
      )
    const id = apply().commandId
    await accepted(handle, decline("甲", id))
    expect(await handle(decline("甲", id))).toMatchObject({ right: { repeated: true } })
    expect(await handle(decline("乙", id))).toEqual(reused(stream, 1, "RecommendationDeclined"))
  })

  it("is the same in upper and lower case", async () => {
    const { handle, store } = await openService()
    const first = apply("0190163d-8694-7abc-8def-aaaaaaaaaaaa")
    const { events } = await accepted(handle, { ...first, commandId: first.commandId.toUpperCase() })
    expect(events).toMatchObject([{ commandId: first.commandId }])
    expect(await accepted(handle, first)).toMatchObject({ repeated: true })
    expect(await handle(withdrawal(first.commandId.toUpperCase()))).toEqual(reused(stream, 0, "Applied"))
    expect(await eventsIn(store)).toHaveLength(3)
  })

  it("after an erasure still refuses a command that differs in what was not sealed", async () => {
    const { handle } = await openService()
    const first = apply()
    await accepted(handle, first)
    const erasure = { basis: "示例", scope: "示例", approver: "SJ-09" }
    await accepted(handle, aboutUnit({ type: "ErasePersonalData", data: erasure }, "2020-12-02", lawCommands[0]?.actor))
    expect(await handle(first)).toMatchObject({ right: { repeated: true } })
    const other = { ...application, data: { ...application.data, callYear: 2021 } } as FilledCommand
    expect(await handle(aboutUnit(other, "2020-12-01", undefined, first.commandId))).toEqual(
      reused(stream, 0, "Applied"),
    )
  })
})
