export { parseJson, type JsonFault } from "./parse.js"
