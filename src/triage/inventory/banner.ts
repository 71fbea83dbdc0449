// SPDX-License-Identifier: Apache-2.0
import type { InventoryItem } from './inventory.ts';

/** What an item is called and its version, as its list or a server's own banner says them. */
export type NamedVersion = {
  /** The item's own name first. */
  readonly names: readonly string[];
  readonly version: string | null;
  /** A distribution built it and repairs old versions in place: the number says less than that of the maker's own build. */
  readonly distribution: boolean;
};

/** `Apache/2.4.41 (Ubuntu)` (RFC 9110, 5.6.2 and 10.2.4), `SSH-2.0-OpenSSH_8.9p1 Ubuntu-3` (RFC 4253, 4.2). */
const BANNER =
  /^(?:server:\s{0,9})?(?:SSH-\d{1,3}\.\d{1,3}-)?([A-Za-z][A-Za-z+.-]{0,60}(?: [A-Za-z][A-Za-z+.-]{0,60}){0,4})[/_]v?(\d[\w.+~-]{0,80})(?:[ (,;].*)?$/i;
/** `nginx 1.18.0` in the cell of the name. */
const TOGETHER =
  /^(\S.{0,150}?)[ \u3000](?:ver(?:sion)?\.?\s{0,3}|v|バージョン\s{0,3})?(\d{1,9}(?:\.\w{1,20}){1,6}(?:[-+~]\w{1,30}){0,3})$/iu;
const VERSION_WORD = /^(?:version|ver\.?|バージョン|v\.) ?(?=\d)/i;
/** What people write into a cell of which they do not know the version. */
const NOT_KNOWN = /^(?:-|n\/?a|unknown|none|tbd|不明|未確認|未調査|なし|[?？]+)$/i;
const DISTRIBUTIONS =
  /ubuntu|debian|raspbian|centos|red ?hat|fedora|almalinux|rocky|amazon|alpine|suse|[-+~.](?:deb\d|bpo\d|el\d|fc\d|amzn\d|mga\d|sles?\d|lp\d{3}|oe\d)|\d-r\d+$/i;

/** Reads banners and versions in the cell of the name; an item without a version anywhere keeps null. */
export function namedVersion(item: Pick<InventoryItem, 'name' | 'version' | 'vendor'>): NamedVersion {
  const stated = (item.version ?? '').normalize('NFKC').trim().replace(VERSION_WORD, '').replace(NOT_KNOWN, '');
  const name = item.name.normalize('NFKC').trim();
  const inVersion = BANNER.exec(stated);
  const inName = BANNER.exec(name) ?? (stated === '' ? TOGETHER.exec(name) : null);
  const made = item.vendor === undefined ? undefined : `${item.vendor} ${item.name}`;
  const names = [item.name, inName?.[1], inVersion?.[1], made].filter((one) => one !== undefined);
  const comment = /^(\d[\w.+~:-]{0,80}) ?\(.{0,200}\)$/.exec(stated);
  const said = inVersion?.[2] ?? comment?.[1] ?? stated;
  const version = said === '' ? (inName?.[2] ?? null) : said;
  return { names: [...new Set(names)], version, distribution: DISTRIBUTIONS.test(stated) || (inName !== null && DISTRIBUTIONS.test(name)) };
}

/** The maker's version inside a distribution's: `1:1.2.3-4ubuntu5`, `1.2.3+deb12u1` and `2.4.6-97.el7` without what the distribution added. */
export function upstreamOf(version: string): string {
  return version.replace(/^\d+:/, '').replace(/[-+~][^-]*$/, '');
}
