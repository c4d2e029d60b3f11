/** Shows an already verified log to an auditor, as pages in two languages. Pure functions: writes and serves nothing. */
export {
  examinationOfBundle,
  examinationOfStore,
  type Examination,
  type FaultFound,
  type ReplayedStore,
} from "./examination/examination.js"
export { recordCollector, type LogRecord, type RecordCollector, type ViewedLog } from "./log/log-records.js"
export { pathAskedFor } from "./pages/forms.js"
export { defectReference } from "@shifan/html"
export { viewerDefectPage } from "./pages/defect-page.js"
export { contentPolicy } from "./pages/frame.js"
export { viewerOf, type Viewer, type ViewerOptions } from "./viewer.js"
export type { Evidence } from "./pages/view.js"
