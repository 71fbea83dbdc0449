// SPDX-License-Identifier: Apache-2.0
import type { OrganisationKind } from '../common/words/own-words.ts';
import type { RoleName } from './sign-in.port.ts';

export type Person = {
  readonly personId: string;
  readonly name: string;
  readonly kana: string;
  readonly department: string;
  /** Lower case; the first one is the one that signs in. */
  readonly addresses: readonly string[];
  readonly telephone: string;
  readonly roles: readonly RoleName[];
  readonly lang: 'ja' | 'en';
  readonly canSignIn: boolean;
  readonly left: boolean;
  readonly version: number;
};

/** What a person is made of, before the register gives a number. */
export type PersonFields = Pick<Person, 'name' | 'kana' | 'department' | 'addresses' | 'telephone' | 'roles' | 'lang'>;

export type Organisation = {
  readonly name: { readonly ja: string; readonly en: string };
  readonly roleMailbox: string;
  readonly kind: OrganisationKind;
  readonly version: number;
};

/** `P-0001`. */
export function personIdOf(number: number): string {
  return `P-${String(number).padStart(4, '0')}`;
}

/**
 * An address as the register keeps it: trimmed, NFKC, lower case. null when it is none: one @, no space, no control
 * character, nothing that could end a header or a tag (a narrow reading of RFC 5321 §4.1.2).
 */
export function parseAddress(text: string): string | null {
  const address = text.normalize('NFKC').trim().toLowerCase();
  if (address.length > 320) return null;
  return /^[^\s@<>()[\],;:\\"\p{C}]{1,64}@[^\s@<>()[\],;:\\"\p{C}]+$/u.test(address) ? address : null;
}

/** A name or department on one line: no control characters, no directional tricks, spaces single. */
export function plainLine(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/[ \u3000]+/g, (run) => (run.includes('\u3000') && run.length === 1 ? '\u3000' : ' '))
    .trim();
}

/** Which fields differ, by name. */
export function changedFields(before: PersonFields, after: PersonFields): readonly (keyof PersonFields)[] {
  const names = ['name', 'kana', 'department', 'addresses', 'telephone', 'roles', 'lang'] as const;
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
