// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { Journal, Writing } from '../case/language/journal.port.ts';
import { DESK } from '../journal/stream.ts';
import type { Draft } from '../case/entry.ts';
import type { Clock } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { PeopleStore } from './people-store.port.ts';
import type { SignIns } from './sign-in.port.ts';

export type OrganisationDeps = {
  readonly journal: Journal;
  readonly people: PeopleStore;
  readonly hashPassword: SignIns['hashPassword'];
  /** Numbers of the people whom the rota names. */
  readonly onRota: () => Promise<ReadonlySet<string>>;
  readonly clock: Clock;
  readonly hash: HashBytes;
  /** Random text of `bytes` bytes as base64url. */
  readonly random: (bytes: number) => string;
};

/** The register's entries stand in the desk's own chain, in the transaction of the rows. */
export async function appendToDesk(writing: Writing, actor: Actor, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length > 0) await writing.append({ stream: DESK, actor, drafts });
}

/** Four groups of five letters and digits that cannot be mistaken for each other: about 98 bits. */
export function oneTimePassword(random: (bytes: number) => string): string {
  const letters: string[] = [];
  while (letters.length < 20) letters.push(...[...random(32)].filter((char) => /[a-km-zA-HJ-NP-Z2-9]/.test(char)));
  return [0, 5, 10, 15].map((from) => letters.slice(from, from + 5).join('')).join('-');
}
