/** Faults planned for a fake node, and a record of the calls it received. */
import { once } from "node:events"
import { constants, type Http2Session, type Http2Stream } from "node:http2"

export interface Endpoint {
  readonly host: string
  readonly port: number
}

export type Fault =
  /** No fault for this call; one is planned for a later call. */
  | { readonly kind: "none" }
  /** The answer of a node that does not lead: status 5, with the leader's address in the trailers. */
  | ({ readonly kind: "notLeader" } & Endpoint)
  | { readonly kind: "status"; readonly code: number; readonly details: string; readonly exception?: string }
  /** The call is answered only once `release` is called. */
  | { readonly kind: "held" }
  /** The call is accepted and never answered. */
  | { readonly kind: "silence" }
  /** The append is made, but its answer never comes. */
  | { readonly kind: "doneInSilence" }
  /** The append is made, but answered with this status. */
  | { readonly kind: "doneWithStatus"; readonly code: number; readonly details: string }
  /** The append is made, but the connection is lost before the answer. */
  | { readonly kind: "doneThenKilled" }
  /** The call ends without an error after this many events. */
  | { readonly kind: "cleanEnd"; readonly after: number }
  /** The connection is lost after this many events. */
  | { readonly kind: "killed"; readonly after: number }
  /** Every event is sent twice, and after it the previous one again. */
  | { readonly kind: "duplicates" }

export type Method = "append" | "batchAppend" | "read" | "subscribe" | "features" | "gossip"

interface Planned {
  readonly method: Method
  readonly fault: Fault
  left: number
}

/** A call that the node received. */
export interface RecordedCall {
  readonly method: Method
  readonly requiresLeader: boolean
  readonly authorization: string | undefined
}

export class FaultPlan {
  readonly calls: Array<RecordedCall> = []
  /** Reads and subscriptions that have neither ended nor been cancelled by the client. */
  readonly open = new Set<Http2Stream>()
  /** Number of events sent to readers. */
  sent = 0
  private planned: Array<Planned> = []
  private readonly waiting: Array<() => void> = []

  /** Makes the next `times` calls of a method fail this way. Later plans wait for earlier ones. */
  plan(method: Method, fault: Fault, times = 1): void {
    this.planned.push({ method, fault, left: times })
  }

  /** Number of calls waiting to be released. */
  get held(): number {
    return this.waiting.length
  }

  hold(answer: () => void): void {
    this.waiting.push(answer)
  }

  release(): void {
    for (const answer of this.waiting.splice(0)) answer()
  }

  /** Number of reads and subscriptions that have neither ended nor been cancelled by the client. */
  get underWay(): number {
    return this.open.size
  }

  /** Ends the open calls with a reset instead of a status, and then their connections. */
  async endWithoutStatus(): Promise<void> {
    const sessions = new Set<Http2Session>()
    for (const stream of this.open) {
      if (stream.session !== undefined) sessions.add(stream.session)
      stream.close(constants.NGHTTP2_NO_ERROR)
    }
    await Promise.all(
      [...sessions].map((session) => {
        session.close()
        return once(session, "close")
      }),
    )
  }

  clear(): void {
    this.planned = []
  }

  /** Records a call and returns the fault planned for it. */
  take(call: RecordedCall): Fault | undefined {
    this.calls.push(call)
    const next = this.planned.find(({ method, left }) => method === call.method && left > 0)
    if (next === undefined) return undefined
    next.left--
    return next.fault
  }

  count(method: Method): number {
    return this.calls.filter((call) => call.method === method).length
  }
}
