/** Publishes lists for the desk: computes and writes them like `roster publish`, within the desk's session. */
import { resolve } from "node:path"
import type { ErrorText, ListedPlatform, Publisher } from "@shifan/desk"
import type { RosterEntry } from "@shifan/roster"
import * as E from "fp-ts/lib/Either.js"
import type { CommandContext } from "../command-context.js"
import { handedOutLines } from "../list/handed-out.js"
import { listAsRecorded, noPublication, readPublications } from "../list/publications.js"
import { preparePublication, writeFiles } from "../list/publish.js"
import type { Failure } from "../result.js"
import type { Session } from "../store/session.js"

/** @param out folder for the files */
export const publisherOf = (context: CommandContext, session: Session, out: string): Publisher => ({
  prepare: async ({ asOf, commandId }) => {
    const prepared = await preparePublication(context, session, { asOf, out: resolve(out), commandId })
    if (E.isLeft(prepared)) return E.left(errorOf(prepared.left))
    const publications = await readPublications(session)
    if (E.isLeft(publications)) return E.left(errorOf(publications.left))
    const last = publications.right.findLast((one) => one.commandId !== commandId)
    const before = last === undefined ? E.right(undefined) : await listAsRecorded(session, last)
    if (E.isLeft(before)) return E.left(errorOf(before.left))
    const { data, list, files } = prepared.right
    return E.right({
      data,
      platforms: list.map(platformOf),
      before:
        last === undefined || before.right === undefined
          ? null
          : { asOf: last.asOf, platforms: before.right.list.map(platformOf) },
      files: files.map(({ path }) => path),
      notes: handedOutLines(data),
    })
  },
  write: async (revision) => {
    const publications = await readPublications(session)
    if (E.isLeft(publications)) return E.left(errorOf(publications.left))
    const publication = publications.right.find((one) => one.revision === revision)
    if (publication === undefined) return E.left(errorOf(noPublication(revision, publications.right)))
    const written = await writeFiles(context, session, resolve(out), publication)
    return E.isLeft(written) ? E.left(errorOf(written.left)) : E.right(written.right.json.files)
  },
})

const platformOf = (entry: RosterEntry): ListedPlatform => ({
  uscc: entry.uscc,
  platformName: entry.platformName,
  operatingUnitName: entry.operatingUnitName,
  row: JSON.stringify(entry),
})

const errorOf = ({ message, details, hint }: Failure): ErrorText => ({
  message,
  ...(details === undefined ? {} : { details }),
  ...(hint === undefined ? {} : { hint }),
})
