/**
 * Finds the leader by asking all known nodes at once, so that a silent node delays nobody. The client's own search asks one
 * after another, and leaves calls open.
 */
import { Metadata, type ChannelCredentials } from "@grpc/grpc-js"
import { GossipClient } from "@eventstore/db-client/generated/gossip_grpc_pb.js"
import gossip from "@eventstore/db-client/generated/gossip_pb.js"
import type { ClusterInfo } from "@eventstore/db-client/generated/gossip_pb.js"
import shared from "@eventstore/db-client/generated/shared_pb.js"
import { ownConnections, targetOf, type Endpoint } from "./endpoint.js"

export interface LeaderSearch {
  readonly endpoints: ReadonlyArray<Endpoint>
  readonly credentials: ChannelCredentials
  /** Timeout of each call in milliseconds. */
  readonly timeout: number
  readonly stop: AbortSignal
}

/** Milliseconds to wait for other nodes after the first answer: a node that was paused may name a former leader. */
const secondOpinion = 30

/** The leader named by most nodes. Rejects with the last error if no node names one. */
export const findLeader = async ({ endpoints, credentials, timeout, stop }: LeaderSearch): Promise<Endpoint> => {
  const named = new Map<string, { readonly leader: Endpoint; votes: number }>()
  const enough = Promise.withResolvers<void>()
  const ending = new AbortController()
  let reason: unknown = new Error("Failed to discover: no node names a leader")

  const ask = async (endpoint: Endpoint): Promise<void> => {
    try {
      const leader = leaderIn(await membersAt(endpoint, credentials, timeout, AbortSignal.any([stop, ending.signal])))
      if (leader === undefined) return
      const target = targetOf(leader)
      named.set(target, { leader, votes: (named.get(target)?.votes ?? 0) + 1 })
      setTimeout(enough.resolve, secondOpinion)
    } catch (thrown) {
      reason = thrown
    }
  }

  await Promise.race([Promise.all(endpoints.map(ask)), enough.promise])
  ending.abort()
  const [first] = [...named.values()].toSorted((a, b) => b.votes - a.votes)
  if (first === undefined) throw new Error(`Failed to discover: ${String(reason)}`)
  return first.leader
}

const membersAt = (
  endpoint: Endpoint,
  credentials: ChannelCredentials,
  timeout: number,
  stop: AbortSignal,
): Promise<ClusterInfo> =>
  new Promise((resolve, reject) => {
    const client = new GossipClient(targetOf(endpoint), credentials, ownConnections)
    const end = (settle: () => void): void => {
      stop.removeEventListener("abort", cancel)
      client.close()
      settle()
    }
    const cancel = (): void => call.cancel()
    const call = client.read(
      new shared.Empty(),
      new Metadata(),
      { deadline: Date.now() + timeout },
      (error: Error | null, info: ClusterInfo) => end(() => (error === null ? resolve(info) : reject(error))),
    )
    stop.addEventListener("abort", cancel)
    if (stop.aborted) cancel()
  })

const leaderIn = (info: ClusterInfo): Endpoint | undefined => {
  for (const member of info.getMembersList()) {
    const endpoint = member.getHttpEndPoint()
    const isLeader = member.getIsAlive() && member.getState() === gossip.MemberInfo.VNodeState.LEADER
    if (isLeader && endpoint !== undefined) return { address: endpoint.getAddress(), port: endpoint.getPort() }
  }
  return undefined
}
