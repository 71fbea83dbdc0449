// SPDX-License-Identifier: Apache-2.0
import type { ReadableMail } from '../mail/readable.ts';

/** The mail that a colleague passes on, found inside his own: carried as an attachment, or written below a forwarding line. */
export type Original = { readonly how: 'direct' | 'attached' | 'inline'; readonly subject: string; readonly text: string };

const SUBJECT_PREFIX =
  /^(?:\s*(?:fwd?|fw|re|aw|wg|転送|返信|tr|rv|enc)\s*(?:\[\d{1,9}\]\s*)?[:：]|\s*[【[](?:転送|fwd?|fw|社内共有|共有|注意喚起|extern(?:al)?)[】\]]\s*[:：]?)+/iu;

/** Lines by which mail programs begin a forwarded text. */
const MARKER =
  /^[ >　]*(?:-{2,}\s*(?:forwarded\s+message|original\s+message|original\s+mail|転送(?:された)?メッセージ|転送メール|元のメッセージ|オリジナルメッセージ|ここから転送)[^\n]*|begin\s+forwarded\s+message(?:\s{0,9}:)?|_{10,}|(?:以下|下記)[、,]?\s*(?:転送|原文)[^\n]{0,30}|[-=]{3,}\s*(?:ここから|原文)[^\n]*)[ \t　]*$/imu;
const HEADER_LINE =
  /^[ >　*]*(?:from|sent|to|cc|date|subject|reply-to|差出人|送信者|送信日時|送信元|日時|日付|宛先|件名|de|enviado|para|assunto)\s*(?:\*\s*)?[:：].*$/iu;

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
    if (MARKER.test(line)) start = index + 1;
    else if (start === null && headerBlockAt(lines, index)) start = index;
  }
  if (start === null) return null;
  let from = start;
  while (from < lines.length && (HEADER_LINE.test(lines[from] ?? '') || /^[ >　]*$/.test(lines[from] ?? ''))) from += 1;
  const rest = lines.slice(from).join('\n');
  return rest.replace(/\s/g, '').length < 10 ? null : rest;
}

/** Three header lines in a row: a forwarded text without a dashed line (Outlook in Japanese does so). */
function headerBlockAt(lines: readonly string[], index: number): boolean {
  return [0, 1, 2].every((offset) => HEADER_LINE.test(lines[index + offset] ?? ''));
}
