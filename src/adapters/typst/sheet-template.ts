// SPDX-License-Identifier: Apache-2.0
/** The page, written once. All content comes in as data (sys.inputs): text stays text, whatever stands in it. */
export const SHEET_TEMPLATE = `
#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.header)
#set page(paper: "a4", margin: (x: 16mm, top: 18mm, bottom: 14mm), header: text(size: 7.5pt, fill: luma(90))[#paper.header], footer: context align(right, text(size: 7.5pt, fill: luma(90))[#counter(page).display("1 / 1", both: true)]))
#set text(font: ("Noto Sans JP", "Noto Sans CJK JP", "IPAexGothic", "DejaVu Sans"), size: 9.4pt, lang: paper.lang, cjk-latin-spacing: none)
#set par(leading: 0.72em, justify: false)
#let block-of(entry) = {
  if entry.type == "title" { block(below: 0.9em, text(size: 14pt, weight: "bold", entry.text)) }
  else if entry.type == "heading" { block(above: 1.3em, below: 0.7em, sticky: true, text(size: 10.6pt, weight: "bold", entry.text)) }
  else if entry.type == "text" { block(above: 0.75em, below: 0.75em, text(entry.text)) }
  else { for item in entry.items { block(above: 0.7em, below: 0.7em, breakable: false, grid(columns: (1.5em, 1fr), text(entry.mark), text(item))) } }
}
#for (index, page) in paper.pages.enumerate() {
  if index > 0 { pagebreak() }
  for entry in page { block-of(entry) }
}
`;
