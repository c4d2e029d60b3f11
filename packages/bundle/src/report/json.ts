/** The report as data, for programs. Texts are as the bundle has them; the printer of the JSON escapes what steers. */
import { toHex } from "@shifan/tlog"
import { auditFaultNames } from "../finding.js"
import type { AuditReport } from "../verify/report.js"
import { observationNames, observationSaid } from "./words.js"

/** Raised when a field changes its meaning or goes. */
export const reportVersion = 1

export const reportJson = (report: AuditReport): Readonly<Record<string, unknown>> => ({
  schemaVersion: reportVersion,
  ...report,
  root: report.root === null ? null : toHex(report.root),
  faults: report.faults.map((fault) => ({ ...fault, name: auditFaultNames[fault.code] })),
  observations: report.observations.map((one) => ({
    ...one,
    name: observationNames[one.code],
    says: observationSaid(one),
  })),
})
