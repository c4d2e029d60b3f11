#!/usr/bin/env node
import { languageOf } from "./locale.js"
import { oldNode } from "./old-node.js"
import { neededNode, version } from "./version.js"

const argv = process.argv.slice(2)
const tooOld = oldNode(process.versions.node, neededNode)

// Handled before loading the option parser: scripts ask for the version often.
if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) process.stdout.write(`${version}\n`)
else if (tooOld !== undefined) {
  process.stderr.write(`shifan: ${tooOld(languageOf(process.env, argv))}\n`)
  process.exitCode = 1
} else {
  const { run } = await import("./program.js")
  const { nodeProcess } = await import("./process.js")
  process.exitCode = await run(argv, nodeProcess)
}
