/** A browser without scripts, as far as the desk's pages need one: cookies, redirects, and filled-in forms. */
import type { Hono } from "hono"

export interface OpenPage {
  readonly status: number
  readonly text: string
  readonly address: string
  readonly headers: Headers
  /** Current fields of the page's last form of that kind. */
  readonly fields: ReadonlyArray<readonly [name: string, value: string]>
  /** Sends that form: `fields` replace fields of the same name; all `more` fields are added. */
  readonly send: (
    fields?: Readonly<Record<string, string | File>>,
    more?: ReadonlyArray<readonly [string, string]>,
  ) => Promise<OpenPage>
}

export interface Visitor {
  readonly open: (address: string) => Promise<OpenPage>
  /** A request as a program would send it, with only the cookie. */
  readonly request: (address: string, init?: RequestInit) => Promise<Response>
}

export const visitor = (app: Pick<Hono, "request">, host: string): Visitor => {
  let cookie = ""

  const request: Visitor["request"] = async (address, init = {}) => {
    const headers = new Headers(init.headers)
    if (!headers.has("Host")) headers.set("Host", host)
    if (cookie !== "" && !headers.has("Cookie")) headers.set("Cookie", cookie)
    const answer = await app.request(`http://${host}${address}`, { ...init, headers })
    const set = answer.headers.get("Set-Cookie")
    if (set !== null) cookie = set.split(";")[0] ?? ""
    return answer
  }

  const arrive = async (address: string, answer: Response): Promise<OpenPage> => {
    if (answer.status === 303) return arriveAt(answer.headers.get("Location") ?? "")
    const text = await answer.text()
    const shown = /&lt;(?:time datetime|span class|a href|strong&gt;|bdi&gt;)[^<]{0,60}/.exec(text)?.[0]
    if (shown !== undefined) throw new Error(`${address} shows its own markup as text: ${shown}`)
    const form = lastForm(text)
    const fields = fieldsIn(form)
    const action = decode(/ action="([^"]*)"/.exec(form)?.[1] ?? address)
    return {
      status: answer.status,
      text,
      address,
      headers: answer.headers,
      fields,
      send: async (changed = {}, more = []) => {
        const body = new FormData()
        // In page order: a new file comes before what is kept of the previous one.
        for (const [name, value] of Object.entries(changed)) if (value instanceof File) body.append(name, value)
        for (const [name, value] of fields) if (!(name in changed)) body.append(name, value)
        for (const [name, value] of [...Object.entries(changed), ...more])
          if (typeof value === "string") body.append(name, value)
        return arrive(action, await request(action, { method: "POST", body, headers: { Origin: `http://${host}` } }))
      },
    }
  }

  const arriveAt = async (address: string): Promise<OpenPage> => arrive(address, await request(address))

  return { open: arriveAt, request }
}

const lastForm = (text: string): string => {
  const main = text.slice(text.indexOf("<main"))
  return [...main.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)].at(-1)?.[0] ?? ""
}

const decode = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")

const attribute = (tag: string, name: string): string | undefined => {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : decode(value)
}

/** The fields that a browser would send for a form, without its buttons. */
const fieldsIn = (form: string): ReadonlyArray<readonly [string, string]> => [
  ...[...form.matchAll(/<input[^>]*>/g)].flatMap(([tag]): ReadonlyArray<readonly [string, string]> => {
    const name = attribute(tag, "name")
    const type = attribute(tag, "type")
    if (name === undefined || type === "file") return []
    if ((type === "radio" || type === "checkbox") && !/ checked[ >]/.test(tag)) return []
    return [[name, attribute(tag, "value") ?? ""]]
  }),
  ...[...form.matchAll(/(<textarea[^>]*>)([\s\S]*?)<\/textarea>/g)].map(
    ([, tag = "", text = ""]) => [attribute(tag, "name") ?? "", decode(text)] as const,
  ),
  ...[...form.matchAll(/(<select[^>]*>)([\s\S]*?)<\/select>/g)].map(([, tag = "", options = ""]) => {
    const chosen = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? /<option value="([^"]*)"/.exec(options)?.[1]
    return [attribute(tag, "name") ?? "", decode(chosen ?? "")] as const
  }),
]
