/** No two titles have the same number: over all units of a store, and for a unit that is certified again as well. Arts. 9 and 11. */
import type { AnyCommand } from "../../kernel/act.js"
import type { Unique } from "../../kernel/aggregate.js"
import { regulationNear } from "../../kernel/applicable-law.js"
import type { EventType } from "./events.js"
import type { DesignationPhase } from "./state.js"

/** Of what certifies, or corrects the number that was written down; `undefined` for anything else, and for malformed data. */
const numberIn = ({ type, data }: AnyCommand): string | undefined => {
  if (type === "Certify" || type === "Certified") return textIn(data, "certificateNumber")
  return isCorrection(type, data) ? textIn(data, "to") : undefined
}

const isCorrection = (type: string, data: unknown): boolean =>
  (type === "CorrectRecord" || type === "RecordCorrected") && textIn(data, "field") === "Certified.certificateNumber"

const textIn = (data: unknown, key: string): string | undefined => {
  const value: unknown = typeof data === "object" && data !== null ? Reflect.get(data, key) : undefined
  return typeof value === "string" ? value : undefined
}

/** Width, case and blanks make no other number. */
const compared = (number: string | undefined): string | undefined =>
  number?.normalize("NFKC").replace(/\s/gu, "").toUpperCase()

export const certificateNumbers: Unique<EventType, DesignationPhase> = {
  types: ["Certified", "RecordCorrected"],
  valueOf: (of) => compared(numberIn(of)),
  releasedBy: ({ type, data }) => (isCorrection(type, data) ? compared(textIn(data, "from")) : undefined),
  refusal: ({ law, effectiveOn }, command, { key, revision }) => ({
    code: "CertificateNumberTaken",
    number: numberIn(command) ?? "",
    unit: key,
    revision,
    provisions: regulationNear(law, effectiveOn)?.citations["CertificateNumberTaken"] ?? [],
  }),
}
