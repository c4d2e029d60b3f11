/** A service over a store in memory, with a clock that ticks and keys that anybody knows. */
import { handler, memoryVault, type Request, type Target } from "../src/index.js"
import {
  aggregates,
  type Aggregates,
  type Actor,
  type ApplicationForm,
  civilDate,
  type CivilDate,
  type FilledCommand,
  instantAt,
  qinhuangdao2020,
} from "@shifan/core"
import { type EventStore, memoryStore } from "@shifan/event-store"
import { fullDossier, plainForm, unit } from "@shifan/testkit"

export const county = "130302" as ApplicationForm<string>["countyOrDistrict"]

export const officeOver = (store: EventStore = memoryStore(), registry: Aggregates = aggregates) => {
  let ticks = 0
  const vault = memoryVault()
  const handle = handler({
    store,
    vault,
    division: "130300",
    library: [qinhuangdao2020],
    aggregates: registry,
    clock: () => instantAt(Date.parse("2020-12-01T01:00:00.000Z") + ticks++),
    random: (size) => new Uint8Array(size).fill(7),
  })
  return { store, vault, handle }
}

let ids = 0

/** A command id nobody else has. */
export const freshId = (): string => `0190163d-8694-7000-8000-${String(ids++).padStart(12, "0")}`

export const bureau: Actor = { role: "bureau", code: "130300", officer: "SJ-01" }

export const request = (target: Target, effectiveOn: CivilDate, actor: Actor, commandId = freshId()): Request => ({
  commandId,
  actor,
  effectiveOn,
  target,
})

export const enact = request(
  {
    aggregate: "instrument",
    key: "qinhuangdao-2020-2",
    command: {
      type: "Enact",
      data: {
        regulation: qinhuangdao2020.id,
        documentNumber: qinhuangdao2020.documentNumber,
        effectiveFrom: civilDate("2020-11-12"),
        validityYears: 2,
      },
    },
  },
  civilDate("2020-11-12"),
  bureau,
)

export const openCall = request(
  {
    aggregate: "call",
    key: "2020",
    command: {
      type: "OpenCall",
      data: { year: 2020, opensOn: civilDate("2020-11-20"), closesOn: civilDate("2020-12-20"), document: "示例" },
    },
  },
  civilDate("2020-11-20"),
  bureau,
)

const clear: ApplicationForm<string> = ((): ApplicationForm<string> => {
  const form = plainForm(unit, county, civilDate("2020-12-01"))
  return {
    ...form,
    basic: {
      ...form.basic,
      legalRepresentative: "示例法人甲",
      contactPerson: "示例联系人甲",
      phone: "0335-5550101",
      mobile: "13800000001",
      email: "contact@example.cn",
      ...(form.basic.fax === undefined ? {} : { fax: "0335-5550102" }),
      investors: [],
    },
  } as ApplicationForm<string>
})()

export const application: FilledCommand = {
  type: "Apply",
  data: { callYear: 2020, form: clear, dossier: fullDossier },
}

export const personal = ["示例法人甲", "示例联系人甲", "0335-5550101", "13800000001", "contact@example.cn"]

export const apply = (commandId = freshId()): Request =>
  request(
    { aggregate: "designation", key: unit, command: application },
    civilDate("2020-12-01"),
    { role: "unit", code: unit, officer: "U-01" },
    commandId,
  )

export { unit }
