/** Breaks text into lines of a terminal, where a Chinese character takes two cells. */
import stringWidth from "string-width"

/**
 * Breaks lines between words and, in scripts without spaces, between any two characters; but not before closing
 * punctuation or within a Latin word.
 */
export const wrapped = (text: string, width: number): string => {
  const lines: Array<string> = []
  for (const part of text.split("\n")) {
    let line = ""
    for (const piece of part.match(
      /[^\p{Script=Han}\s，。；：、（）“”]+[，。；：、）”]*\s*|.[，。；：、）”]*\s*/gu,
    ) ?? [""])
      if (line !== "" && stringWidth((line + piece).trimEnd()) > width) {
        lines.push(line.trimEnd())
        line = piece
      } else line += piece
    lines.push(line.trimEnd())
  }
  return lines.join("\n")
}

/** Breaks a command line between words, so that a shell still takes the lines as one command. */
export const wrappedCommand = (text: string, width: number): string => {
  const lines: Array<string> = []
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1) ?? ""} ${word}`.trimStart()
    if (lines.length === 0 || stringWidth(longer) + 2 <= width) lines.splice(-1, 1, longer)
    else lines.push(word)
  }
  return lines.join(" \\\n")
}
