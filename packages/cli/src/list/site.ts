/** `site build`: builds the public list as a static site and writes only the changed files. */
import * as E from "fp-ts/lib/Either.js"
import { checkTakesFiles } from "../files.js"
import { bilingual } from "@shifan/core"
import { ownTextMap } from "../own-text.js"
import { collectStream, decodeEvents } from "@shifan/event-store"
import { publicRecord, siteFiles, type Files } from "@shifan/site"
import { say, type CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { refuseUnsound } from "../log/refuse-unsound.js"
import { testsNaming } from "../look/coverage-table.js"
import { usage, type Failure, type Output } from "../result.js"
import { parseView, type DatedView } from "../store/queries.js"
import { inSession, type Session } from "../store/session.js"
import { withPlan, type Plan, type WriteOptions } from "../writing.js"
import { handedOutFiles } from "./handed-out.js"
import { siteChanges, writeSite, type SiteChanges } from "./site-folder.js"

export interface SiteOptions extends WriteOptions {
  readonly out: string
  readonly url?: string
}

/** As of `--as-of`, from everything on record. */
export const siteBuild = async (
  context: CommandContext,
  { out, url: given, ...options }: SiteOptions,
): Promise<E.Either<Failure, Output>> => {
  const view = parseView(context)
  if (E.isLeft(view)) return view
  if (view.right.knownAt !== undefined)
    return E.left(
      usage(
        "网站以全部已登记事项为准，不用--known-at",
        "a site is built from everything on record: --known-at does not apply",
      ),
    )
  const url = given === undefined ? E.right(undefined) : parseUrl(given)
  if (E.isLeft(url)) return url
  const takes = checkTakesFiles(out)
  if (E.isLeft(takes)) return takes
  const files = await inSession(context, { readOnly: true }, (session) =>
    filesFrom(context, session, view.right, url.right),
  )
  if (E.isLeft(files)) return files
  const changes = siteChanges(out, files.right)
  if (E.isLeft(changes)) return changes
  return withPlan(context, options, planOf(out, changes.right), () => {
    const written = writeSite(out, files.right)
    return E.isLeft(written) ? written : E.right(outputOf(context, out, written.right))
  })
}

/** A folder's address, ending in `/`. */
const parseUrl = (given: string): E.Either<Failure, string> => {
  const url = URL.parse(given)
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.href === url.origin + url.pathname
  return isPlain
    ? E.right(url.href.replace(/\/*$/, "/"))
    : E.left(
        usage(
          `应为网址，如https://example.cn/：${given}`,
          `an address such as https://example.cn/ is needed, got ${given}`,
        ),
      )
}

const filesFrom = async (
  { settings }: CommandContext,
  session: Session,
  { asOf }: DatedView,
  url: string | undefined,
): Promise<E.Either<Failure, Files>> => {
  const sound = await refuseUnsound(session)
  if (E.isLeft(sound)) return sound
  const { store, regulation } = session
  const events = await collectStream(decodeEvents(store.readAll()))
  if (E.isLeft(events)) return E.left(storeFailure(events.left))
  const handedOut = await handedOutFiles(settings)
  if (E.isLeft(handedOut)) return handedOut
  const read = events.right.map(({ envelope, event }) => ({ envelope, leaf: event.leaf }))
  return E.right(
    siteFiles({
      record: publicRecord(read, { asOf, regulation, library: session.library }),
      regulation,
      text: ownTextMap,
      tests: testsNaming(),
      ...(url === undefined ? {} : { url }),
      handedOut: handedOut.right,
    }),
  )
}

const planOf = (out: string, { changed, removed }: SiteChanges): Plan => ({
  says: bilingual(
    `将在${out}写出${changed.length}个文件，删除${removed.length}个：`,
    `${changed.length} files will be written to ${out} and ${removed.length} deleted:`,
  ),
  files: [...changed, ...removed].slice(0, mostNamed),
})

/** A first build has thousands of files. */
const mostNamed = 20

const outputOf = (context: CommandContext, out: string, { changed, removed, unchanged }: SiteChanges): Output => ({
  json: { out, changed, removed, unchanged },
  text: say(
    context,
    bilingual(
      `网站在${out}：写出${changed.length}个文件，删除${removed.length}个，${unchanged}个未变`,
      `the site is in ${out}: ${changed.length} files written, ${removed.length} deleted, ${unchanged} unchanged`,
    ),
  ),
})
