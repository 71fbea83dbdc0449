// SPDX-License-Identifier: Apache-2.0

/** Base64 as text in UTF-8; null where it is none, or longer than `most` characters. */
export function textOfBase64(base64: string, most: number): string | null {
  const plain = base64.replaceAll(/\s/g, '');
  if (plain.length > most * 2 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return null;
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0)));
  } catch {
    // Not a whole number of groups.
    return null;
  }
}

/** Subject, sender and words of a simple mail (RFC 5322); a text without headers is all words. */
export function mailText(raw: string): { readonly subject: string; readonly from: string; readonly body: string } {
  const text = raw.replaceAll('\r\n', '\n');
  const end = text.indexOf('\n\n');
  const head = end < 0 ? '' : text.slice(0, end);
  const fields = head.split(/\n(?![ \t])/).map((line) => /^([A-Za-z-]{1,60}):\s*([\s\S]*)$/.exec(line));
  if (end < 0 || fields.some((field) => field === null)) return { subject: '', from: '', body: text };
  const field = (name: string) => (fields.find((one) => one?.[1]?.toLowerCase() === name)?.[2] ?? '').replaceAll(/\n[ \t]+/g, ' ').trim();
  return { subject: field('subject'), from: field('from'), body: text.slice(end + 2) };
}
