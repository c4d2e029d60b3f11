/** Searches the list in the reader's browser. The site gets its source text as a file, so it must not use any outer name. */

export const enhanceList = (): void => {
  type Row = readonly [
    search: string,
    county: string,
    services: ReadonlyArray<string>,
    kind: string,
    state: string,
    isOnList: boolean,
    markup: string,
  ]

  const form = document.querySelector<HTMLFormElement>("form.filters")
  const list = document.querySelector("#list tbody")
  const status = document.querySelector("#matches")
  if (form === null || list === null || status === null) return

  const fields = ["q", "county", "service", "kind", "state"] as const
  const page = list.innerHTML
  const pages = document.querySelector<HTMLElement>("nav.pages")
  const translation = document.querySelector<HTMLAnchorElement>("a.language")
  const translationPath = translation?.getAttribute("href") ?? ""
  let rows: ReadonlyArray<Row> | undefined

  /** Loads rows as a script: pages opened from a file may not make requests. */
  const withRows = (work: (loaded: ReadonlyArray<Row>) => void): void => {
    if (rows !== undefined) return work(rows)
    Reflect.set(window, "shifanRows", (loaded: ReadonlyArray<Row>) => {
      rows = loaded
      show()
    })
    const script = document.createElement("script")
    script.src = form.dataset["rows"] ?? ""
    document.head.append(script)
  }

  const field = (name: string): HTMLInputElement | HTMLSelectElement | null =>
    form.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)

  const chosenInForm = (): string => {
    const chosen = fields.flatMap((name) => {
      const value = field(name)?.value.trim() ?? ""
      return value === "" ? [] : [[name, value]]
    })
    return new URLSearchParams(chosen).toString()
  }

  const matches = (row: Row, chosen: URLSearchParams): boolean => {
    const [search, county, services, kind, state, isOnList] = row
    const is = (name: string, value: string): boolean => [null, "", value].includes(chosen.get(name))
    const wanted = chosen.get("state") ?? ""
    const words = (chosen.get("q") ?? "").normalize("NFKC").toLowerCase().split(/\s+/)
    return (
      words.every((word) => search.includes(word)) &&
      is("county", county) &&
      is("kind", kind) &&
      [null, "", ...services].includes(chosen.get("service")) &&
      (wanted === "" ? isOnList : wanted === "all" || wanted === state)
    )
  }

  const show = (): void => {
    const chosen = new URLSearchParams(location.search)
    const isWhole = fields.every((name) => (chosen.get(name) ?? "") === "")
    for (const name of fields) {
      const input = field(name)
      if (input !== null && input.value.trim() !== (chosen.get(name) ?? "")) input.value = chosen.get(name) ?? ""
    }
    translation?.setAttribute("href", translationPath + location.search)
    if (pages !== null) pages.hidden = !isWhole
    if (isWhole) {
      list.innerHTML = page
      status.textContent = ""
      return
    }
    withRows((all) => {
      const found = all.filter((row) => matches(row, chosen))
      list.innerHTML = found.map((row) => row[6]).join("")
      status.textContent = (form.dataset["count"] ?? "").replace("#", String(found.length))
    })
  }

  /** Typing updates a single history entry of the browser; each choice adds one. */
  const choose = (isTyping: boolean): void => {
    const query = chosenInForm()
    const address = query === "" ? location.pathname : `?${query}`
    if (isTyping && new URLSearchParams(location.search).has("q")) history.replaceState(null, "", address)
    else if (location.search !== (query === "" ? "" : `?${query}`)) history.pushState(null, "", address)
    show()
  }

  form.addEventListener("input", (event) => choose(event.target === field("q")))
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    choose(true)
  })
  form.addEventListener("reset", () => setTimeout(() => choose(false)))
  addEventListener("popstate", show)
  form.hidden = false
  show()
}
