// SPDX-License-Identifier: Apache-2.0

/** Ranges of code points, both ends included. */
export type Letters = readonly (readonly [number, number])[];

const TAGS = { collection: 'ttcf', table: 'cmap' };

/**
 * The characters for which a TrueType or OpenType file has a shape, by its `cmap` (formats 4 and 12, ISO/IEC 14496-22
 * 5.2.1). Of a collection the first face is read. Throws RangeError on bytes that are no font.
 */
export function lettersOf(font: Uint8Array): Letters {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tag = (at: number) => String.fromCharCode(...[0, 1, 2, 3].map((next) => view.getUint8(at + next)));
  const face = tag(0) === TAGS.collection ? view.getUint32(12) : 0;
  const tables = Array.from({ length: view.getUint16(face + 4) }, (_, index) => face + 12 + 16 * index);
  const record = tables.find((at) => tag(at) === TAGS.table);
  if (record === undefined) throw new RangeError('a font without cmap');
  const cmap = view.getUint32(record + 8);
  return Array.from({ length: view.getUint16(cmap + 2) }, (_, index) => cmap + view.getUint32(cmap + 4 + 8 * index + 4)).flatMap((at) => {
    const format = view.getUint16(at);
    return format === 12 ? groups(view, at) : format === 4 ? segments(view, at) : [];
  });
}

function groups(view: DataView, at: number): Letters {
  return Array.from({ length: view.getUint32(at + 12) }, (_, index) => {
    const group = at + 16 + 12 * index;
    return [view.getUint32(group), view.getUint32(group + 4)] as const;
  });
}

/** The last segment, 0xffff, stands for nothing. A segment may hold gaps; what a font of one's own lacks there is printed as a box. */
function segments(view: DataView, at: number): Letters {
  const doubled = view.getUint16(at + 6);
  return Array.from({ length: doubled / 2 }, (_, index) => {
    const end = at + 14 + 2 * index;
    return [view.getUint16(end + 2 + doubled), view.getUint16(end)] as const;
  }).filter(([first]) => first !== 0xffff);
}

/** Marks that change the letter before them, or join two: without a shape of their own. */
const SHAPELESS = /[\u200b-\u200d\u2060]|\p{Variation_Selector}/u;

/** A text in which each character that no font can show stands as its number, `[U+D55C]`, in place of an empty box. */
export function showable(letters: readonly Letters[]): (text: string) => string {
  const known = new Map<string, string>();
  const shown = (char: string): string => {
    const kept = known.get(char);
    if (kept !== undefined) return kept;
    const point = char.codePointAt(0) ?? 0;
    const has =
      char === '\n' || SHAPELESS.test(char) || letters.some((one) => one.some(([first, last]) => point >= first && point <= last));
    const made = has ? char : `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`;
    known.set(char, made);
    return made;
  };
  return (text) => Array.from(text, shown).join('');
}
