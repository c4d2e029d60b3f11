/** The example policy of C2SP tlog-policy, with test keys: a log, and six witnesses in two groups. */
import { testSigner } from "@shifan/testkit/tlog"
import { printVerifierKey } from "../src/index.js"

/** Contains Chinese, to test that names are UTF-8. */
export const origin = "example.com/示范"
export const log = await testSigner("Ed25519", origin, 1)
export const names = ["X1", "X2", "X3", "Y1", "Y2", "Y3"]
export const witnesses = await Promise.all(names.map((name, i) => testSigner("Cosignature", `${name}.example`, 10 + i)))

export const logLine = `log ${printVerifierKey(log.verifier)}\n`
const lines = witnesses.map(({ verifier }, i) => `witness ${names[i]} ${printVerifierKey(verifier)}\n`)
export const witnessLine = (i: number): string => lines[i] ?? ""
export const witnessLines = lines.join("")

export const examplePolicy = `${logLine}
${witnessLines}
group X-witnesses 2 X1 X2 X3
group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`
