// SPDX-License-Identifier: Apache-2.0

/**
 * A DNS name to match: `mail.example` is that name alone; `.mail.example` is the name and everything below
 * it. Inventories that write `*.mail.example` are read as the latter: no dialect that we write can leave
 * the name itself out, and Microsoft's lists mean both.
 */
export type NamePattern = string & { readonly __namePattern?: never };

/** Lower case, no final dot, A-labels only. Null for what is no host name (addresses, wildcards inside, bad labels). */
export function canonicalName(text: string): string | null {
  const name = text.trim().toLowerCase().replace(/\.$/, '');
  if (name.length === 0 || name.length > 253) return null;
  const ascii = /^[\x21-\x7e]+$/.test(name) ? name : toAscii(name);
  if (ascii === null || !/^(?=.*[a-z])([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(ascii))
    return null;
  return ascii;
}

/** Internationalised names in their ASCII form, by the URL parser that every runtime carries (UTS #46). */
function toAscii(name: string): string | null {
  return /[\s/?#@:\\[\]%]/.test(name) ? null : (URL.parse(`http://${name}/`)?.hostname ?? null);
}

/**
 * A name, or a tree of names written `.example.org` or `*.example.org`; in lower case and Punycode. Null where it is no
 * name.
 */
export function parsePattern(text: string): NamePattern | null {
  const trimmed = text.trim();
  const tree = trimmed.startsWith('*.') ? trimmed.slice(2) : trimmed.startsWith('.') ? trimmed.slice(1) : null;
  const name = canonicalName(tree ?? trimmed);
  if (name === null) return null;
  return tree === null ? name : `.${name}`;
}

/** Whether the pattern stands for a name and all below it. */
export function isTree(pattern: NamePattern): boolean {
  return pattern.startsWith('.');
}

/** The name itself, without the leading dot of a tree. */
export function baseOf(pattern: NamePattern): string {
  return isTree(pattern) ? pattern.slice(1) : pattern;
}

/** Whether a canonical name is meant; a tree means its own top as well. */
export function matchesName(pattern: NamePattern, name: string): boolean {
  return isTree(pattern) ? name === pattern.slice(1) || name.endsWith(pattern) : name === pattern;
}

/** All values whose pattern covers a name: one look-up for the name and one for each of its parents. */
export type NameIndex<T> = { readonly find: (name: string) => readonly T[] };

/** Finds the values of all patterns that mean a name, in as many steps as the name has labels. */
export function nameIndex<T>(entries: Iterable<readonly [NamePattern, T]>): NameIndex<T> {
  const byPattern = new Map<string, T[]>();
  for (const [pattern, value] of entries) {
    const values = byPattern.get(pattern);
    if (values === undefined) byPattern.set(pattern, [value]);
    else values.push(value);
  }
  return {
    find(name) {
      if (byPattern.size === 0) return nothing;
      let found: readonly T[] = byPattern.get(name) ?? nothing;
      const more = (pattern: string) => {
        const values = byPattern.get(pattern);
        if (values !== undefined) found = found.length === 0 ? values : [...found, ...values];
      };
      more(`.${name}`);
      for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) more(name.slice(dot));
      return found;
    },
  };
}

const nothing: readonly never[] = [];
