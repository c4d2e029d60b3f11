/** Writes `dist/verifier.html`; with `--hash` it prints the SHA-256 as `sha256sum` does. */
import { createHash } from "node:crypto"
import { writeVerifier } from "./verifier.js"

const page = await writeVerifier()
if (process.argv.includes("--hash"))
  process.stdout.write(`${createHash("sha256").update(page).digest("hex")}  verifier.html\n`)
