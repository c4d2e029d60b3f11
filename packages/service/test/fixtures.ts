import {
  civilDate,
  type Actor,
  type Aggregates,
  type ApplicationForm,
  type CivilDate,
  type FilledCommand,
} from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { aggregates } from "@shifan/core/registry"
import { collect, memoryStore, type EventStore, type StoredEvent } from "@shifan/event-store"
import { bureau, fullDossier, plainForm, unit } from "@shifan/testkit"
import { must, right } from "@shifan/testkit/basics"
import { enactTarget, openCallTarget, testService } from "@shifan/testkit/service"
import type { CommandResult, Handle, Request, Target } from "../src/index.js"

export { bureau, unit }

export const serviceOver = (store: EventStore = memoryStore(), registry: Aggregates = aggregates) =>
  testService({ store, registry })

/** A service with a regulation in force and an open call. */
export const openService = async (store?: EventStore, registry?: Aggregates) => {
  const service = serviceOver(store, registry)
  await accepted(service.handle, enact)
  await accepted(service.handle, openCall)
  return service
}

/** Handles a request that must be accepted. */
export const accepted = async (handle: Handle, request: Request): Promise<CommandResult> => right(await handle(request))

export const eventsIn = (store: EventStore): Promise<ReadonlyArray<StoredEvent>> => must(() => collect(store.readAll()))

let ids = 0

/** A command id not used before. */
export const freshId = (): string => `0190163d-8694-7000-8000-${String(ids++).padStart(12, "0")}`

export const request = (target: Target, effectiveOn: CivilDate, actor: Actor, commandId = freshId()): Request => ({
  commandId,
  actor,
  effectiveOn,
  target,
})

export const enact = request(enactTarget, civilDate("2020-11-12"), bureau)

export const openCall = request(openCallTarget, civilDate("2020-11-20"), bureau)

/** The nth interpretation, which replaces the one before it while the regulation is in force. */
export const interpretation = (n: number): Request =>
  request(
    {
      aggregate: "instrument",
      key: qinhuangdao2020.id,
      command: {
        type: "Interpret",
        data: {
          reading: "growth.steady",
          option: n % 2 === 0 ? "nonDecreasing" : "strictTwoIntervals",
          document: `示例${n}号`,
          appliesFrom: civilDate("2020-11-20"),
          retroactive: false,
        },
      },
    },
    civilDate("2020-11-20"),
    bureau,
  )

const county = "130302" as ApplicationForm<string>["countyOrDistrict"]

const form = ((): ApplicationForm<string> => {
  const sealedForm = plainForm(unit, county, civilDate("2020-12-01"))
  const { fax: _, ...basic } = sealedForm.basic
  return {
    ...sealedForm,
    basic: {
      ...basic,
      legalRepresentative: "示例法人甲",
      contactPerson: "示例联系人甲",
      phone: "0335-5550101",
      mobile: "13800000001",
      email: "contact@example.cn",
      investors: [],
    },
  }
})()

export const application: FilledCommand = { type: "Apply", data: { callYear: 2020, form, dossier: fullDossier } }

/** The personal data in the application by path. */
export const personalData = {
  "form.basic.legalRepresentative": "示例法人甲",
  "form.basic.contactPerson": "示例联系人甲",
  "form.basic.phone": "0335-5550101",
  "form.basic.mobile": "13800000001",
  "form.basic.email": "contact@example.cn",
} as const

export const personalPaths: ReadonlyArray<string> = Object.keys(personalData)

export const personalValues: ReadonlyArray<string> = Object.values(personalData)

export const applicant: Actor = { role: "unit", code: unit, officer: "U-01" }

/** A command about the unit, by the unit itself or another actor. */
export const aboutUnit = (command: FilledCommand, on = "2020-12-01", actor = applicant, commandId?: string): Request =>
  request({ aggregate: "designation", key: unit, command }, civilDate(on), actor, commandId)

export const apply = (commandId?: string): Request => aboutUnit(application, "2020-12-01", applicant, commandId)
