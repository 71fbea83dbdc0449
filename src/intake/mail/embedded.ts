// SPDX-License-Identifier: Apache-2.0
import type { EmbeddedPicture } from './html.port.ts';
import type { MailPart } from '../../common/mail.ts';

const LARGEST = 2_000_000;
const LARGEST_ALL = 6_000_000;

/** First bytes of pictures made of dots. No SVG: that is a document that can carry a program. */
const STARTS: readonly (readonly [type: string, at: number, bytes: readonly number[]])[] = [
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
];

/**
 * The pictures of a mail by Content-ID. Named always; their bytes only when a person asked to see them, by what the
 * bytes are and not by what the mail calls them, up to a size.
 */
export function embeddedPictures(parts: readonly MailPart[], show: boolean): (contentId: string) => EmbeddedPicture | null {
  const left = { bytes: LARGEST_ALL };
  return (contentId) => {
    const part = parts.find((each) => each.contentId !== '' && each.contentId === decoded(contentId));
    if (part === undefined) return null;
    const name = part.fileName === '' ? part.contentType : part.fileName;
    const type = show ? pictureType(part.bytes) : null;
    if (type === null || part.bytes.length > Math.min(LARGEST, left.bytes)) return { name, data: null };
    left.bytes -= part.bytes.length;
    return { name, data: `data:${type};base64,${Buffer.from(part.bytes).toString('base64')}` };
  };
}

function pictureType(bytes: Uint8Array): string | null {
  return STARTS.find(([, at, start]) => start.every((byte, index) => bytes[at + index] === byte))?.[0] ?? null;
}

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}
