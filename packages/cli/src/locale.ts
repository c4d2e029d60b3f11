/** The language before any command is known; imports nothing. */
import type { Language } from "@shifan/core"

/** `--lang`, else the locale, else English. */
export const languageOf = (
  env: Readonly<Record<string, string | undefined>>,
  argv: ReadonlyArray<string>,
): Language => {
  const at = argv.indexOf("--lang")
  const asked = at >= 0 ? argv[at + 1] : undefined
  if (asked === "zh" || asked === "en") return asked
  return /^zh/i.test(env["LC_ALL"] ?? env["LC_MESSAGES"] ?? env["LANG"] ?? "") ? "zh" : "en"
}
