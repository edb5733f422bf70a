// The matrix as a real table: the twin of the heatmap for keyboards, screen readers and print.
// Arrow keys move (one tab stop, roving tabindex), Enter or a click opens a cell. All text is set as text, never as HTML.

// Opening a cell lets the page run again, which draws the table anew: for two seconds the focus goes back to where it was.
const returning = { until: 0 }

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".matrix")
  // Told to whoever does not see that something opened elsewhere on the page: the same element each time, or it would not be read out.
  parentElement.querySelector(".opened").textContent = data.opened ?? ""

  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag)
    if (text !== undefined) element.textContent = text
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    return element
  }

  const table = make("table", undefined, { role: "grid", "aria-label": data.caption, "aria-readonly": "true" })
  const head = make("tr")
  head.append(make("th", data.corner, { scope: "col" }))
  for (const column of data.columns) head.append(make("th", column.name, { scope: "col", class: data.point === column.id ? "open" : "" }))
  head.append(make("th", data.margin, { scope: "col" }))
  const top = make("thead")
  top.append(head)
  const body = make("tbody")
  data.rows.forEach((row, r) => {
    const line = make("tr")
    line.append(make("th", row.name, { scope: "row", class: data.place === row.id ? "open" : "" }))
    row.cells.forEach((cell, c) => {
      const open = data.place === row.id && data.point === data.columns[c].id
      const box = make("td", cell.mark, {
        role: "gridcell", tabindex: "-1", "data-row": r, "data-column": c,
        "aria-label": `${row.name}, ${data.columns[c].name}: ${cell.words}`, "aria-selected": String(open), title: cell.words,
        class: open ? "open" : "",
      })
      box.style.background = cell.fill
      box.style.color = cell.ink
      box.style.setProperty("--outline", cell.outline)
      line.append(box)
    })
    line.append(make("td", row.margin, { class: "margin" }))
    body.append(line)
  })
  const foot = make("tfoot")
  for (const count of data.counts) {
    const line = make("tr")
    line.append(make("th", count.name, { scope: "row" }))
    for (const number of count.countries) line.append(make("td", number))
    line.append(make("td", ""))
    foot.append(line)
  }
  table.append(make("caption", data.caption), top, body, foot)
  root.replaceChildren(table)

  const at = (r, c) => root.querySelector(`[data-row="${r}"][data-column="${c}"]`)
  const go = (r, c, focus) => {
    const next = at(r, c)
    if (!next) return
    root.querySelectorAll('[tabindex="0"]').forEach((box) => (box.tabIndex = -1))
    next.tabIndex = 0
    if (!focus) return
    next.focus()
    Object.assign(returning, { row: r, column: c })
  }
  const chosen = root.querySelector("td.open")
  if (Date.now() < returning.until) go(returning.row, returning.column, true)
  else if (chosen) go(chosen.dataset.row, chosen.dataset.column, false)
  else go(0, 0, false)

  const open = (box) => {
    Object.assign(returning, { row: box.dataset.row, column: box.dataset.column, until: Date.now() + 2000 })
    setTriggerValue("opened", { place: data.rows[box.dataset.row].id, point: data.columns[box.dataset.column].id })
  }
  root.onclick = (event) => {
    const box = event.target.closest("[data-row]")
    if (!box) return
    go(box.dataset.row, box.dataset.column, true)
    open(box)
  }
  root.onkeydown = (event) => {
    const box = event.target.closest("[data-row]")
    if (!box) return
    const r = Number(box.dataset.row), c = Number(box.dataset.column)
    const last = data.columns.length - 1
    const moves = {
      ArrowUp: [r - 1, c], ArrowDown: [r + 1, c], ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1],
      Home: event.ctrlKey ? [0, 0] : [r, 0], End: event.ctrlKey ? [data.rows.length - 1, last] : [r, last],
    }
    if (event.key === "Enter" || event.key === " ") open(box)
    else if (event.key in moves) go(...moves[event.key], true)
    else return
    event.preventDefault()
  }
}
