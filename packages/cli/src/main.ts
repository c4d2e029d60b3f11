#!/usr/bin/env node
import { version } from "./version.js"

const argv = process.argv.slice(2)

// Handled before loading the option parser: scripts ask for the version often.
if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) process.stdout.write(`${version}\n`)
else {
  const { run } = await import("./program.js")
  const { nodeProcess } = await import("./process.js")
  process.exitCode = await run(argv, nodeProcess)
}
