/** What a field asks for, in the words of a page: no JSON, and in English with English terms. */
import { bilingual, type Bilingual, type Regulation } from "@shifan/core"
import { englishLabel, expectedAnswers, type Field } from "@shifan/forms"

/** How a fault shows a value that was left out: an empty text or list is not a wrong one. */
export const isEmpty = (got: string): boolean => ["nothing", '""', "[]", "{}"].includes(got)

/** What the field takes as it is typed or chosen. */
export const askedOf = (field: Field, expected: Bilingual, regulation: Regulation): Bilingual => {
  if (field._tag === "Rows") return expected
  if (field.words !== undefined) {
    const answers = [...field.words].map(([word, name]) => `${name} (${englishLabel(word, regulation)})`)
    return bilingual(expectedAnswers(field.words).zh, `one of ${answers.join(", ")}`)
  }
  if (field.kind === "boolean") return bilingual("“是”或“否”", "yes or no")
  return asTyped(expected)
}

/** Amounts are texts in JSON, and expected in quotes; nobody types quotes into a field, or knows what ASCII is. */
const asTyped = ({ zh, en }: Bilingual): Bilingual =>
  bilingual(
    zh
      .replace(/数字文本|数文本/, "数")
      .replace("ASCII字符", "字母、数字或符号")
      .replaceAll('"', ""),
    en.replace(" in quotes", "").replace("万元 as a decimal", "10,000 yuan as a decimal").replaceAll('"', ""),
  )
