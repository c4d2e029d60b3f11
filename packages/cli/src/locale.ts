import type { Language } from "@shifan/core"

/** `--lang`, else the locale of the environment, else English. Loads nothing, so that help and usage errors stay quick. */
export const languageOf = (
  env: Readonly<Record<string, string | undefined>>,
  argv: ReadonlyArray<string>,
): Language => {
  const at = argv.indexOf("--lang")
  const named = at >= 0 ? argv[at + 1] : undefined
  if (named === "zh" || named === "en") return named
  // POSIX: a variable that is empty counts as one that is not set.
  const locale = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find((name) => name !== undefined && name !== "")
  return /^zh/i.test(locale ?? "") ? "zh" : "en"
}
