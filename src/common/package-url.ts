// SPDX-License-Identifier: Apache-2.0
/** `pkg:type/namespace/name@version` (package-url/purl-spec): the ecosystem and the name that advisories use; null when it is none. */
export function fromPurl(purl: string): { readonly ecosystem: string; readonly name: string; readonly version: string | null } | null {
  const match = /^pkg:([a-z0-9.+-]+)\/([^@?#]+)(?:@([^?#]+))?/i.exec(purl);
  if (match === null) return null;
  const path = (match[2] ?? '').split('/').map(decode);
  const type = (match[1] ?? '').toLowerCase();
  const scoped = type === 'npm' || type === 'composer' || type === 'golang';
  return {
    ecosystem: type,
    name: type === 'maven' ? path.join(':') : scoped ? path.join('/') : (path.at(-1) ?? ''),
    version: match[3] === undefined ? null : decode(match[3]),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
