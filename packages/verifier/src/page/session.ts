import * as E from "fp-ts/lib/Either.js"
import type { InputFault } from "../input/input-fault.js"
import { type InputFile, type Subject, subjectOf } from "../input/subject.js"
import type { Outcome } from "../verification/job.js"
import type { InputHandlers } from "./controls.js"
import { type RunningJob, startJob } from "./worker.js"

export type Stage =
  | { readonly _tag: "Idle" }
  /** In leaves; `size` is 0 until it is known. */
  | { readonly _tag: "Working"; readonly leaves: number; readonly size: number }
  | { readonly _tag: "Cancelled" }
  | { readonly _tag: "Failed"; readonly reason: string }
  | { readonly _tag: "Done"; readonly outcome: Outcome }

export interface Session extends InputHandlers {
  readonly cancel: () => void
}

/** Every file that is handed over or taken back starts the verification anew, with all there is by then. */
export const newSession = (show: (stage: Stage) => void): Session => {
  let subject: Subject | undefined
  let policy: File | undefined
  let kept: File | undefined
  let running: RunningJob | undefined
  /** Counts the subjects: a folder dropped later may be listed sooner, and only the latest counts. */
  let latest = 0

  const refuse = (fault: InputFault): void => show({ _tag: "Done", outcome: { _tag: "Refused", fault } })

  const stop = (): void => {
    running?.cancel()
    running = undefined
  }

  const restart = (): void => {
    stop()
    if (subject === undefined) return
    show({ _tag: "Working", leaves: 0, size: 0 })
    running = startJob(
      { subject, policy, kept },
      {
        progress: (leaves, size) => show({ _tag: "Working", leaves, size }),
        done: (outcome) => show({ _tag: "Done", outcome }),
        failed: (reason) => show({ _tag: "Failed", reason }),
      },
    )
  }

  const takeSubject = async (files: Promise<ReadonlyArray<InputFile>>): Promise<void> => {
    const number = ++latest
    stop()
    subject = undefined
    show({ _tag: "Working", leaves: 0, size: 0 })
    try {
      const recognized = await subjectOf(await files)()
      if (number !== latest) return
      if (E.isLeft(recognized)) return refuse(recognized.left)
      subject = recognized.right
      restart()
    } catch (thrown) {
      if (number === latest) refuse({ _tag: "NotRead", reason: String(thrown) })
    }
  }

  return {
    subject: (files) => void takeSubject(files),
    policy: (file) => {
      policy = file
      restart()
    },
    kept: (file) => {
      kept = file
      restart()
    },
    cancel: () => {
      latest++
      stop()
      show({ _tag: "Cancelled" })
    },
  }
}
