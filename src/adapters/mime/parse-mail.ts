// SPDX-License-Identifier: Apache-2.0
import { addressParser } from 'postal-mime';
import type { Mail, MailAddress, MailPart } from '../../common/mail.ts';
import { calendarText } from './forms/calendar-text.ts';
import { carriedIn } from './forms/carried.ts';
import { decodeText, looksLike } from './charset/charset.ts';
import { withoutComments } from './comments.ts';
import { unflow } from './flowed.ts';
import { asUtf8Words, decodeHeader } from './header-words.ts';
import type { Hint } from './header-words.ts';
import type { RawHeader } from './headers.ts';
import { htmlToText, htmlWords } from './html-text.ts';
import { unwrapped } from './forms/wrapped.ts';
import { saysTnef, unpackTnef } from './forms/packed.ts';
import { sealedIn } from './forms/sealed.ts';
import { visible } from './visible.ts';
import { walkMail } from './walk.ts';
import type { Leaf, Tree } from './walk.ts';

/** Text parts beyond this many bytes are read up to here; the raw source has all of it. */
const LONGEST_PART = 1024 * 1024;
const LONGEST_TEXT = 400_000;
const MOST_NOTES = 20;

/** Mails inside mails are followed this deep; deeper ones stay attachments. */
const DEEPEST = 4;
const MOST_CARRIED = 50;

/** Reads any bytes as a mail as well as they can be read. Never throws for what stands in the bytes; the caller sets limits of time and memory. */
export function readMail(raw: Uint8Array): Mail {
  return readAt(raw, 0);
}

function readAt(raw: Uint8Array, depth: number): Mail {
  const form = unwrapped(Buffer.from(raw.buffer, raw.byteOffset, raw.length));
  const bytes = withLineFeeds(form.bytes);
  const tree = unpacked(walkMail(bytes));
  const notes = new Set<string>([...form.notes, ...tree.notes]);
  const note = (text: string): void => void notes.add(text);
  const body = withPreamble(readBody(tree.leaves, note), tree, note);
  const hint = hintOf(tree);
  const first = (name: string): string => firstValue(tree.headers, name);
  const addresses = (name: string): readonly MailAddress[] => readAddresses(tree.headers, name, hint, note);
  const carried = depth < DEEPEST ? body.attachments.flatMap((part) => carriedIn(part)).slice(0, MOST_CARRIED) : [];
  const words = body.html === null ? { seen: '', hidden: '', picturesOnly: false } : htmlWords(body.html);
  const mail = {
    rebuilt: form.rebuilt,
    headers: tree.headers.map(({ name, shown, value }) => ({ name, shown, value: decodeHeader(value, hint, note) })),
    contentType: tree.root.value,
    contentParams: tree.root.params,
    subject: decodeHeader(first('subject'), hint, note).slice(0, 2000),
    from: addresses('from'),
    to: addresses('to'),
    cc: addresses('cc'),
    replyTo: addresses('reply-to'),
    date: readDate(first('date')),
    messageId: first('message-id') === '' ? null : visible(first('message-id'), false).slice(0, 1000),
    text: body.text,
    textTruncated: body.truncated,
    htmlText: visible(words.seen, true).slice(0, LONGEST_TEXT),
    picturesOnly: words.picturesOnly,
    hiddenText: visible(words.hidden, true).slice(0, LONGEST_TEXT),
    html: body.html,
    outline: tree.outline,
    attachments: body.attachments,
    embedded: carried.map((inner) => readAt(inner, depth + 1)),
    embeddedBytes: carried,
  };
  return {
    ...mail,
    unreadable: form.faults.length > 0 ? form.faults : unreadable(tree, mail, bytes),
    charsetNotes: [...notes].slice(0, MOST_NOTES).map((text) => visible(text, false).slice(0, 300)),
  };
}

