/** Files of a timestamp: FILE.tsr is the response, FILE.tsq next to it the request, FILE the stamped checkpoint. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import type { TimestampFiles } from "@shifan/bundle"
import { readBytes } from "../input/read-file.js"
import type { Failure } from "../result.js"

export interface NamedBeside {
  readonly request: string | undefined
  readonly checkpoint: string | undefined
}

/** The existing files next to a response. */
export const besideResponse = (response: string): NamedBeside => {
  const [, stem] = /^(.*[^/\\])\.tsr$/i.exec(response) ?? []
  return stem === undefined
    ? { request: undefined, checkpoint: undefined }
    : { request: ifExists(`${stem}.tsq`), checkpoint: ifExists(stem) }
}

const ifExists = (file: string): string | undefined => (existsSync(file) ? file : undefined)

export const readTimestamp = (file: string): E.Either<Failure, TimestampFiles> => {
  const { request, checkpoint } = besideResponse(file)
  const read = E.traverseArray((one: string | undefined) => (one === undefined ? E.right(undefined) : readBytes(one)))
  const response = readBytes(file)
  if (E.isLeft(response)) return response
  const beside = read([request, checkpoint])
  if (E.isLeft(beside)) return beside
  const [asked, stamped] = beside.right
  return E.right({ response: response.right, request: asked, checkpoint: stamped })
}
