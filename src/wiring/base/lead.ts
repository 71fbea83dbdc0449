// SPDX-License-Identifier: Apache-2.0
import { hostname } from 'node:os';
import { ProblemError } from '../../kernel/problem.ts';
import type { LeadState } from '../../upkeep/doctor/desk-facts.port.ts';
import type { Base } from './base.ts';
import { perOpened } from './per-opened.ts';
import { settingsOf } from './settings.ts';

/** How this server stands among those on one database; null: it is no server but a command. */
export const leadOf = perOpened((): { now: LeadState | null } => ({ now: null }));

/** By what people know this server: its machine and its port. */
export function serverName({ env }: Pick<Base, 'env'>): string {
  return `${hostname()}:${settingsOf(env).MATOI_PORT}`;
}

/** Why it could not begin, in one line. */
export function reasonOf(cause: unknown): { readonly ja: string; readonly en: string } {
  if (cause instanceof ProblemError) return cause.problem.what;
  const text = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]?.slice(0, 300) ?? '';
  return { ja: text, en: text };
}
