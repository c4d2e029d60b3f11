/** Errors of the servers or files behind the desk, rather than of what was sent: the same request may succeed later. */
import { bilingual } from "@shifan/core"
import type { ServiceError } from "@shifan/service"
import type { DeskDependencies, ErrorText } from "./dependencies.js"

export const isOutage = (error: ServiceError): boolean =>
  error._tag === "VaultFailed" ||
  (error._tag === "StoreFailed" && ["Unavailable", "OutcomeUnknown", "Closed"].includes(error.error._tag))

/** The explanation of an error. After an outage, the hint is for the officer at the desk: its forms repeat their command id. */
export const explained = ({ explainError }: Pick<DeskDependencies, "explainError">, error: ServiceError): ErrorText =>
  isOutage(error) ? { ...explainError(error), hint: sendAgain } : explainError(error)

const sendAgain = bilingual(
  "待其恢复后刷新本页或再次提交即可，同一事项不会登记两次",
  "once it works again, reload this page or send the form again: nothing is recorded twice",
)