/** What Outlook packed (winmail.dat) stands where the packet stood; of its texts only those that no other part has. */
function unpacked(tree: Tree): Tree {
  if (!tree.leaves.some((leaf) => saysTnef(leaf.contentType, leaf.fileName))) return tree;
  const squeezed = (text: string): string => text.replaceAll(/\s+/g, '');
  const written = tree.leaves.filter((leaf) => leaf.contentType.startsWith('text/') && leaf.bytes.length <= LONGEST_PART);
  const known = squeezed(written.map((leaf) => decodeText(leaf.bytes, leaf.params['charset'] ?? null).text).join('\n'));
  const notes = [...tree.notes];
  const leaves = tree.leaves.flatMap((leaf): readonly Leaf[] => {
    const parts = saysTnef(leaf.contentType, leaf.fileName) ? unpackTnef(leaf.bytes) : null;
    if (parts === null) return [leaf];
    notes.push('winmail.dat (Outlook) was unpacked');
    const texts = parts.filter((part) => part.charset !== null);
    const again =
      texts.length > 0 && texts.every((part) => part.contentType === 'text/plain' && known.includes(squeezed(part.bytes.toString('utf8'))));
    return parts
      .filter((part) => part.charset === null || !again)
      .map((part) => ({
        ...part,
        within: [...leaf.within, 'application/ms-tnef'],
        alternative: part.charset === null ? leaf.alternative : -1,
        params: part.charset === null ? {} : { charset: part.charset },
        disposition: part.charset === null ? 'attachment' : 'none',
      }));
  });
  return { ...tree, leaves, notes };
}

/** Files of old systems end their lines with CR alone. */
function withLineFeeds(bytes: Buffer): Buffer {
  if (bytes.includes(0x0a) || !bytes.includes(0x0d)) return bytes;
  return Buffer.from(bytes.map((byte) => (byte === 0x0d ? 0x0a : byte)));
}

function unreadable(tree: Tree, mail: Omit<Mail, 'unreadable' | 'charsetNotes'>, bytes: Buffer): readonly string[] {
  const why = [...tree.faults];
  if (bytes.length === 0) why.push('it is empty');
  else if (tree.headers.length === 0) why.push('it has no mail headers');
  else if (mail.subject === '' && mail.text === '' && mail.html === null && mail.attachments.length === 0)
    why.push('it has no subject and no content');
  why.push(...sealedIn(mail, tree.outline));
  return why;
}

/** A mail that declares no charset in any part is in one all the same: its body and subject tell which. */
function hintOf(tree: Tree): Hint {
  const declared = tree.root.params['charset'] ?? tree.leaves.find((leaf) => leaf.params['charset'] !== undefined)?.params['charset'];
  if (declared !== undefined) return declared;
  const body = tree.leaves.filter(({ contentType }) => contentType.startsWith('text/')).map(({ bytes }) => bytes.subarray(0, 65_536));
  const subject = Buffer.from(firstValue(tree.headers, 'subject').slice(0, 2000), 'latin1');
  for (const bytes of [...body.slice(0, 5), subject]) {
    const looks = looksLike(bytes);
    if (looks !== null) return { looks };
  }
  return null;
}

function firstValue(headers: readonly RawHeader[], name: string): string {
  return headers.find((header) => header.name === name && header.value !== '')?.value ?? '';
}

function readAddresses(headers: readonly RawHeader[], name: string, hint: Hint, note: (text: string) => void): readonly MailAddress[] {
  return headers
    .filter((header) => header.name === name)
    .flatMap((header) => addressParser(asUtf8Words(header.value, hint, note), { flatten: true }))
    .slice(0, 500)
    .map((entry) => ({ name: whole(entry.name), address: whole(entry.address) }))
    .filter((entry) => entry.name !== '' || entry.address !== '');
}

/** A word that the structured reader left, because it stood where no word may stand, is read all the same. */
function whole(text: string | undefined): string {
  const said = text ?? '';
  // What is decoded already is letters, not bytes.
  return (/^\p{ASCII}*$/u.test(said) ? decodeHeader(said, null, () => undefined) : visible(said, false).trim()).slice(0, 500);
}

function readDate(value: string): string | null {
  const plain = withoutComments(value.slice(0, 1000), ' ')
    .replace(/\bJST\b/, '+0900')
    .trim();
  if (!/([+-]\d{2}:?\d{2}|\b(GMT|UTC?|[ECMP][SD]T)|[\d ]Z)\s*$/.test(plain)) return null;
  const millis = Date.parse(plain);
  return Number.isFinite(millis) && millis > -62_135_596_800_000 && millis < 253_402_300_800_000 ? new Date(millis).toISOString() : null;
}

