// SPDX-License-Identifier: Apache-2.0

/** What an examination of a security.txt leaves open. */
export const NOT_CHECKED = [
  { what: 'signature', why: { ja: '署名は確かめていない', en: 'signatures were not looked at' } },
  { what: 'links', why: { ja: 'アドレスは開いていない', en: 'no address was opened' } },
] as const;
