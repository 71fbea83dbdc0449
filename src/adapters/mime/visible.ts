// SPDX-License-Identifier: Apache-2.0
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Control characters as their pictures (U+2400…): no escape sequence reaches a terminal, no NUL reaches the
 * database, and a person sees that something was there. Tab and line feed stay where lines are wanted.
 */
export function visible(text: string, lines: boolean): string {
  const even = lines ? text.replaceAll(/\r\n?/g, '\n') : text.replaceAll(/[\r\n\t]+/g, ' ');
  return even.replaceAll(UNSEEN, (char) => {
    const code = char.charCodeAt(0);
    if (code === 0x0c) return lines ? '\n' : ' ';
    if (code === 0x7f) return '\u2421';
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : `\\u${code.toString(16)}`;
  });
}
