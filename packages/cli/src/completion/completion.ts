/** `completion SHELL`: prints a completion script for the shell, generated from the tree of commands. */
import type { Command } from "commander"
import * as E from "fp-ts/lib/Either.js"
import type { Failure, Output } from "../result.js"
import { bashScript } from "./bash.js"
import { completionTree, type CompletionTree } from "./completion-tree.js"
import { fishScript } from "./fish.js"
import { zshScript } from "./zsh.js"

export const shells = ["bash", "zsh", "fish"] as const

export type Shell = (typeof shells)[number]

const scripts: { readonly [S in Shell]: (tree: CompletionTree) => string } = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
}

export const completion = (program: Command, shell: Shell): E.Either<Failure, Output> => {
  const script = scripts[shell](completionTree(program))
  return E.right({ json: { shell, script }, text: script })
}
