import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it, vi } from "vitest"
import type { FilledCommand } from "@shifan/core"
import { must } from "@shifan/testkit/basics"
import type { Vault, VaultError } from "../src/index.js"
import { aboutUnit, accepted, apply, bureau, eventsIn, openService, personalValues, unit } from "./fixtures.js"

const unavailable: VaultError = { _tag: "VaultUnavailable", reason: "down" }

const vaultFailed = { left: { _tag: "VaultFailed", error: unavailable } }

const down: E.Either<VaultError, never> = E.left(unavailable)

/** Lets the next call of this operation fail. */
const failOnce = (vault: Vault, operation: "key" | "ensureKey" | "put" | "values" | "erase"): void =>
  void vi.spyOn(vault, operation).mockReturnValueOnce(() => Promise.resolve(down))

const opening: FilledCommand = {
  type: "OpenPersonalData",
  data: { openedTo: "市审计局", purpose: "审计", paths: ["form.basic.phone"] },
}

const erasure: FilledCommand = {
  type: "ErasePersonalData",
  data: { basis: "个人信息保护法第四十七条", scope: "全部", approver: "SJ-09" },
}

describe("art_16__para_1: a vault that cannot be used", () => {
  it.each(["ensureKey", "put"] as const)("keeps an application from being recorded: %s", async (operation) => {
    const { handle, store, vault } = await openService()
    failOnce(vault, operation)
    const application = apply()
    expect(await handle(application)).toMatchObject(vaultFailed)
    expect(await eventsIn(store)).toHaveLength(2)
    await accepted(handle, application)
    expect(await must(vault.values(unit))).toHaveLength(personalValues.length)
  })

  it.each(["key", "values"] as const)("keeps a disclosure from being recorded: %s", async (operation) => {
    const { handle, store, vault } = await openService()
    await accepted(handle, apply())
    failOnce(vault, operation)
    expect(await handle(aboutUnit(opening, "2020-12-02", bureau))).toMatchObject(vaultFailed)
    expect(await eventsIn(store)).toHaveLength(3)
  })

  it("keeps a repeated application from being compared", async () => {
    const { handle, vault } = await openService()
    const application = apply()
    await accepted(handle, application)
    failOnce(vault, "key")
    expect(await handle(application)).toMatchObject(vaultFailed)
    expect(await handle(application)).toMatchObject({ right: { repeated: true } })
  })

  it("leaves an erasure recorded, which its repetition carries out", async () => {
    const { handle, store, vault } = await openService()
    await accepted(handle, apply())
    failOnce(vault, "erase")
    const request = aboutUnit(erasure, "2020-12-02", bureau)
    expect(await handle(request)).toMatchObject(vaultFailed)
    expect([(await eventsIn(store)).length, (await must(vault.keys())).length]).toEqual([4, 1])
    expect(await handle(request)).toMatchObject({ right: { repeated: true } })
    expect(await must(vault.keys())).toEqual([])
  })
})
