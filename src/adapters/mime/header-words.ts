// SPDX-License-Identifier: Apache-2.0
import { decodeText } from './charset/charset.ts';
import { decodeBase64, decodeQuotedPrintable } from './transfer.ts';
import { decodeStrict } from './charset/strict.ts';
import { visible } from './visible.ts';

/** Beyond this many bytes a header's value is cut before it is decoded; the cut is noted. */
export const LONGEST_VALUE = 16_384;

/** The charset of raw bytes: as the mail declares it, or, where it declares none, as the rest of the mail looks. */
export type Hint = string | null | { readonly looks: string };

type Piece =
  | { readonly is: 'raw'; readonly bytes: string }
  | { readonly is: 'word'; readonly charset: string; readonly bytes: Buffer; readonly broken: boolean };

/** Encoded words of RFC 2047, also with spaces within, with a language (RFC 2231) and cut off at the end of the value. */
const WORD = /=\?([^?\s]{1,60})\?([bq])\?((?:[^?\r\n]|\?(?!=)){0,4000})(\?=|$)/gi;

/**
 * A header's value, given as one character for each byte, in Unicode. Adjacent words of one charset are joined as
 * bytes first, because mailers cut within a character; raw eight-bit or escaped runs are decoded by `hint` or by looks.
 */
export function decodeHeader(value: string, hint: Hint, note: (text: string) => void): string {
  if (value.length > LONGEST_VALUE) note(`a header of ${value.length} bytes; the first ${LONGEST_VALUE} are read`);
  const cut = value.slice(0, LONGEST_VALUE);
  // oxlint-disable-next-line no-control-regex -- the fast way out is for plain ASCII without escapes
  if (!cut.includes('=?') && !/[\u001b\u0080-\u00ff]/.test(cut)) return visible(cut, false).trim();
  return visible(
    pieces(cut)
      .map((piece) => {
        const { text, note: said } = piece.is === 'raw' ? rawRun(piece.bytes, hint) : decodeText(piece.bytes, piece.charset);
        if (said !== null) note(`header: ${said}`);
        if (piece.is === 'word' && piece.broken) note('header: an encoded word without its end');
        return text;
      })
      .join(''),
    false,
  ).trim();
}

function rawRun(bytes: string, hint: Hint): { text: string; note: string | null } {
  // oxlint-disable-next-line no-control-regex -- as above
  if (!/[\u001b\u0080-\u00ff]/.test(bytes)) return { text: bytes, note: null };
  const raw = Buffer.from(bytes, 'latin1');
  if (typeof hint === 'object' && hint !== null) {
    // A name of one or two characters tells nothing by itself; UTF-8 that fits is UTF-8 all the same.
    const text = decodeStrict(raw, 'utf-8') === null ? decodeStrict(raw, hint.looks) : null;
    return text === null ? rawRun(bytes, null) : { text, note: `raw bytes read as ${hint.looks}, like the rest of the mail` };
  }
  const decoded = decodeText(raw, hint);
  return { text: decoded.text, note: decoded.note ?? `raw bytes read as ${hint ?? 'utf-8'}` };
}

function pieces(value: string): readonly Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const match of value.matchAll(WORD)) {
    const between = value.slice(from, match.index);
    const [whole, charset = '', way = '', text = '', end = ''] = match;
    const word: Piece = { is: 'word', charset: charset.replace(/[*].*$/, ''), bytes: wordBytes(way, text), broken: end === '' };
    const last = out.at(-1);
    from = match.index + whole.length;
    if (last?.is === 'word' && /^[ \t]*$/.test(between)) {
      if (last.charset.toLowerCase() === word.charset.toLowerCase()) {
        out[out.length - 1] = { ...last, bytes: Buffer.concat([last.bytes, word.bytes]), broken: word.broken };
        continue;
      }
    } else if (between !== '') out.push({ is: 'raw', bytes: between });
    out.push(word);
  }
  if (from < value.length) out.push({ is: 'raw', bytes: value.slice(from) });
  return out;
}

function wordBytes(way: string, text: string): Buffer {
  if (way.toLowerCase() === 'b') return Buffer.from(decodeBase64(Buffer.from(text, 'latin1')));
  return Buffer.from(decodeQuotedPrintable(Buffer.from(text.replaceAll(/=[ \t]+(?=[0-9a-f])/gi, '='), 'latin1'), true));
}

/** The same value with everything beyond ASCII as UTF-8 words, so that a structured reader meets no stray comma or quote. */
export function asUtf8Words(value: string, hint: Hint, note: (text: string) => void): string {
  const cut = value.slice(0, LONGEST_VALUE);
  // oxlint-disable-next-line no-control-regex -- as above
  if (!cut.includes('=?') && !/[\u001b\u0080-\u00ff]/.test(cut)) return cut;
  return pieces(cut)
    .map((piece) => {
      if (piece.is === 'word') return utf8Word(decodeHeader(`=?${piece.charset}?B?${piece.bytes.toString('base64')}?=`, hint, note));
      return rawPieces(piece.bytes)
        .map((run) => (run.plain ? run.text : utf8Word(decodeHeader(run.text, hint, note))))
        .join('');
    })
    .join('');
}

// oxlint-disable-next-line no-control-regex -- ESC opens a run of ISO-2022-JP
const RUNS = /\u001b\$[\s\S]*?(?:\u001b\([BJ]|$)|[\u0080-\u00ff](?:[^"<>,;@]*[\u0080-\u00ff])?[A-~]?|[^\u001b\u0080-\u00ff]+|\u001b/g;

/** Cuts a raw run into what is plain ASCII and what is not; an escaped Japanese run is kept whole to its return. */
function rawPieces(bytes: string): readonly { readonly plain: boolean; readonly text: string }[] {
  return [...bytes.matchAll(RUNS)].map(
    // oxlint-disable-next-line no-control-regex -- as above
    ([text]) => ({ plain: !/[\u001b\u0080-\u00ff]/.test(text), text }),
  );
}

function utf8Word(text: string): string {
  return `=?utf-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}
