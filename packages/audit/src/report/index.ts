export { forHtml, forJson, forTerminal } from "./harmless.js"
export { reportHtml } from "./html.js"
export { reportJson, reportVersion } from "./json.js"
export { reportText, type Palette } from "./text.js"
