/** Describes events to the public. Recipients of personal data and reasons for erasures stay with the bureau. */
import { detailInWords } from "@shifan/casework"
import { bilingual, type Bilingual, type ConditionId, type DivisionCode, type Regulation } from "@shifan/core"
import { divisionName, enumerate, eventDetail, eventName, reasonsIn, textWords } from "@shifan/core/messages"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"

export interface Telling {
  readonly what: Bilingual
  readonly detail: Bilingual | undefined
  /** As written by officials, in their language. */
  readonly reasons: ReadonlyArray<{ readonly about: ConditionId | undefined; readonly text: string }>
}

/** Events listed as changes: results for the list, a title or the law, but not every step. */
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

/** Shown without detail, which would name persons or tell why somebody asked. */
const withoutDetail: ReadonlySet<string> = new Set(["PersonalDataErased", "PersonalDataOpened"])

export const tellingOf = (envelope: Envelope, regulation: Regulation): Telling => {
  const what = eventName(envelope.type, regulation)
  if (withoutDetail.has(envelope.type)) return { what, detail: undefined, reasons: [] }
  if (!isDesignationEvent(envelope)) return { what, detail: detailInWords(envelope, regulation), reasons: [] }
  switch (envelope.type) {
    case "ParticularsChanged":
      return { what, detail: namesChanged(envelope.data, regulation), reasons: [] }
    case "DecisionAnnulled":
      return {
        what,
        detail: eventDetail(envelope, regulation),
        reasons: [{ about: undefined, text: envelope.data.reasons }],
      }
    // A county's findings on conditions are not reasons of a decision.
    case "Recommended":
    case "ReviewAssessed":
      return { what, detail: eventDetail(envelope, regulation), reasons: [] }
    default:
      return { what, detail: eventDetail(envelope, regulation), reasons: reasonsIn(envelope) }
  }
}

interface Names {
  readonly operatingUnitName?: string
  readonly platformName?: string
  readonly countyOrDistrict?: DivisionCode
}

/** Only names: the list shows no addresses or telephone numbers. */
const namesChanged = (
  { before, after }: { readonly before: Names; readonly after: Names },
  regulation: Regulation,
): Bilingual => {
  const { division } = textWords(regulation)
  const county = (code: DivisionCode | undefined): string | undefined =>
    code && divisionName(regulation.territory, code)
  const fields = [
    [bilingual("单位名称", "unit"), before.operatingUnitName, after.operatingUnitName],
    [bilingual("平台名称", "platform"), before.platformName, after.platformName],
    [bilingual(`所在${division.zh}`, division.en), county(before.countyOrDistrict), county(after.countyOrDistrict)],
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
