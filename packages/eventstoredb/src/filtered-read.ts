/** A read of `$all` with a filter on the server. The library offers filters only for subscriptions. */
import { EventEmitter } from "node:events"
import streams from "@eventstore/db-client/generated/streams_pb.js"
import shared from "@eventstore/db-client/generated/shared_pb.js"
import type { ReadResp } from "@eventstore/db-client/generated/streams_pb.js"
import type { Client, RawRead } from "./client-pool.js"
import type { LogPosition } from "./driver.js"

const requestFor = (from: LogPosition | "start" | "end", prefixes: ReadonlyArray<string>, count: number) => {
  const all = new streams.ReadReq.Options.AllOptions()
  if (from === "start") all.setStart(new shared.Empty())
  else if (from === "end") all.setEnd(new shared.Empty())
  else {
    const position = new streams.ReadReq.Options.Position()
    position.setCommitPosition(String(from.commit))
    position.setPreparePosition(String(from.prepare))
    all.setPosition(position)
  }
  const expression = new streams.ReadReq.Options.FilterOptions.Expression()
  expression.setPrefixList([...prefixes])
  const filter = new streams.ReadReq.Options.FilterOptions()
  filter.setStreamIdentifier(expression)
  filter.setCount(new shared.Empty())
  filter.setCheckpointintervalmultiplier(1)
  const ids = new streams.ReadReq.Options.UUIDOption()
  ids.setString(new shared.Empty())
  const options = new streams.ReadReq.Options()
  options.setAll(all)
  options.setCount(String(count))
  options.setFilter(filter)
  options.setUuidOption(ids)
  options.setReadDirection(streams.ReadReq.Options.ReadDirection.FORWARDS)
  const request = new streams.ReadReq()
  request.setOptions(options)
  return request
}

/** Emits `data`, `error` and `end`, like the library's reads. */
export const filteredRead = (
  client: Client,
  from: LogPosition | "start" | "end",
  prefixes: ReadonlyArray<string>,
  count: number,
) => {
  const emitter = new EventEmitter()
  const reading = client.readRaw(requestFor(from, prefixes, count))
  reading.then(
    (raw) => forward(emitter, raw),
    (thrown: unknown) => emitter.emit("error", thrown),
  )
  return Object.assign(emitter, {
    cancel: async (): Promise<void> => {
      const raw = await reading
      raw.cancel()
    },
  })
}

const forward = (emitter: EventEmitter, raw: RawRead): void => {
  raw.on("error", (thrown: unknown) => emitter.emit("error", thrown))
  raw.on("data", (response: ReadResp) => {
    const event = response.getEvent()?.getEvent()
    if (event === undefined) return
    const content = event.getMetadataMap()
    const data = event.getData_asU8()
    emitter.emit("data", {
      event: {
        streamId: new TextDecoder("utf-8", { ignoreBOM: true }).decode(
          event.getStreamIdentifier()?.getStreamName_asU8(),
        ),
        revision: BigInt(event.getStreamRevision()),
        id: event.getId()?.getString() ?? "",
        type: content.get("type") ?? "",
        data: content.get("content-type") === "application/json" ? parsed(data) : data,
        metadata: parsed(event.getCustomMetadata_asU8()),
        position: { commit: BigInt(event.getCommitPosition()), prepare: BigInt(event.getPreparePosition()) },
      },
    })
  })
  raw.on("end", () => emitter.emit("end"))
}

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
