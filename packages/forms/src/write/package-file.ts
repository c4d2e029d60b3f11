/** Zips XML parts to an Office file. The same parts give the same bytes, on any machine and day. */
import { strToU8, zipSync, type Zippable } from "fflate"

export interface Part {
  readonly path: string
  readonly xml: string
}

/** The first date an archive can store, in local time, so that the bytes do not depend on the time zone. */
const longAgo = new Date(1980, 0, 1, 12)

export const packageFile = (parts: ReadonlyArray<Part>): Uint8Array => {
  const files: Zippable = Object.fromEntries(parts.map(({ path, xml }) => [path, strToU8(xml)]))
  return zipSync(files, { level: 6, mtime: longAgo })
}
