/** The basis for judging an act: the facts of the case, the readings, and the requested and existing relaxations. */
import type { Readings, WaiverRequest } from "@shifan/core"
import { standing } from "./effective-events.statement.js"
import { caseFacts, factsOf, requestOf, withMeasured } from "./applying.statement.js"
import type { UnitFacts } from "./text.statement.js"
import { applicationOnFile, titleOnFile, wordsOf } from "./file.statement.js"
import { readingsFor, statusOnFile } from "./in-force.statement.js"
import type { Act } from "./act.statement.js"
import { reviewFacts } from "./review.statement.js"

/** Everything that a judgement of the conditions rests on. */
export interface Judgement {
  readonly facts: UnitFacts
  readonly readings: Readings
  /** Requests of this act, recorded as waivers in its event. */
  readonly asked: ReadonlyArray<WaiverRequest>
  /** Earlier waivers that still apply, under reading `review.standard`. */
  readonly standing: ReadonlyArray<WaiverRequest>
}

/** `undefined` if the act judges nothing, or if there is nothing to judge. */
export const judgementOf = (act: Act): Judgement | undefined => {
  const { text, command, law, on, unit } = act
  const events = standing(act.events)
  const application = applicationOnFile(events)
  const title = titleOnFile(events)
  const readingsOf = (filedOn: string | undefined): Readings | undefined =>
    readingsFor(text, law, command.type, { on, filedOn })
  switch (command.type) {
    case "Apply": {
      const { form } = command.data
      const readings = readingsOf(undefined)
      return readings && { facts: selfFacts(form, on), readings, asked: [], standing: [] }
    }
    case "Recommend": {
      const readings = readingsOf(application?.filed.effectiveOn)
      if (application === undefined || readings === undefined) return undefined
      const { waiversProposed, measurements = [] } = command.data
      const facts = withMeasured(factsOf(application, command.data, readings), measurements, readings)
      return { facts, readings, asked: waiversProposed, standing: [] }
    }
    case "Certify":
    case "DeclineCertification": {
      const readings = readingsOf(application?.filed.effectiveOn)
      const facts = application && readings && caseFacts(application, readings, command.data.findings)
      if (facts === undefined || readings === undefined) return undefined
      const proposed = (application?.recommended?.data.waiversProposed ?? []).map(requestOf)
      const byCounty = readings["waiver.authority"] === "county"
      const asked = command.type === "DeclineCertification" ? [] : byCounty ? proposed : command.data.waivers
      return { facts, readings, asked, standing: [] }
    }
    case "ConcludeReview": {
      const now = readingsOf(title?.review.firstFiledOn)
      if (title === undefined || now === undefined) return undefined
      const atCertification = now["review.standard"] === "conditionsAtCertification"
      const then = atCertification ? statusOnFile(text, law, title.since) : undefined
      const readings = then?.is === "inForce" ? then.readings : now
      const facts = reviewFacts(unit, title, readings, command.data.findings)
      if (facts === undefined) return undefined
      const proposed = (title.review.assessed?.data.waiversProposed ?? []).map(requestOf)
      const asked = now["waiver.authority"] === "county" ? proposed : command.data.waivers
      return { facts, readings, asked, standing: atCertification ? title.waivers.map(requestOf) : [] }
    }
    default:
      return undefined
  }
}

const selfFacts = (form: Parameters<typeof factsOf>[0]["form"], on: string): UnitFacts => ({
  uscc: form.uscc,
  basic: form.basic,
  years: form.operation,
  beside: form,
  serviceArea: form.serviceArea,
  applied: wordsOf(form),
  filedOn: on,
  survey: undefined,
  findings: [],
})
