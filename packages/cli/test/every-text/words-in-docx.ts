/** The text of a .docx without its markup, paragraph by paragraph. */
import { strFromU8, unzipSync } from "fflate"

export const wordsInDocx = (file: Uint8Array): string => {
  const part = unzipSync(file)["word/document.xml"]
  return part === undefined
    ? ""
    : strFromU8(part)
        .replaceAll("</w:p>", "\n")
        .replaceAll(/<[^>]*>/g, "")
}
