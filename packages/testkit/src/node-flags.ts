const inSources = import.meta.url.endsWith(".ts")

/** Flags for a Node process that a test starts: run from sources, it runs from sources too. */
export const nodeFlags: ReadonlyArray<string> = inSources
  ? ["--conditions=source", "--import", new URL("run-from-sources.ts", import.meta.url).href]
  : []
