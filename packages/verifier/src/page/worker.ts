/** The other side of the page: a worker made of the same script, which is asked one job and answers it. */
import { type Job, type Outcome, runJob, type Progress } from "../verification/job.js"

export type Answer =
  | { readonly _tag: "Ready" }
  | { readonly _tag: "Progress"; readonly leaves: number; readonly size: number }
  | { readonly _tag: "Done"; readonly outcome: Outcome }
  | { readonly _tag: "Failed"; readonly reason: string }

const answer = (message: Answer): void => postMessage(message)

export const serveJobs = (): void => {
  addEventListener("message", ({ data }: MessageEvent<Job>) => {
    runJob(data, (leaves, size) => answer({ _tag: "Progress", leaves, size })).then(
      (outcome) => answer({ _tag: "Done", outcome }),
      (thrown: unknown) => answer({ _tag: "Failed", reason: String(thrown) }),
    )
  })
  answer({ _tag: "Ready" })
}

/** Has a job done in a worker, so that the page stays live; on the page itself where no worker can be had. */

export interface RunningJob {
  /** Nothing is heard of it any more. */
  readonly cancel: () => void
}

export interface JobListener {
  readonly progress: Progress
  readonly done: (outcome: Outcome) => void
  readonly failed: (reason: string) => void
}

export const startJob = (job: Job, hearing: JobListener): RunningJob => {
  const worker = newWorker()
  return worker === undefined ? runOnPage(job, hearing) : runInWorker(worker, job, hearing)
}

/** The script of this page, by another name. A browser that makes no worker of a blob throws, or tells it later. */
const newWorker = (): Worker | undefined => {
  const script = document.querySelector("script#program")?.textContent ?? ""
  const place = URL.createObjectURL(new Blob([script], { type: "text/javascript" }))
  try {
    return new Worker(place)
  } catch {
    return undefined
  }
}

const runInWorker = (worker: Worker, job: Job, hearing: JobListener): RunningJob => {
  let ready = false
  let instead: RunningJob | undefined
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    switch (data._tag) {
      case "Ready":
        ready = true
        return worker.postMessage(job, [])
      case "Progress":
        return hearing.progress(data.leaves, data.size)
      case "Done":
        worker.terminate()
        return hearing.done(data.outcome)
      case "Failed":
        worker.terminate()
        return hearing.failed(data.reason)
    }
  })
  worker.addEventListener("error", ({ message }) => {
    worker.terminate()
    if (ready) hearing.failed(message)
    else instead ??= runOnPage(job, hearing)
  })
  return {
    cancel: () => {
      worker.terminate()
      instead?.cancel()
    },
  }
}

/** It pauses wherever a file is read, which is often enough for the page to be drawn. */
const runOnPage = (job: Job, { progress, done, failed }: JobListener): RunningJob => {
  let cancelled = false
  const unlessCancelled =
    <Given extends ReadonlyArray<unknown>>(tell: (...given: Given) => void) =>
    (...given: Given): void => {
      if (!cancelled) tell(...given)
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
