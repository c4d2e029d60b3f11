/**
 * Writes `dist/verifier.html`. `--hash` prints its SHA-256 in the format of `sha256sum`, `--document` writes it into the
 * documents that state it, and `--check` fails if they state another.
 */
import { createHash } from "node:crypto"
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { nameHash } from "./documents.js"
import { writeVerifier } from "./verifier.js"

const repository = join(import.meta.dirname, "../../../..")
const documents = ["README.md", "docs/verifier.md"]
const asked = (flag: string): boolean => process.argv.includes(flag)

const page = await writeVerifier()
const hash = createHash("sha256").update(page).digest("hex")
if (asked("--hash")) process.stdout.write(`${hash}  verifier.html\n`)
for (const path of asked("--document") || asked("--check") ? documents : []) {
  const file = join(repository, path)
  const before = await readFile(file, "utf8")
  const after = nameHash(before, hash)
  if (after === before) continue
  if (asked("--document")) await writeFile(file, after)
  else {
    process.stderr.write(`${path} names the SHA-256 of another page: npm run verifier -- --document\n`)
    process.exitCode = 1
  }
}
