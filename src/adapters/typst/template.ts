// SPDX-License-Identifier: Apache-2.0
/**
 * The page, written once. All content comes in as data (sys.inputs): text stays text, whatever stands in it.
 * TLP 2.0 (FIRST) wants its label in head and foot, 12 points or more, in its colour on black.
 */
export const TEMPLATE = `
#let paper = json(bytes(sys.inputs.paper))
#let ja = paper.lang == "ja"
#let soft = luma(85)
#let (year, month, day, hour, minute, second) = paper.date
#let tlp-colours = ("RED": rgb(255, 43, 43), "AMBER+STRICT": rgb(255, 192, 0), "AMBER": rgb(255, 192, 0), "GREEN": rgb(51, 255, 0), "CLEAR": rgb(255, 255, 255))
#let tlp-mark = if paper.tlp != none { box(fill: black, inset: (x: 3pt, y: 2.5pt), text(size: 12pt, weight: "bold", fill: tlp-colours.at(paper.tlp), "TLP:" + paper.tlp)) }
#let practice-word = if ja { "【訓練】" } else { "[EXERCISE]" }
#let practice-mark = if paper.practice { text(size: 12pt, weight: "bold", fill: rgb(176, 0, 32), practice-word) }

// Hashes and addresses of pages get places to break that no copy of the text carries.
#let line-of(line) = if line.len() > 5000 { [#line] } else {
  show regex("[!-~]{21,}"): it => it.text.clusters().chunks(8).map(part => part.join()).join(h(0.01pt))
  [#line]
}
#let lines-of(it) = it.split("\\n").map(line-of).join(linebreak())
#let end-of(index) = label("end-" + str(if paper.numbering == "each" { index } else { paper.sections.len() - 1 }))
#let page-of(index) = context {
  let (at, all) = (counter(page).get().first(), counter(page).at(end-of(index)).first())
  // Letters of one batch may be in several languages.
  if paper.numbering == "each" { str(at) + " / " + str(all) }
  else if ja { str(at) + " / " + str(all) + " ページ" } else { "page " + str(at) + " of " + str(all) }
}
#let little(it) = text(size: 7.5pt, fill: soft, it)
#let edge(..cells) = grid(columns: (1fr, auto, 1fr, auto), align: (left + horizon, center + horizon, right + horizon, right + horizon), column-gutter: 6pt, ..cells)
#let head(section) = edge(little(lines-of((paper.organisation, section.reference).filter(it => it != "").join("\\n", default: ""))), practice-mark, none, tlp-mark)
#let foot(index) = edge(little(paper.printed), practice-mark, little(page-of(index)), tlp-mark)

#set document(title: if paper.practice { practice-word + paper.title } else { paper.title }, author: paper.organisation, date: datetime(year: year, month: month, day: day, hour: hour, minute: minute, second: second))
#set page(paper: paper.size, margin: if paper.size == "a5" { (x: 14mm, top: 20mm, bottom: 17mm) } else { (x: 17mm, top: 20mm, bottom: 16mm) })
#set text(font: paper.fonts, size: if paper.size == "a5" { 9pt } else { 9.4pt }, lang: paper.lang, region: if ja { "JP" } else { none }, cjk-latin-spacing: none, costs: (widow: 100%, orphan: 100%))
#set par(leading: 0.72em, spacing: 0.85em, justify: false)
#show heading: it => block(above: 1.3em, below: 0.75em, sticky: true, text(size: (14pt, 11.2pt, 10pt).at(it.level - 1), weight: "bold", it.body))
#set table(stroke: 0.4pt + luma(150), inset: (x: 5pt, y: 4.5pt))
#show table.cell.where(y: 0): set text(weight: "bold")

#let fields(rows) = {
  show table.cell: set text(weight: "regular")
  table(columns: (1fr, 2.6fr), fill: (x, _) => if x == 0 { luma(242) }, ..rows.flatten().map(lines-of))
}
#let block-of(it) = {
  if it.type == "title" { heading(level: 1, lines-of(it.text)) }
  else if it.type == "heading" { heading(level: 2, lines-of(it.text)) }
  else if it.type == "subheading" { heading(level: 3, lines-of(it.text)) }
  else if it.type == "text" { par(lines-of(it.text)) }
  else if it.type == "prose" { par(justify: true, first-line-indent: if ja { (amount: 1em, all: true) } else { 0pt }, lines-of(it.text)) }
  else if it.type == "right" { align(right, par(lines-of(it.text))) }
  else if it.type == "small" { text(size: 8pt, fill: soft, par(lines-of(it.text))) }
  else if it.type == "box" { block(width: 100%, stroke: 0.7pt, inset: 8pt, par(lines-of(it.text))) }
  else if it.type == "code" { block(width: 100%, fill: luma(244), inset: 6pt, text(size: 8.5pt, par(lines-of(it.text)))) }
  else if it.type == "address" { block(width: 90mm, below: 12mm, text(size: 10.5pt, lines-of(it.lines.join("\\n", default: "")))) }
  else if it.type == "list" { list(marker: text(it.mark), tight: false, spacing: 0.7em, ..it.items.map(lines-of)) }
  else if it.type == "numbered" { enum(numbering: "1.", tight: false, spacing: 0.7em, ..it.items.map(lines-of)) }
  else if it.type == "fields" { fields(it.rows) }
  else if it.type == "table" { table(columns: it.columns.map(column => column.parts * 1fr), table.header(repeat: true, ..it.columns.map(column => lines-of(column.heading))), ..it.rows.flatten().map(lines-of)) }
  else if it.type == "contents" { heading(level: 2, outlined: false, lines-of(it.text)); context outline(title: none, depth: 2, indent: 1em, target: selector(heading.where(outlined: true)).after(here())) }
  else if it.type == "lines" { for _ in range(it.count) { block(above: 2.2em, below: 0pt, line(length: 100%, stroke: 0.4pt + luma(120))) } }
  else if it.type == "qr" { image(bytes(it.svg), format: "svg", width: 28mm, alt: it.means) }
}
#for (index, section) in paper.sections.enumerate() {
  set page(header: head(section), footer: foot(index))
  if paper.numbering == "each" { counter(page).update(1) }
  for it in section.blocks { block-of(it) }
  [#metadata(index)#label("end-" + str(index))]
}
`;
