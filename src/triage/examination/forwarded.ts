// SPDX-License-Identifier: Apache-2.0
import type { ReadableMail } from '../mail/readable.ts';
import { FROM_LABELS, OTHER_LABELS } from './forward-labels.ts';

/** The mail that a colleague passes on, found inside his own: carried as an attachment, or written below a forwarding line. */
export type Original = { readonly how: 'direct' | 'attached' | 'inline'; readonly subject: string; readonly text: string };

const SUBJECT_PREFIX =
  /^(?:\s*(?:fwd?|fw|re|aw|wg|転送|返信|tr|rv|enc|doorst|vs|vb|vl|pd|转发|轉寄|回复|전달)\s*(?:\[\d{1,9}\]\s*)?[:：]|\s*[【[](?:転送|fwd?|fw|社内共有|共有|注意喚起|extern(?:al)?)[】\]]\s*[:：]?)+/iu;

/** Lines by which mail programs begin a forwarded text. */
const MARKER =
  /^[ >　]*(?:-{2,}\s*(?:forwarded\s+message|original\s+message|original\s+mail|転送(?:された)?メッセージ|転送メール|元のメッセージ|オリジナルメッセージ|ここから転送)[^\n]*|begin\s+forwarded\s+message(?:\s{0,9}:)?|_{10,}|(?:以下|下記)[、,]?\s*(?:転送|原文)[^\n]{0,30}|[-=]{3,}\s*(?:ここから|原文)[^\n]*)[ \t　]*$/imu;
/** A line of words between dashes of its own, in whatever language; it counts where header lines stand below it. */
const RULED = /^[ >　]{0,20}[-_=]{3,60}[ \t　]{0,5}[^\s\-_=].{0,80}?[-_=]{2,60}[ \t　]{0,20}$/u;
const HEADER_LINE = new RegExp(`^[ >　*]{0,40}(?:${FROM_LABELS}|${OTHER_LABELS})[ \\t　]{0,9}(?:\\*[ \\t　]{0,9})?[:：].{0,4000}$`, 'iu');

const EMPTY = /^[ >　]*$/;

/** The mail behind a forwarded one: attached (RFC 5322 within message/rfc822), quoted below a marker, or the mail itself. */
export function originalOf(mail: ReadableMail): Original {
  const inner = mail.embedded[0];
  if (inner !== undefined) return { ...originalOf(inner), how: 'attached' };
  const body = mail.text.trim() === '' ? mail.htmlText : mail.text;
  const subject = mail.subject.replace(SUBJECT_PREFIX, '').trim();
  const quoted = afterMarker(body);
  return quoted === null ? { how: 'direct', subject, text: body } : { how: 'inline', subject, text: quoted };
}

/** What stands below the last forwarding line that still has a text below it; null when there is none. */
function afterMarker(body: string): string | null {
  const lines = body.split(/\r?\n/);
  let start: number | null = null;
  for (const [index, line] of lines.entries()) {
    if (MARKER.test(line) || (RULED.test(line) && headerBlockAt(lines, index + 1))) start = index + 1;
    else if (start === null && headerBlockAt(lines, index)) start = index;
  }
  if (start === null) return null;
  let from = start;
  while (from < lines.length && (HEADER_LINE.test(lines[from] ?? '') || EMPTY.test(lines[from] ?? ''))) from += 1;
  const rest = lines.slice(from).join('\n');
  return rest.replace(/\s/g, '').length < 10 ? null : rest;
}

/**
 * Three header lines, with at most an empty line between each two (as where each is a paragraph of HTML): a forwarded text
 * without a dashed line (Outlook in Japanese does so).
 */
function headerBlockAt(lines: readonly string[], index: number): boolean {
  let found = 0;
  for (let at = index, empty = 0; found < 3; at += 1) {
    const line = lines[at];
    if (line !== undefined && HEADER_LINE.test(line)) [found, empty] = [found + 1, 0];
    else if (line !== undefined && EMPTY.test(line) && at > index && empty === 0) empty = 1;
    else return false;
  }
  return true;
}
