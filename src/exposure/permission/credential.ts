// SPDX-License-Identifier: Apache-2.0
/** What the kernel compares: an effective user, an effective group, supplementary groups. Capabilities: none, or all for uid 0. */
export type Credential = {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Supplementary groups; the kernel asks them and `gid` alike. */
  readonly groups: readonly number[];
};

/** Whether the credential is in the group, by its primary or a supplementary one. */
export function inGroup(credential: Credential, gid: number): boolean {
  return credential.gid === gid || credential.groups.includes(gid);
}

/** uid 0 holds CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH and CAP_FOWNER; tenants are always asked with empty capability sets. */
export function isCapable(credential: Credential): boolean {
  return credential.uid === 0;
}

/** A Linux uid or gid: 0..2^32-2; the last value means "unchanged" to chown(2). */
export function parseId(text: string): number | null {
  if (!/^\d{1,10}$/.test(text)) return null;
  const id = Number(text);
  return id <= 0xfffffffe ? id : null;
}
