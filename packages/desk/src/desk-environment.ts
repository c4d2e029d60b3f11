/** Environment shared by the desk's routes. */
import type { Actor } from "@shifan/core"
import type { ReadError } from "@shifan/event-store"
import type { Handle } from "@shifan/service"
import type { Context } from "hono"
import type { DeskDependencies } from "./dependencies.js"
import type { FormEnv } from "./http/sent-form.js"
import type { Visit } from "./http/visit.js"
import type { Office } from "./office.js"
import type { Page } from "./parts/page.js"

export interface DeskEnv {
  readonly Variables: FormEnv["Variables"] & { readonly visit: Visit }
}

export type DeskRequest = Context<DeskEnv>

/** 503: a server or file behind the desk does not answer. */
export type PageStatus = 200 | 403 | 404 | 409 | 422 | 500 | 503

export interface Desk {
  readonly dependencies: DeskDependencies
  readonly office: Office
  /** Carries out a command and records its typist. */
  readonly handle: (officer: Actor, request: Parameters<Handle>[0]) => ReturnType<Handle>
  readonly show: (c: DeskRequest, page: Page, status?: PageStatus) => Promise<Response>
  readonly notFound: (c: DeskRequest) => Promise<Response>
  readonly forbidden: (c: DeskRequest) => Promise<Response>
  /** Answers a request if the record cannot be read. */
  readonly failed: (c: DeskRequest, error: ReadError) => Promise<Response>
}
