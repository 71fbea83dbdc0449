// SPDX-License-Identifier: Apache-2.0
/** A structured header's value without its comments, which nest (RFC 5322, 3.2.2); one pass. A comment that is never closed stays. */
export function withoutComments(value: string, instead: string): string {
  const last = value.lastIndexOf(')');
  let out = '';
  let depth = 0;
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at] as string;
    if (char === '\\' && depth > 0) at += 1;
    else if (char === '(' && (depth > 0 || at < last)) depth += 1;
    else if (char === ')' && depth > 0) {
      depth -= 1;
      if (depth === 0) out += instead;
    } else if (depth === 0) out += char;
  }
  return out;
}
