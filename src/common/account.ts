// SPDX-License-Identifier: Apache-2.0
// An account as products write it: a mail address or UPN, `DOMAIN\user`, a bare name. One person's is one account.

export type AccountName = {
  /** In lower case, as it was written. */
  readonly shown: string;
  readonly local: string;
  /** `bluebird.example` of a UPN, `bluebird` of `BLUEBIRD\user`; '' for a bare name. */
  readonly domain: string;
  readonly is: 'upn' | 'down-level' | 'bare';
};

/** Null: it is none. [MS-ADTS] 5.1.1.1.1: user principal name, down-level logon name. */
export function readAccount(text: string): AccountName | null {
  const shown = text.normalize('NFKC').trim().toLowerCase();
  const upn = /^([^\s@\\"<>]{1,64})@([a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?)$/.exec(shown);
  if (upn !== null) return { shown, local: upn[1] ?? '', domain: upn[2] ?? '', is: 'upn' };
  const old = /^([\p{L}\p{N}_.-]{1,64})\\([\p{L}\p{N}_.$-]{1,64})$/u.exec(shown);
  if (old !== null) return { shown, local: old[2] ?? '', domain: old[1] ?? '', is: 'down-level' };
  return /^[\p{L}\p{N}_.-]{1,64}$/u.test(shown) ? { shown, local: shown, domain: '', is: 'bare' } : null;
}

/** The same for `SATO@bluebird.example` and `BLUEBIRD\sato`: the short name of a domain is taken to be its first label. */
export function accountKey({ local, domain }: AccountName): string {
  return `${local}@${domain.split('.')[0] ?? ''}`;
}
