// SPDX-License-Identifier: Apache-2.0
import type { MailPart } from '../../common/mail.ts';
import { readHead } from './headers.ts';
import type { RawHeader } from './headers.ts';
import { readStructured } from './params.ts';
import type { Structured } from './params.ts';
import { decodeTransfer } from './transfer.ts';

export type Leaf = Omit<MailPart, 'size' | 'sha256'> & {
  readonly params: Readonly<Record<string, string>>;
  /** Number of the innermost multipart/alternative around it, 0 when there is none. */
  readonly alternative: number;
};

export type Tree = {
  readonly headers: readonly RawHeader[];
  readonly root: Structured;
  readonly leaves: readonly Leaf[];
  readonly outline: readonly string[];
  readonly notes: readonly string[];
  readonly faults: readonly string[];
  /** What stands before the outermost multipart's first delimiter; some machines write their message there. */
  readonly preamble: Buffer;
};

const DEEPEST = 30;
const MOST_PARTS = 1000;

type Walk = {
  readonly leaves: Leaf[];
  readonly outline: string[];
  readonly notes: string[];
  readonly faults: Set<string>;
  alternatives: number;
  preamble: Buffer;
};
type Around = { readonly within: readonly string[]; readonly alternative: number; readonly fallback: string };

/** The tree of a mail, bounded in depth and number of parts. A mail inside a mail stays one leaf with its bytes. */
export function walkMail(bytes: Buffer): Tree {
  const walk: Walk = { leaves: [], outline: [], notes: [], faults: new Set(), alternatives: 0, preamble: Buffer.alloc(0) };
  const { headers, root } = node(walk, bytes, true, { within: [], alternative: 0, fallback: 'text/plain' });
  return {
    headers,
    root,
    leaves: walk.leaves,
    outline: walk.outline,
    notes: walk.notes,
    faults: [...walk.faults],
    preamble: walk.preamble,
  };
}

function node(walk: Walk, bytes: Buffer, isRoot: boolean, around: Around): { headers: readonly RawHeader[]; root: Structured } {
  const head = readHead(bytes, isRoot);
  const note = (text: string): void => void walk.notes.push(text);
  head.notes.forEach(note);
  const field = (name: string): string => head.headers.find((header) => header.name === name)?.value ?? '';
  const said = readStructured(field('content-type'), note);
  const type: Structured = { ...said, value: /^[^/\s]+\/[^/\s]+$/.test(said.value) ? said.value : around.fallback };
  walk.outline.push(type.value);
  const body = bytes.subarray(head.bodyAt);
  const pieces = type.value.startsWith('multipart/') ? cutParts(walk, body, type, around) : null;
  if (pieces === null) leaf(walk, body, type, field, around);
  else {
    if (isRoot) walk.preamble = body.subarray(0, Math.max(0, (pieces[0]?.byteOffset ?? body.byteOffset) - body.byteOffset));
    if (type.value === 'multipart/alternative') walk.alternatives += 1;
    const inner: Around = {
      within: [...around.within, type.value],
      alternative: type.value === 'multipart/alternative' ? walk.alternatives : around.alternative,
      fallback: type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain',
    };
    for (const piece of pieces) {
      if (walk.outline.length >= MOST_PARTS) {
        walk.faults.add(`more than ${MOST_PARTS} parts`);
        break;
      }
      node(walk, piece, false, inner);
    }
  }
  return { headers: head.headers, root: type };
}

function cutParts(walk: Walk, body: Buffer, type: Structured, around: Around): readonly Buffer[] | null {
  if (around.within.length >= DEEPEST) {
    walk.faults.add(`nested deeper than ${DEEPEST} levels`);
    return null;
  }
  const named = type.params['boundary'] ?? '';
  const found = named === '' ? [] : splitAt(body, named);
  if (found.length > 0) return found;
  const guessed = guessBoundary(body);
  const pieces = guessed === null ? [] : splitAt(body, guessed);
  if (pieces.length === 0) return null;
  walk.notes.push('the named boundary does not occur; the one in the text is used');
  return pieces;
}

/** The pieces between delimiter lines (RFC 2046, 5.1.1); the last one may be open, as in a mail that was cut off. */
function splitAt(body: Buffer, boundary: string): readonly Buffer[] {
  const mark = Buffer.from(`--${boundary}`, 'utf8');
  const pieces: Buffer[] = [];
  let open = -1;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue;
    const lineEnd = body.indexOf(0x0a, at);
    const end = lineEnd < 0 ? body.length : lineEnd;
    const tail = body.toString('latin1', at + mark.length, Math.min(end, at + mark.length + 200)).trimEnd();
    if (tail !== '' && tail !== '--') continue;
    if (open >= 0) pieces.push(trimmed(body, open, at));
    open = tail === '--' ? -1 : Math.min(end + 1, body.length);
    if (pieces.length > MOST_PARTS) break;
  }
  if (open >= 0) pieces.push(body.subarray(open));
  return pieces;
}

/** The line break before a delimiter belongs to the delimiter. */
function trimmed(body: Buffer, from: number, to: number): Buffer {
  let end = to;
  if (end > from && body[end - 1] === 0x0a) end -= 1;
  if (end > from && body[end - 1] === 0x0d) end -= 1;
  return body.subarray(from, end);
}

/** Where the header forgot its boundary: the first line of the form `--x` that another delimiter line answers. */
function guessBoundary(body: Buffer): string | null {
  const start = body.toString('latin1', 0, Math.min(body.length, 65_536));
  for (const match of [...start.matchAll(/^--((?:-{0,200})[^\s-](?:[^\r\n]{0,199}[^\s])?)[ \t]*\r?$/gm)].slice(0, 20)) {
    const name = match[1] ?? '';
    if (name !== '' && body.indexOf(`\n--${name}`, match.index + 1, 'latin1') >= 0) return name;
  }
  return null;
}

function leaf(walk: Walk, body: Buffer, type: Structured, field: (name: string) => string, around: Around): void {
  const note = (text: string): void => void walk.notes.push(text);
  const placed = readStructured(field('content-disposition'), note);
  const contentType = type.value.startsWith('multipart/') ? 'text/plain' : type.value;
  walk.leaves.push({
    contentType,
    within: around.within,
    alternative: around.alternative,
    params: type.params,
    fileName: (placed.params['filename'] ?? type.params['name'] ?? '').slice(0, 500),
    contentId: field('content-id').trim().replaceAll(/^<|>$/g, '').slice(0, 500),
    disposition: placed.value === 'attachment' ? 'attachment' : placed.value === 'inline' ? 'inline' : 'none',
    bytes: decodeTransfer(body, field('content-transfer-encoding'), contentType.startsWith('text/')),
  });
}
