/** Art. 16: the page by which anybody verifies a bundle in a browser, without this program. */
import { createHash } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { verifierPage } from "@shifan/verifier"
import { exits, type Failure, type Output } from "../result.js"
import { say, type CommandContext } from "../command-context.js"
import { writeNew } from "../files.js"

export interface VerifierFlags {
  readonly out: string
}

/** Tells its SHA-256, for the reader to compare with one published elsewhere. */
export const auditVerifier = async (
  context: CommandContext,
  { out }: VerifierFlags,
): Promise<E.Either<Failure, Output>> => {
  const page = await verifierPage()
  if (E.isLeft(page)) return E.left(unbuilt)
  const written = writeNew(out, page.right)
  if (E.isLeft(written)) return written
  const sha256 = createHash("sha256").update(page.right).digest("hex")
  return E.right({
    json: { file: out, size: page.right.length, sha256 },
    text: say(
      context,
      bilingual(`核验页已写入${out}\nSHA-256 ${sha256}`, `the page that verifies is in ${out}\nSHA-256 ${sha256}`),
    ),
  })
}

const unbuilt: Failure = {
  exit: exits.notFound,
  code: "PageMissing",
  message: bilingual("核验页尚未生成", "the page that verifies was not built"),
  hint: bilingual("先运行npm run build", "run npm run build first"),
}
