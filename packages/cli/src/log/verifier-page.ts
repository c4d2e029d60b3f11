/** `audit verifier`: writes the page that verifies a bundle in a browser, and its SHA-256. */
import { createHash } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { verifierPage } from "@shifan/verifier"
import { say, type CommandContext } from "../command-context.js"
import { exits, failure, type Failure, type Output } from "../result.js"
import { writingNew, type WriteOptions } from "../writing.js"

/** Prints the page's SHA-256 for comparison with one published elsewhere. */
export const auditVerifier = async (
  context: CommandContext,
  file: string,
  options: WriteOptions,
): Promise<E.Either<Failure, Output>> => {
  const page = await verifierPage()
  if (E.isLeft(page)) return E.left(notBuilt)
  const sha256 = createHash("sha256").update(page.right).digest("hex")
  const summary = bilingual(
    `核验页已写入${file}\nSHA-256 ${sha256}`,
    `verifier page written to ${file}\nSHA-256 ${sha256}`,
  )
  const says = bilingual("将写出核验页：", "the verifier page will be written to:")
  const output = { json: { file, size: page.right.length, sha256 }, text: say(context, summary) }
  return writingNew(context, options, { file, content: page.right, says }, output)
}

const notBuilt: Failure = {
  ...failure(exits.notFound, "PageMissing", "核验页尚未生成", "the verifier page was not built"),
  hint: bilingual("先运行npm run build", "run npm run build first"),
}
