// SPDX-License-Identifier: Apache-2.0
import type { Brand } from '../../kernel/brand.ts';
import { inertText } from '../../kernel/text.ts';

/**
 * A name or path as the file system holds it: bytes, not text. One character for one byte (U+0000..U+00FF),
 * so that nothing is lost and string functions still work. Never shown as it is: see `shown`.
 */
export type BytePath = Brand<string, 'BytePath'>;

/** A path from raw bytes, one UTF-16 unit a byte (Latin-1), so that no byte is lost; see BytePath. */
export function pathOfBytes(bytes: Uint8Array, start = 0, end = bytes.length): BytePath {
  let text = '';
  // apply() takes the bytes as they lie; spreading them would go through an iterator, ten times as slow.
  for (let from = start; from < end; from += 4096)
    text += String.fromCharCode.apply(null, bytes.subarray(from, Math.min(end, from + 4096)) as unknown as number[]);
  return text as BytePath;
}

/** The raw bytes of a path; undoes pathOfBytes. */
export function bytesOfPath(path: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(path.length);
  for (let at = 0; at < path.length; at++) bytes[at] = path.charCodeAt(at);
  return bytes;
}

/** Ordinary text (a command's argument, a line of passwd) to bytes in UTF-8. */
export function pathOfText(text: string): BytePath {
  return pathOfBytes(new TextEncoder().encode(text));
}

/**
 * For eyes: UTF-8 where it is UTF-8, `\xNN` for every other byte and for whatever a terminal, a page or a
 * spreadsheet could act on. Not reversible; `pathBytes` (base64) always stands beside it.
 */
export function shown(path: string): string {
  if (/^[\x20-\x7e]*$/.test(path)) return path;
  let text = '';
  for (const piece of path.matchAll(UTF8_OR_BYTE)) {
    const bytes = bytesOfPath(piece[0]);
    text += piece[1] === undefined ? `\\x${(bytes[0] ?? 0).toString(16).padStart(2, '0')}` : decoded(bytes);
  }
  return inertText(text);
}

/** Well-formed UTF-8 by RFC 3629 (no overlong form, no surrogate, nothing beyond U+10FFFF), else one byte. */
const UTF8_OR_BYTE =
  // oxlint-disable-next-line no-control-regex -- these are bytes
  /((?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+)|[\x80-\xff]/g;

function decoded(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648, section 4, with padding. */
export function base64OfPath(path: string): string {
  let text = '';
  for (let at = 0; at < path.length; at += 3) {
    const left = path.length - at;
    const word = (path.charCodeAt(at) << 16) | ((left > 1 ? path.charCodeAt(at + 1) : 0) << 8) | (left > 2 ? path.charCodeAt(at + 2) : 0);
    text += DIGITS.charAt(word >> 18) + DIGITS.charAt((word >> 12) & 63);
    text += (left > 1 ? DIGITS.charAt((word >> 6) & 63) : '=') + (left > 2 ? DIGITS.charAt(word & 63) : '=');
  }
  return text;
}

/** null when it is no base64. */
export function pathOfBase64(text: string): BytePath | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  try {
    return atob(text) as BytePath;
  } catch {
    return null;
  }
}

/** The path of a name within a folder. */
export function joined(folder: string, name: string): BytePath {
  return (folder.endsWith('/') ? folder + name : `${folder}/${name}`) as BytePath;
}

/** Without `.`, empty components and a slash at the end; `..` stays, because only the kernel knows where it leads. */
export function tidied(path: string): BytePath {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return ((path.startsWith('/') ? '/' : '') + parts.join('/')) as BytePath;
}

/** Is `path` the folder itself or below it? Both tidied and absolute. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '/' || path === folder || (path.startsWith(folder) && path.charCodeAt(folder.length) === 47);
}

/** The folder of a path; the root's is the root. */
export function parentOf(path: string): BytePath {
  const cut = path.lastIndexOf('/');
  return (cut <= 0 ? '/' : path.slice(0, cut)) as BytePath;
}

/** The last name of a path. */
export function nameOf(path: string): BytePath {
  return path.slice(path.lastIndexOf('/') + 1) as BytePath;
}
