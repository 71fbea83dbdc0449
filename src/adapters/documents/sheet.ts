// SPDX-License-Identifier: Apache-2.0
import type { Passage } from '../../triage/file/part-reading.port.ts';
import { linksIn } from './members.ts';
import type { Members } from './members.ts';
import { plain, xmlPieces } from './xml-words.ts';

const MOST_CELLS = 200_000;

/** The cells of a workbook that hold words, sheet by sheet; then where its links lead (ECMA-376 part 1, 18.3). */
export function* sheetPassages(members: Members): Generator<Passage> {
  const strings = sharedStrings(members.get('xl/sharedstrings.xml') ?? '');
  let left = MOST_CELLS;
  for (const { file, name } of sheetsOf(members)) {
    for (const { cell, text } of cellsOf(members.get(file) ?? '', strings)) {
      yield { at: { of: 'cell', sheet: name, cell }, text };
      left -= 1;
      if (left === 0) return;
    }
    const links = linksIn(members, file.replace(/([^/]+)$/, '_rels/$1.rels'));
    if (links.length > 0) yield { at: { of: 'cell', sheet: name, cell: '—' }, text: links.join('\n') };
  }
}

/** Sheets in the order of the workbook with the names that people see; where the relations are lost, by their file. */
function sheetsOf(members: Members): readonly { readonly file: string; readonly name: string }[] {
  const files = new Map<string, string>();
  for (const piece of xmlPieces(members.get('xl/_rels/workbook.xml.rels') ?? '')) {
    if ('words' in piece || piece.tag.name !== 'relationship') continue;
    const target = (piece.tag.attributes.get('target') ?? '').replace(/^\/?(?:xl\/)?/, '');
    files.set(piece.tag.attributes.get('id') ?? '', `xl/${target}`.toLowerCase());
  }
  const sheets: { file: string; name: string }[] = [];
  for (const piece of xmlPieces(members.get('xl/workbook.xml') ?? '')) {
    if ('words' in piece || piece.tag.name !== 'sheet') continue;
    const file = files.get(piece.tag.attributes.get('r:id') ?? '');
    if (file !== undefined && members.has(file)) sheets.push({ file, name: plain(piece.tag.attributes.get('name') ?? '').slice(0, 60) });
  }
  const named = new Set(sheets.map(({ file }) => file));
  const others = [...members.keys()].filter((name) => name.startsWith('xl/worksheets/') && name.endsWith('.xml') && !named.has(name));
  return [...sheets, ...others.map((file) => ({ file, name: file.slice('xl/worksheets/'.length, -'.xml'.length) }))];
}

function sharedStrings(xml: string): readonly string[] {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  // Readings beside kanji (rPh) are no part of the word.
  let inReading = false;
  for (const piece of xmlPieces(xml)) {
    if ('words' in piece) {
      if (inText && !inReading) text += piece.words;
      continue;
    }
    const { name, closing } = piece.tag;
    if (name === 't') inText = !closing && !piece.empty;
    else if (name === 'rph') inReading = !closing;
    else if (name === 'si' && (closing || piece.empty)) {
      strings.push(text);
      text = '';
    }
  }
  return strings;
}

function* cellsOf(xml: string, strings: readonly string[]): Generator<{ readonly cell: string; readonly text: string }> {
  let open = { cell: '', type: '', text: '' };
  let inValue = false;
  for (const piece of xmlPieces(xml)) {
    if ('words' in piece) {
      if (inValue) open.text += piece.words;
      continue;
    }
    const { name, closing, attributes } = piece.tag;
    if (name === 'v' || name === 't') inValue = !closing && !piece.empty;
    else if (name === 'c' && !closing && !piece.empty)
      open = { cell: (attributes.get('r') ?? '').slice(0, 12), type: attributes.get('t') ?? '', text: '' };
    else if (name === 'c' && closing) {
      const text = open.type === 's' ? (strings[Number(open.text)] ?? '') : open.text;
      if (text.trim() !== '') yield { cell: open.cell, text };
    }
  }
}
