import * as E from "fp-ts/lib/Either.js"
import { type InputFault, type InputFile, type Subject, subjectOf } from "@shifan/bundle/input"
import { type Outcome, type Job, type Progress, runJob } from "../verification/job.js"
import type { InputHandlers } from "./controls.js"

export type Stage =
  | { readonly _tag: "Idle" }
  /** In leaves; `size` is 0 until known. */
  | { readonly _tag: "Working"; readonly leaves: number; readonly size: number }
  | { readonly _tag: "Cancelled" }
  | { readonly _tag: "Failed"; readonly reason: string }
  | { readonly _tag: "Done"; readonly outcome: Outcome; readonly handed: Handed }

/** The reader's input, for the printed record and to look further into it. */
export interface Handed {
  readonly subject: Subject | undefined
  /** Names of the files or of the folder. */
  readonly names: { readonly subject: string; readonly policy: string | undefined; readonly kept: string | undefined }
  readonly finishedAt: Date
}

export interface Session extends InputHandlers {
  readonly cancel: () => void
}

/** Adding or removing a file restarts the verification with the current files. */
export const newSession = (show: (stage: Stage) => void): Session => {
  let subject: Subject | undefined
  let policy: File | undefined
  let kept: File | undefined
  let running: RunningJob | undefined
  /** Counts the inputs: a folder dropped later may be listed sooner, but only the latest input counts. */
  let latest = 0

  let name = ""

  const done = (outcome: Outcome): void =>
    show({
      _tag: "Done",
      outcome,
      handed: { subject, names: { subject: name, policy: policy?.name, kept: kept?.name }, finishedAt: new Date() },
    })

  const refuse = (fault: InputFault): void => done({ _tag: "Refused", fault })

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
        done,
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
      const input = await files
      name = nameOf(input)
      const recognized = await subjectOf(input)()
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

/** The name of the folder, or the names of the files, as many as fit in a line of a report. */
const nameOf = (input: ReadonlyArray<InputFile>): string => {
  const [first] = input
  if (first?.path.includes("/") === true) return `${first.path.split("/")[0] ?? ""}/`
  return input
    .slice(0, 3)
    .map(({ path }) => path)
    .join(", ")
}

type WorkerMessage =
  | { readonly _tag: "Ready" }
  | { readonly _tag: "Progress"; readonly leaves: number; readonly size: number }
  | { readonly _tag: "Done"; readonly outcome: Outcome }
  | { readonly _tag: "Failed"; readonly reason: string }

const post = (message: WorkerMessage): void => postMessage(message)

/** In the worker: runs the job it receives, and posts the outcome. */
export const serveJobs = (): void => {
  addEventListener("message", ({ data }: MessageEvent<Job>) => {
    runJob(data, (leaves, size) => post({ _tag: "Progress", leaves, size })).then(
      (outcome) => post({ _tag: "Done", outcome }),
      (thrown: unknown) => post({ _tag: "Failed", reason: String(thrown) }),
    )
  })
  post({ _tag: "Ready" })
}

interface RunningJob {
  /** After this the listener is not called again. */
  readonly cancel: () => void
}

export interface JobListener {
  readonly progress: Progress
  readonly done: (outcome: Outcome) => void
  readonly failed: (reason: string) => void
}

/** On the page: runs a job in a worker to keep the page responsive, or on the page itself if there is no worker. */
const startJob = (job: Job, listener: JobListener): RunningJob => {
  const worker = newWorker()
  return worker === undefined ? runOnPage(job, listener) : runInWorker(worker, job, listener)
}

/** Runs the page's own script. Browsers that refuse blob workers throw here, or fire an error event later. */
const newWorker = (): Worker | undefined => {
  const script = document.querySelector("script#program")?.textContent ?? ""
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }))
  try {
    return new Worker(url)
  } catch {
    return undefined
  }
}

const runInWorker = (worker: Worker, job: Job, listener: JobListener): RunningJob => {
  let ready = false
  let fallback: RunningJob | undefined
  worker.addEventListener("message", ({ data }: MessageEvent<WorkerMessage>) => {
    switch (data._tag) {
      case "Ready":
        ready = true
        return worker.postMessage(job, [])
      case "Progress":
        return listener.progress(data.leaves, data.size)
      case "Done":
        worker.terminate()
        return listener.done(data.outcome)
      case "Failed":
        worker.terminate()
        return listener.failed(data.reason)
    }
  })
  worker.addEventListener("error", ({ message }) => {
    worker.terminate()
    if (ready) listener.failed(message)
    else fallback ??= runOnPage(job, listener)
  })
  return {
    cancel: () => {
      worker.terminate()
      fallback?.cancel()
    },
  }
}

/** Yields to the browser at every file read, often enough for the page to repaint. */
const runOnPage = (job: Job, { progress, done, failed }: JobListener): RunningJob => {
  let cancelled = false
  const unlessCancelled =
    <Arguments extends ReadonlyArray<unknown>>(call: (...values: Arguments) => void) =>
    (...values: Arguments): void => {
      if (!cancelled) call(...values)
    }
  runJob(job, unlessCancelled(progress)).then(
    unlessCancelled(done),
    unlessCancelled((thrown: unknown) => failed(String(thrown))),
  )
  return {
    cancel: () => {
      cancelled = true
    },
  }
}
