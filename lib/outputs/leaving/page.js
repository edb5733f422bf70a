// What the page does: draws the grid (drawGrid, of the dashboard itself) and what is behind the open cell. All text is set as text, never as HTML.

const { grid, orders, cells, texts } = JSON.parse(document.getElementById("matrix").textContent)
const [panel, line, order] = ["panel", "line", "order"].map((id) => document.getElementById(id))
let open = {}

const make = (tag, text, attributes = {}) => {
  const element = document.createElement(tag)
  if (text !== undefined) element.textContent = text
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  return element
}

const written = (text) => make("span", text, { class: "text", dir: "auto" })

const source = ({ source, link }) => {
  if (!/^https?:\/\//.test(link)) return written(source)
  const leads = make("a", undefined, { href: link, target: "_blank", rel: "noopener noreferrer" })
  leads.append(written(source))
  return leads
}

const entry = (item) => {
  const line = make("li")
  line.append(written(item.text))
  if (item.good) line.append(" ", make("strong", item.good))
  const small = make("small")
  item.facts.forEach((fact, at) => small.append(at ? " · " : "", written(fact)))
  if (item.source) small.append(make("br"), texts.source, source(item))
  line.append(make("br"), small)
  return line
}

const show = () => {
  const cell = cells[`${open.place} ${open.point}`]
  panel.replaceChildren(make("h2", cell.title), make("p", cell.known, { class: "warning" }))
  for (const part of cell.parts) {
    if (part.head) panel.append(make("h3", part.head))
    const list = make(part.items ? "ul" : "dl")
    if (part.items) list.append(...part.items.map(entry))
    else for (const [term, text] of part.facts) {
      const said = make("dd")
      said.append(written(text))
      list.append(make("dt", term), said)
    }
    panel.append(list)
  }
  for (const note of cell.notes) panel.append(make("p", note))
  const leads = make("a", texts.read, { href: "#panel" })
  line.replaceChildren(make("strong", texts.open), `${cell.title} – ${cell.known}. `, leads)
}

const draw = () => {
  const rows = orders[order.value].map((at) => grid.rows[at])
  drawGrid({
    data: { ...grid, rows, ...open },
    parentElement: document,
    setTriggerValue: (_, cell) => {
      open = cell
      draw()
      show()
    },
  })
}

order.onchange = draw
draw()
