import { civilDate, instantAt, type CivilDate } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { collect, type StoredEvent } from "@shifan/event-store"
import type { Target } from "@shifan/service"
import { bureau, document, unit } from "@shifan/testkit"
import { right } from "@shifan/testkit/basics"
import { enactTarget, openCallTarget, testService } from "@shifan/testkit/service"

export const library = [qinhuangdao2020]

/** Effective date of every command, unless it states another. */
export const day = civilDate("2020-11-20")

/** A command for the service, with its effective date. */
export interface Step {
  readonly target: Target
  readonly effectiveOn?: CivilDate
}

export const enact: Step = { target: enactTarget }

export const openCall: Step = { target: openCallTarget }

export const importTitle: Step = {
  target: {
    aggregate: "designation",
    key: unit,
    command: {
      type: "ImportTitle",
      data: {
        operatingUnitName: "秦皇岛示例服务有限公司",
        platformName: "示例服务平台",
        countyOrDistrict: qinhuangdao2020.territory.counties[0]?.code ?? qinhuangdao2020.territory.bureau.code,
        grantedOn: civilDate("2018-12-13"),
        grantingDocument: "示例〔2018〕1号",
      },
    },
  },
}

export const spotCheck: Step = {
  target: {
    aggregate: "designation",
    key: unit,
    command: {
      type: "SpotCheck",
      data: { regular: true, findings: "示例", falsificationFound: true, evidence: [document] },
    },
  },
}

/** `restsOn`: revision of the spot check that found the falsification. */
export const revoke = (restsOn: number): Step => ({
  target: {
    aggregate: "designation",
    key: unit,
    command: {
      type: "Revoke",
      data: {
        restsOn,
        reasons: [{ provision: "art_14__para_1", text: "示例" }],
        announcement: { number: "示例1号", date: day, address: "https://example.cn" },
      },
    },
  },
})

/** The events that the service records for commands by the bureau, in memory. Ids and instants are always the same. */
export const recordedHistory = async (steps: ReadonlyArray<Step>): Promise<ReadonlyArray<StoredEvent>> => {
  const { store, handle } = testService({ startAt: instantAt(Date.parse("2026-12-01T01:00:00.000Z")) })
  for (const [i, { target, effectiveOn = day }] of steps.entries()) {
    const commandId = `0190163d-8694-7000-8000-${String(i).padStart(12, "0")}`
    right(await handle({ commandId, actor: bureau, effectiveOn, target }))
  }
  return right(await collect(store.readAll()))
}
