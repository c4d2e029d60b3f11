/** What the application layer is asked, and what it answers. */
import type {
  Actor,
  CallCommand,
  CivilDate,
  CommandDataFilled,
  CommandType,
  FormIssue,
  InstrumentCommand,
  LogKeyCommand,
  PublicationCommand,
  Refusal,
  Uscc,
} from "@shifan/core"
import type { Envelope, StoreError } from "@shifan/event-store"
import type { VaultError } from "./vault.js"

/** A designation command as filled in: personal data in clear, which the service seals before anything is decided. */
export type FilledCommand = {
  readonly [T in CommandType]: { readonly type: T; readonly data: CommandDataFilled<string>[T] }
}[CommandType]

export type Target =
  | { readonly aggregate: "designation"; readonly unit: Uscc; readonly command: FilledCommand }
  | { readonly aggregate: "instrument"; readonly slug: string; readonly command: InstrumentCommand }
  | { readonly aggregate: "call"; readonly year: number; readonly command: CallCommand }
  | { readonly aggregate: "roster"; readonly command: PublicationCommand }
  | { readonly aggregate: "log"; readonly command: LogKeyCommand }

export interface Request {
  /** A UUID; the same again is the same command, and does nothing more. */
  readonly commandId: string
  readonly actor: Actor
  readonly effectiveOn: CivilDate
  readonly target: Target
  /** Refuses to go on from any other revision; -1 for a stream that must not be there yet. */
  readonly expectedRevision?: number
  /** The conversation this command belongs to; itself unless told. */
  readonly correlationId?: string
  /** The event that led to it. */
  readonly causationId?: string
  /** Decides, and writes nothing. */
  readonly dryRun?: boolean
}

export interface CommandResult {
  readonly stream: string
  readonly events: ReadonlyArray<Envelope>
  /** The command had been carried out before; these are its events. */
  readonly repeated: boolean
}

export type ServiceError =
  | { readonly _tag: "Refused"; readonly refusals: ReadonlyArray<Refusal> }
  | { readonly _tag: "Malformed"; readonly issues: ReadonlyArray<FormIssue> }
  | { readonly _tag: "Conflict"; readonly stream: string; readonly expected: number; readonly actual: number }
  | { readonly _tag: "StoreFailed"; readonly error: StoreError }
  | { readonly _tag: "VaultFailed"; readonly error: VaultError }
