/** The list as files: canonical JSON, and CSV and a spreadsheet with column heads in the page's language. */
import { writeTable } from "@shifan/forms"
import { canonicalList, csv, rosterRows } from "@shifan/roster"
import { languages, pathIn, siteName, textFile, type File, type Site } from "./pages/site-page.js"

export const downloadFiles = (site: Site): ReadonlyArray<File> => {
  const { record, regulation } = site
  return [
    ["list.json", canonicalList(record.list)],
    ...languages.flatMap((language): ReadonlyArray<File> => {
      const rows = rosterRows(language, regulation, record.list)
      return [
        textFile(pathIn(language, "list.csv"), csv(rows)),
        [pathIn(language, "list.xlsx"), writeTable(siteName(regulation)[language], rows)],
      ]
    }),
  ]
}
