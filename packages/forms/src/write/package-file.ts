/** Office files are archives of XML. The same parts give the same bytes, on any machine and day. */
import { strToU8, zipSync, type Zippable } from "fflate"

export interface Part {
  readonly path: string
  readonly xml: string
}

/** Local time in the archive, so that no time zone shows in it: the first day that an archive can name. */
const longAgo = new Date(1980, 0, 1, 12)

export const packageFile = (parts: ReadonlyArray<Part>): Uint8Array => {
  const files: Zippable = Object.fromEntries(parts.map(({ path, xml }) => [path, strToU8(xml)]))
  return zipSync(files, { level: 6, mtime: longAgo })
}
