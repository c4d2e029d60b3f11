/** Detects a Node that lacks what this program needs, before anything that would fail there is loaded. */
import type { Language } from "@shifan/core"

/** `undefined` if Node is new enough. Versions as `22.13.0` and, in a manifest, `>=22.13`. */
export const oldNode = (running: string, engines: string): ((language: Language) => string) | undefined => {
  const least = engines.replace(/^>=/, "")
  if (!isOlder(numbersIn(running), numbersIn(least))) return undefined
  return (language) =>
    language === "zh"
      ? `须用Node.js ${least}或更高版本，现为${running}`
      : `Node.js ${least} or newer is needed; this is ${running}`
}

const numbersIn = (version: string): ReadonlyArray<number> => version.split(".").map(Number)

const isOlder = ([major = 0, minor = 0]: ReadonlyArray<number>, [least = 0, leastMinor = 0]: ReadonlyArray<number>) =>
  major < least || (major === least && minor < leastMinor)
