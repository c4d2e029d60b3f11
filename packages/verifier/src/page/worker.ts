import { type Job, type Outcome, type Progress, runJob } from "../verification/job.js"

type WorkerMessage =
  | { readonly _tag: "Ready" }
  | { readonly _tag: "Progress"; readonly leaves: number; readonly size: number }
  | { readonly _tag: "Done"; readonly outcome: Outcome }
  | { readonly _tag: "Failed"; readonly reason: string }

const post = (message: WorkerMessage): void => postMessage(message)

/** In the worker: runs the job it is sent, and posts what comes of it. */
export const serveJobs = (): void => {
  addEventListener("message", ({ data }: MessageEvent<Job>) => {
    runJob(data, (leaves, size) => post({ _tag: "Progress", leaves, size })).then(
      (outcome) => post({ _tag: "Done", outcome }),
      (thrown: unknown) => post({ _tag: "Failed", reason: String(thrown) }),
    )
  })
  post({ _tag: "Ready" })
}

export interface RunningJob {
  /** After this the listener is not called any more. */
  readonly cancel: () => void
}

export interface JobListener {
  readonly progress: Progress
  readonly done: (outcome: Outcome) => void
  readonly failed: (reason: string) => void
}

/** On the page: runs a job in a worker, so that the page stays responsive, or on the page where there is no worker. */
export const startJob = (job: Job, listener: JobListener): RunningJob => {
  const worker = newWorker()
  return worker === undefined ? runOnPage(job, listener) : runInWorker(worker, job, listener)
}

/** Runs the page's own script. Browsers that refuse a worker from a blob throw here, or raise an error event later. */
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

/** Yields to the browser wherever a file is read, which is often enough for the page to be redrawn. */
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
