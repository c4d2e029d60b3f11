/** Has a job done in a worker, so that the page stays live; on the page itself where no worker can be had. */
import type { Job, Outcome, Progress } from "../work/job.js"
import { perform } from "../work/perform.js"
import type { Answer } from "./worker.js"

export interface Working {
  /** Nothing is heard of it any more. */
  readonly cancel: () => void
}

export interface Hearing {
  readonly progress: Progress
  readonly done: (outcome: Outcome) => void
  readonly failed: (reason: string) => void
}

export const work = (job: Job, hearing: Hearing): Working => {
  const worker = newWorker()
  return worker === undefined ? workHere(job, hearing) : workThere(worker, job, hearing)
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

const workThere = (worker: Worker, job: Job, hearing: Hearing): Working => {
  let ready = false
  let instead: Working | undefined
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
    else instead ??= workHere(job, hearing)
  })
  return {
    cancel: () => {
      worker.terminate()
      instead?.cancel()
    },
  }
}

/** It pauses wherever a file is read, which is often enough for the page to be drawn. */
const workHere = (job: Job, { progress, done, failed }: Hearing): Working => {
  let cancelled = false
  const unlessCancelled =
    <Given extends ReadonlyArray<unknown>>(tell: (...given: Given) => void) =>
    (...given: Given): void => {
      if (!cancelled) tell(...given)
    }
  perform(job, unlessCancelled(progress)).then(
    unlessCancelled(done),
    unlessCancelled((thrown: unknown) => failed(String(thrown))),
  )
  return {
    cancel: () => {
      cancelled = true
    },
  }
}
