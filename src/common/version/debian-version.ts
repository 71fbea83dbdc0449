// SPDX-License-Identifier: Apache-2.0
// The order of Debian Policy 5.6.12.

/** deb-version(7): [epoch:]upstream[-revision]. The revision begins at the last hyphen. */
type Parts = { readonly epoch: number; readonly upstream: string; readonly revision: string };

function parts(version: string): Parts {
  const colon = version.indexOf(':');
  const epochText = colon < 0 ? '' : version.slice(0, colon);
  const epoch = /^\d+$/.test(epochText) ? Number(epochText) : 0;
  const rest = colon < 0 ? version : version.slice(colon + 1);
  const hyphen = rest.lastIndexOf('-');
  return { epoch, upstream: hyphen < 0 ? rest : rest.slice(0, hyphen), revision: hyphen < 0 ? '' : rest.slice(hyphen + 1) };
}

/** As `dpkg --compare-versions` orders: negative, 0 or positive. A missing revision equals revision 0. */
export function compareDebianVersions(a: string, b: string): number {
  const left = parts(a.trim());
  const right = parts(b.trim());
  return left.epoch - right.epoch || compareRun(left.upstream, right.upstream) || compareRun(left.revision, right.revision);
}

/** Whether it is one at all: an epoch of digits, and the characters that Debian Policy 5.6.12 allows (a colon after an epoch only). */
export function isDebianVersion(text: string): boolean {
  return /^(?:\d{1,9}:[A-Za-z0-9.+~:-]*|[A-Za-z0-9.+~-]*)[A-Za-z0-9.+~]$/.test(text.trim());
}

/** `~` sorts before the end, the end before letters, letters before everything else. */
function weight(text: string, at: number): number {
  if (at >= text.length) return 0;
  const code = text.charCodeAt(at);
  if (code === 0x7e) return -1;
  if (isDigit(code)) return 0;
  const letter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return letter ? code : code + 256;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Turns of a stretch without digits (by weight) and a number (by value, of any length), from the left. */
function compareRun(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a.charCodeAt(i))) || (j < b.length && !isDigit(b.charCodeAt(j)))) {
      const difference = weight(a, i) - weight(b, j);
      if (difference !== 0) return difference;
      i += 1;
      j += 1;
    }
    const left = /^0*(\d*)/.exec(a.slice(i));
    const right = /^0*(\d*)/.exec(b.slice(j));
    const [x, y] = [left?.[1] ?? '', right?.[1] ?? ''];
    if (x.length !== y.length) return x.length - y.length;
    if (x !== y) return x < y ? -1 : 1;
    i += left?.[0].length ?? 0;
    j += right?.[0].length ?? 0;
  }
  return 0;
}
