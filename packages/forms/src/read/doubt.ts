/** What in a file has no certain meaning, with its place: its author must clarify it. */
import { bilingual, type Bilingual } from "@shifan/core"

/** A field that can be read in several ways, or not at all. */
export interface Doubt {
  readonly label: string
  readonly places: ReadonlyArray<Bilingual>
  readonly sentence: Bilingual
}

const doubtAt = (place: Bilingual, zh: string, en: string, label = ""): Doubt => ({
  label,
  places: [place],
  sentence: bilingual(zh, en),
})

/** A formula's error, such as #REF!. */
export const formulaError = (text: string, place: Bilingual): Doubt =>
  doubtAt(
    place,
    `${place.zh}的公式出错（${cut(text)}），请改填数值`,
    `the formula in ${place.en} is in error (${cut(text)}); enter the value`,
  )

/** A formula written by a program that did not calculate it. */
export const formulaWithoutValue = (place: Bilingual): Doubt =>
  doubtAt(
    place,
    `${place.zh}的公式未经计算，请在表格软件中打开并保存，或改填数值`,
    `the formula in ${place.en} was never calculated; open and save the file in a spreadsheet, or enter the value`,
  )

/** Spreadsheets keep fifteen digits of a number; the others became zeros. */
export const digitsLost = (text: string, place: Bilingual): Doubt =>
  doubtAt(
    place,
    `${place.zh}的${cut(text)}超过15位，表格软件已丢失末尾数字，请以文本重填`,
    `${cut(text)} in ${place.en} has more than 15 digits, and a spreadsheet loses the last of them; enter it as text`,
  )

/** The cell's format shows 12345000 as 1234.5. */
export const shownScaled = (text: string, place: Bilingual): Doubt =>
  doubtAt(
    place,
    `${place.zh}实为${cut(text)}，单元格格式却将其缩小显示，请按表中的单位重填`,
    `${place.en} holds ${cut(text)}, but its format shows a fraction of it; enter the number in the form's unit`,
  )

export const coveredText = (text: string, place: Bilingual): Doubt =>
  doubtAt(
    place,
    `${place.zh}的“${cut(text)}”被合并的单元格遮住，未予读取`,
    `“${cut(text)}” in ${place.en} is covered by merged cells and was not read`,
  )

export const textInBox = (text: string, place: Bilingual): Doubt =>
  doubtAt(
    place,
    `${place.zh}的文本框中有“${cut(text)}”，未予读取，请填入栏内`,
    `“${cut(text)}” is in a text box in ${place.en} and was not read; write it in the field`,
  )

export const textBeside = (text: string, place: Bilingual): Doubt =>
  doubtAt(
    place,
    `${place.zh}中有“${cut(text)}”，未予读取，请填入栏内或删去`,
    `“${cut(text)}” is in ${place.en} and was not read; write it in its field or delete it`,
  )

export const hiddenSheet = (name: string): Doubt =>
  doubtAt(
    bilingual(`工作表“${name}”`, `sheet “${name}”`),
    `工作表“${name}”被隐藏，其内容未予读取，请取消隐藏或删去`,
    `the sheet “${name}” is hidden and was not read; show it or delete it`,
  )

/** Word shows another file in this place: its text is not in the document. */
export const insertedFile = (place: Bilingual): Doubt =>
  doubtAt(
    place,
    `${place.zh}插入了另一文件，其内容未予读取，请直接填写`,
    `another file is inserted in ${place.en} and was not read; enter its text in the form`,
  )

/** A cell refers to a text that the file lacks. */
export const textNotInFile = (place: Bilingual): Doubt =>
  doubtAt(
    place,
    `${place.zh}的文字不在文件中，请重填并保存`,
    `the file does not contain the text of ${place.en}; enter it again and save`,
  )

export const hiddenText = (label: string, text: string, place: Bilingual): Doubt =>
  doubtAt(
    place,
    `“${label}”（${place.zh}）填有“${cut(text)}”，但被隐藏，请取消隐藏后核对`,
    `“${label}” in ${place.en} holds “${cut(text)}”, which is hidden; show it and check`,
    label,
  )

/** A mail merge that was not run, or a symbol of an unknown font. */
export const unfinishedText = (label: string, text: string, place: Bilingual): Doubt =>
  doubtAt(
    place,
    `“${label}”（${place.zh}）的“${cut(text)}”含有未替换的合并域或无法识别的符号，请改填文字`,
    `“${label}” in ${place.en} has an unfilled merge field or an unknown symbol: “${cut(text)}”; enter the text`,
    label,
  )

export const strayDoubt = (text: string, place: Bilingual): Doubt => ({
  label: "",
  places: [place],
  sentence: bilingual(
    `${place.zh}的“${cut(text)}”不属于表中任何一栏，未予读取`,
    `“${cut(text)}” in ${place.en} does not belong to any field of the form and was not read`,
  ),
})

/** At most 30 characters, on one line. */
export const cut = (text: string): string => {
  const characters = Array.from(text.trim().replace(/\s+/g, " "))
  return characters.length > 30 ? `${characters.slice(0, 29).join("")}…` : characters.join("")
}
