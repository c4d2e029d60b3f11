/** Events as the public is told them. Whoever was shown personal data, and why they were erased, stays with the bureau. */
import { bilingual, type Bilingual, type ConditionId, type DivisionCode, type Territory } from "@shifan/core"
import { divisionName, enumerate, eventDetail, eventName, reasonsIn } from "@shifan/core/messages"
import { isDesignationEvent, isPublicationEvent, type Envelope } from "@shifan/event-store"

export interface Telling {
  readonly what: Bilingual
  readonly detail: Bilingual | undefined
  /** As officials wrote them, in the language that they wrote. */
  readonly reasons: ReadonlyArray<{ readonly about: ConditionId | undefined; readonly text: string }>
}

/** What stands among the changes: what the list, a title or the law came to, not every paper on the way. */
const told: ReadonlySet<string> = new Set([
  "Certified",
  "TitleImported",
  "PlaqueAwarded",
  "Reviewed",
  "Revoked",
  "PlaqueReturned",
  "ParticularsChanged",
  "TitleSurrendered",
  "UnitEnded",
  "TitleSucceeded",
  "TitleInherited",
  "RecordCorrected",
  "DecisionAnnulled",
  "RosterPublished",
  "Enacted",
  "Extended",
  "Superseded",
  "Repealed",
  "InterpretationIssued",
])

export const isTold = (envelope: Envelope): boolean => told.has(envelope.type)

/** Without the detail: it names persons, or says why a person asked. */
const withoutDetail: ReadonlySet<string> = new Set(["PersonalDataErased", "PersonalDataOpened"])

export const tellingOf = (envelope: Envelope, territory: Territory): Telling => {
  const what = eventName(envelope.type)
  if (isPublicationEvent(envelope)) {
    const { asOf, rows } = envelope.data
    return { what, detail: bilingual(`截至${asOf}，${rows}家`, `as of ${asOf}, ${rows} platforms`), reasons: [] }
  }
  if (!isDesignationEvent(envelope) || withoutDetail.has(envelope.type)) return { what, detail: undefined, reasons: [] }
  switch (envelope.type) {
    case "ParticularsChanged":
      return { what, detail: namesChanged(envelope.data, territory), reasons: [] }
    case "DecisionAnnulled":
      return { what, detail: eventDetail(envelope), reasons: [{ about: undefined, text: envelope.data.reasons }] }
    // What a county found of each condition is no reason of a decision.
    case "Recommended":
    case "ReviewAssessed":
      return { what, detail: eventDetail(envelope), reasons: [] }
    default:
      return { what, detail: eventDetail(envelope), reasons: reasonsIn(envelope) }
  }
}

interface Names {
  readonly operatingUnitName?: string
  readonly platformName?: string
  readonly countyOrDistrict?: DivisionCode
}

/** The names alone: an address or a telephone number is nothing that the list shows. */
const namesChanged = (
  { before, after }: { readonly before: Names; readonly after: Names },
  territory: Territory,
): Bilingual => {
  const county = (code: DivisionCode | undefined): string | undefined => code && divisionName(territory, code)
  const fields = [
    [bilingual("单位名称", "unit"), before.operatingUnitName, after.operatingUnitName],
    [bilingual("平台名称", "platform"), before.platformName, after.platformName],
    [bilingual("所在县区", "county"), county(before.countyOrDistrict), county(after.countyOrDistrict)],
  ] as const
  const changed = fields.flatMap(([name, from, to]) => {
    if (to === undefined) return []
    return [
      bilingual(
        `${name.zh}${from === undefined ? "" : `由${from}`}变更为${to}`,
        `${name.en}: ${from === undefined ? "" : `${from} → `}${to}`,
      ),
    ]
  })
  return changed.length === 0 ? bilingual("联系方式等", "contact details") : enumerate(changed)
}
