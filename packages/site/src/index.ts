export {
  publicRecord,
  type Change,
  type LogEvent,
  type PublicRecord,
  type PublishedList,
  type UnitRecord,
} from "./record/public-record.js"
export { titleStatusNames, type TitleStatus } from "./record/title-status.js"
export { siteFiles } from "./site.js"
export type { Files, Site, TestsNaming } from "./pages/site-page.js"
