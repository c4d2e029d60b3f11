/** A witness's key, for an office of its own. */
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { printSignerKey, printVerifierKey, signerKey } from "@shifan/tlog"
import { createHeadFolder } from "@shifan/tlog/node"
import { replaceFile } from "./log-files.js"
import { originOf } from "./key-file.js"
import { exits, usage, type Failure, type Output } from "../result.js"
import { say, type CommandContext } from "../command-context.js"

/** With the folder `witnessed` beside it, in which the office keeps what it cosigned. */
export const keyWitness = async (
  context: CommandContext,
  name: string,
  file: string,
): Promise<E.Either<Failure, Output>> => {
  const named = originOf(name)
  if (E.isLeft(named)) return named
  if (existsSync(file)) return E.left(usage(`${file}已存在`, `${file} is there already`))
  const key = await signerKey("Cosignature", name, context.random(32))()
  if (E.isLeft(key))
    return E.left({
      exit: exits.failure,
      code: key.left._tag,
      message: bilingual("无法生成密钥", "no key could be made"),
    })
  const heads = await createHeadFolder(join(dirname(file), "witnessed"))()
  if (E.isLeft(heads))
    return E.left({
      exit: exits.failure,
      code: heads.left._tag,
      message: bilingual(heads.left.reason, heads.left.reason),
    })
  const written = replaceFile(file, `${printSignerKey(key.right)}\n`, 0o600)
  const vkey = printVerifierKey(key.right.verifier)
  return E.isLeft(written)
    ? written
    : E.right({
        json: { key: file, vkey },
        text: [
          vkey,
          say(
            context,
            bilingual(
              "请将上行交给市局，写入其policy：witness 名称 公钥",
              "give that line to the bureau, for its policy: witness NAME VKEY",
            ),
          ),
        ].join("\n"),
      })
}
