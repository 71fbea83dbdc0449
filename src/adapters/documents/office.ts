// SPDX-License-Identifier: Apache-2.0
import { unzipSync } from 'fflate';
import type { PartReading, Passage, Place } from '../../triage/file/part-reading.port.ts';
import { linksIn } from './members.ts';
import type { Members } from './members.ts';
import { sheetPassages } from './sheet.ts';
import { xmlPieces } from './xml-words.ts';

const LARGEST_FILE = 30_000_000;
const LARGEST_ALL = 60_000_000;
const MOST_FILES = 400;
const LONGEST = 400_000;
/** What holds words or where links lead, in documents, sheets and slides (ECMA-376). */
const WANTED =
  /^(?:word\/(?:document|footnotes|endnotes|comments|header\d{1,3}|footer\d{1,3})\.xml|xl\/(?:workbook|sharedStrings|comments\d{0,3})\.xml|xl\/worksheets\/[\w.-]{1,60}\.xml|ppt\/slides\/slide\d{1,4}\.xml|(?:word|xl|xl\/worksheets|ppt\/slides)\/_rels\/[\w.-]{1,60}\.rels)$/i;

/** Whether the bytes begin as a zip with a first entry; OOXML and ODF files do. */
export const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));

/** The words of a document, a workbook or slides in Office Open XML. Macros, pictures and objects in it are not looked at. */
export function readOffice(bytes: Buffer): PartReading {
  const members = membersOf(bytes);
  if (typeof members === 'string') return { is: 'not-read', why: members };
  const found = passagesOf(members);
  if (found === null) return { is: 'not-read', why: 'archive' };
  const passages: Passage[] = [];
  let left = LONGEST;
  for (const passage of found.passages) {
    if (left <= 0) break;
    passages.push({ ...passage, text: passage.text.slice(0, left) });
    left -= passage.text.length;
  }
  if (passages.length === 0) return { is: 'not-read', why: 'no-words' };
  return { is: 'read', form: found.form, passages, codes: [], cut: left <= 0, blank: [] };
}

/** Sizes are those that the archive states: an unpacked member is never longer than what it was admitted with. */
function membersOf(bytes: Buffer): Members | 'damaged' | 'too-large' {
  const room = { left: LARGEST_ALL, files: MOST_FILES, over: false };
  try {
    const files = unzipSync(Uint8Array.from(bytes), {
      filter: ({ name, originalSize }) => {
        if (!WANTED.test(name)) return false;
        if (originalSize > LARGEST_FILE || originalSize > room.left || room.files === 0) {
          room.over = true;
          return false;
        }
        room.left -= originalSize;
        room.files -= 1;
        return true;
      },
    });
    if (room.over) return 'too-large';
    return new Map(Object.entries(files).map(([name, data]) => [name.toLowerCase(), new TextDecoder('utf-8').decode(data)]));
  } catch {
    return 'damaged';
  }
}

function passagesOf(members: Members): { readonly form: 'word' | 'sheet' | 'slides'; readonly passages: Iterable<Passage> } | null {
  if (members.has('word/document.xml')) return { form: 'word', passages: wordPassages(members) };
  if (members.has('xl/workbook.xml')) return { form: 'sheet', passages: sheetPassages(members) };
  const slides = [...members.keys()].filter((name) => name.startsWith('ppt/slides/slide'));
  return slides.length === 0 ? null : { form: 'slides', passages: slidePassages(members, slides) };
}

function* wordPassages(members: Members): Generator<Passage> {
  let number = 0;
  const next = (): Place => ({ of: 'paragraph', number: (number += 1) });
  for (const [name, xml] of members)
    if (name.startsWith('word/') && name.endsWith('.xml')) for (const text of paragraphs(xml, 'w:p', 'w:t')) yield { at: next(), text };
  for (const text of linksIn(members, 'word/_rels/')) yield { at: next(), text };
}

function* slidePassages(members: Members, slides: readonly string[]): Generator<Passage> {
  const numbered = slides
    .map((name) => ({ name, number: Number(/(\d{1,4})\.xml$/.exec(name)?.[1] ?? 0) }))
    .toSorted((a, b) => a.number - b.number);
  for (const { name, number } of numbered) {
    const links = linksIn(members, `ppt/slides/_rels/slide${number}.xml.rels`);
    const text = [...paragraphs(members.get(name) ?? '', 'a:p', 'a:t'), ...links].join('\n');
    if (text !== '') yield { at: { of: 'slide', number }, text };
  }
}

/** The words within `word` elements, one text for each `block`. */
function* paragraphs(xml: string, block: string, word: string): Generator<string> {
  let text = '';
  let inWord = false;
  for (const piece of xmlPieces(xml)) {
    if ('words' in piece) {
      if (inWord) text += piece.words;
      continue;
    }
    const { name, closing } = piece.tag;
    if (name === word) inWord = !closing && !piece.empty;
    else if (name === 'w:tab' || name === 'w:br' || name === 'a:br') text += ' ';
    else if (name === block && closing) {
      if (text.trim() !== '') yield text;
      text = '';
    }
  }
  if (text.trim() !== '') yield text;
}
