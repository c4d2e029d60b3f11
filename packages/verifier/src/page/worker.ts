/** The other side of the page: a worker made of the same script, which is asked one job and answers it. */
import { perform } from "../work/perform.js"
import type { Job, Outcome } from "../work/job.js"

export type Answer =
  | { readonly _tag: "Ready" }
  | { readonly _tag: "Progress"; readonly leaves: number; readonly size: number }
  | { readonly _tag: "Done"; readonly outcome: Outcome }
  | { readonly _tag: "Failed"; readonly reason: string }

const answer = (message: Answer): void => postMessage(message)

export const serve = (): void => {
  addEventListener("message", ({ data }: MessageEvent<Job>) => {
    perform(data, (leaves, size) => answer({ _tag: "Progress", leaves, size })).then(
      (outcome) => answer({ _tag: "Done", outcome }),
      (thrown: unknown) => answer({ _tag: "Failed", reason: String(thrown) }),
    )
  })
  answer({ _tag: "Ready" })
}
