import type { Language } from "@shifan/core"

/** `--lang`, else the locale of the environment, else English. Loads nothing, so help and usage errors stay fast. */
export const languageOf = (
  env: Readonly<Record<string, string | undefined>>,
  argv: ReadonlyArray<string>,
): Language => {
  const at = argv.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="))
  const named = argv[at] === "--lang" ? argv[at + 1] : argv[at]?.slice("--lang=".length)
  if (named === "zh" || named === "en") return named
  // POSIX: an empty variable counts as unset.
  const locale = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find((name) => name !== undefined && name !== "")
  return /^zh/i.test(locale ?? "") ? "zh" : "en"
}

/** Width of the terminal in cells. `COLUMNS` overrides it; `undefined` if there is no terminal. */
export const columnsOf = ({
  env,
  columns,
}: {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly columns?: number
}): number | undefined => {
  const named = /^[1-9]\d*$/.test(env["COLUMNS"] ?? "") ? Number(env["COLUMNS"]) : undefined
  return named ?? (columns === 0 ? undefined : columns)
}
