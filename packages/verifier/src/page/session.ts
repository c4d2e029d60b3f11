/** Where the page stands: what was given, and how far the work on it has come. */
import * as E from "fp-ts/lib/Either.js"
import type { InputFault } from "../input/input-fault.js"
import { type InputFile, type Subject, subjectOf } from "../input/subject.js"
import type { Outcome } from "../verification/job.js"
import type { InputHandlers } from "./controls.js"
import { startJob, type RunningJob } from "./worker.js"

export type Stage =
  | { readonly _tag: "Idle" }
  | { readonly _tag: "Working"; readonly leaves: number; readonly size: number }
  | { readonly _tag: "Cancelled" }
  | { readonly _tag: "Failed"; readonly reason: string }
  | { readonly _tag: "Done"; readonly outcome: Outcome }

export interface Session extends InputHandlers {
  readonly cancel: () => void
}

/** Whatever is given begins the work anew, with all that was given so far. */
export const newSession = (show: (stage: Stage) => void): Session => {
  let subject: Subject | undefined
  let [policy, kept]: ReadonlyArray<File | undefined> = []
  let working: RunningJob | undefined
  /** Which of the gatherings counts: a folder dropped later may be gathered sooner. */
  let latest = 0

  const refuse = (fault: InputFault): void => show({ _tag: "Done", outcome: { _tag: "Refused", fault } })

  const stop = (): void => {
    working?.cancel()
    working = undefined
  }

  const begin = (): void => {
    stop()
    if (subject === undefined) return
    show({ _tag: "Working", leaves: 0, size: 0 })
    working = startJob(
      { subject, policy, kept },
      {
        progress: (leaves, size) => show({ _tag: "Working", leaves, size }),
        done: (outcome) => show({ _tag: "Done", outcome }),
        failed: (reason) => show({ _tag: "Failed", reason }),
      },
    )
  }

  const take = async (files: Promise<ReadonlyArray<InputFile>>): Promise<void> => {
    const mine = ++latest
    stop()
    subject = undefined
    show({ _tag: "Working", leaves: 0, size: 0 })
    try {
      const made = await subjectOf(await files)()
      if (mine !== latest) return
      if (E.isLeft(made)) return refuse(made.left)
      subject = made.right
      begin()
    } catch (thrown) {
      if (mine === latest) refuse({ _tag: "NotRead", reason: String(thrown) })
    }
  }

  return {
    subject: (files) => void take(files),
    policy: (file) => {
      policy = file
      begin()
    },
    kept: (file) => {
      kept = file
      begin()
    },
    cancel: () => {
      latest++
      stop()
      show({ _tag: "Cancelled" })
    },
  }
}