type Body = { readonly text: string; readonly truncated: boolean; readonly html: string | null; readonly attachments: readonly MailPart[] };

const isBody = (leaf: Leaf): boolean =>
  /^text\/(plain|html|enriched)$/.test(leaf.contentType) && leaf.disposition !== 'attachment' && leaf.fileName === '';

const isNamedText = (leaf: Leaf): boolean =>
  (/^text\/(plain|html)$/.test(leaf.contentType) && leaf.disposition !== 'attachment' && leaf.fileName !== '') ||
  leaf.contentType === 'text/calendar';

/** What a person reads is the body; everything else is an attachment. Of alternatives, plain text is read and HTML framed. */
function readBody(leaves: readonly Leaf[], note: (text: string) => void): Body {
  const named = leaves.length === 1 && leaves[0]?.disposition !== 'attachment' && /^text\/(plain|html)$/.test(leaves[0]?.contentType ?? '');
  const unnamed = leaves.filter((leaf) => named || isBody(leaf)).map((leaf) => ({ leaf, ...decodeLeaf(leaf, note) }));
  // Some programs give the body a name; where no other part says anything, a named text or an invitation is what the sender wrote.
  const silent = unnamed.every(({ text }) => text.trim() === '');
  const bodies =
    silent && !named ? [...unnamed, ...leaves.filter(isNamedText).map((leaf) => ({ leaf, ...decodeLeaf(leaf, note) }))] : unnamed;
  const plainIn = new Set(
    bodies.filter(({ leaf, text }) => leaf.contentType !== 'text/html' && text.trim() !== '').map(({ leaf }) => leaf.alternative),
  );
  const texts = bodies.flatMap(({ leaf, text }) => {
    if (leaf.contentType !== 'text/html') return [text];
    return leaf.alternative !== 0 && plainIn.has(leaf.alternative) ? [] : [htmlToText(text)];
  });
  const htmls = bodies.filter(({ leaf }) => leaf.contentType === 'text/html').map(({ text }) => text);
  const text = visible(texts.filter((each) => each.trim() !== '').join('\n'), true);
  return {
    text: text.slice(0, LONGEST_TEXT),
    truncated: text.length > LONGEST_TEXT || bodies.some((body) => body.cut),
    html: htmls.length === 0 ? null : htmls.join('\n<hr>\n'),
    attachments: leaves
      .filter((leaf) => !bodies.some((body) => body.leaf === leaf))
      .map(({ contentType, within, fileName, contentId, disposition, bytes }) => ({
        contentType,
        within,
        fileName,
        contentId,
        disposition,
        size: bytes.length,
        sha256: '',
        bytes,
      })),
  };
}

/** Where no part holds text, the words before the first delimiter are what the sender had to say. */
function withPreamble(body: Body, tree: Tree, note: (text: string) => void): Body {
  if (body.text.trim() !== '' || tree.preamble.length === 0) return body;
  const decoded = decodeText(tree.preamble.subarray(0, 65_536), tree.root.params['charset'] ?? null);
  const said = visible(decoded.text.replace(/(^|\n)--[^\n]*\r?\n?$/, '$1'), true).trim();
  if (said === '' || /^(this is a )?multi-?part message in mime format\.?$/i.test(said)) return body;
  note('the text stands before the first part');
  return { ...body, text: said };
}

function decodeLeaf(leaf: Leaf, note: (text: string) => void): { readonly text: string; readonly cut: boolean } {
  const cut = leaf.bytes.length > LONGEST_PART;
  const end = cut ? Math.max(leaf.bytes.lastIndexOf(0x0a, LONGEST_PART), LONGEST_PART - 4096) : leaf.bytes.length;
  const decoded = decodeText(leaf.bytes.subarray(0, end), leaf.params['charset'] ?? null);
  if (decoded.note !== null) note(`${leaf.contentType}: ${decoded.note}`);
  if (leaf.contentType === 'text/calendar') return { text: calendarText(decoded.text), cut };
  const flowed = leaf.contentType === 'text/plain' && leaf.params['format']?.toLowerCase() === 'flowed';
  return { text: flowed ? unflow(decoded.text, leaf.params['delsp']?.toLowerCase() === 'yes') : decoded.text, cut };
}
