/** Tells what a file is that should have been a text. Loads nothing of the forms. */
export { binaryFormatText } from "./read/other-format.js"
