// SPDX-License-Identifier: Apache-2.0
import { authResults, mechanisms } from './mail-authentication.port.ts';
import type { AuthCheck, AuthResult, Mechanism } from './mail-authentication.port.ts';
import type { MailHeader } from '../../common/mail.ts';
import { ownBorder } from './received-header.ts';

/** What somebody wrote into an Authentication-Results line (RFC 8601). Only our own server's word counts. */
export type Stated = {
  readonly by: string;
  readonly trusted: boolean;
  /** Why it does not count; '' when it does. */
  readonly why: string;
  readonly checks: readonly AuthCheck[];
};

/**
 * What headers state about SPF, DKIM and DMARC (RFC 8601), and whether it can be trusted: only the word of an own server at
 * the border counts.
 */
export function statedResults(headers: readonly MailHeader[], ownServers: readonly string[]): readonly Stated[] {
  const border = ownBorder(headers, ownServers);
  const own = new Set(ownServers.map((name) => name.toLowerCase()));
  return headers.flatMap((header, index): readonly Stated[] => {
    if (header.name !== 'authentication-results' && header.name !== 'arc-authentication-results') return [];
    const { by, checks } = parseStated(header.value);
    const why = doubt(header.name, by, own, border !== null && index < border.index);
    return [{ by: by === '' ? '?' : by, trusted: why === '', why, checks }];
  });
}

function doubt(header: string, by: string, own: ReadonlySet<string>, above: boolean): string {
  if (header !== 'authentication-results') return 'sealed by another server on the way';
  if (by === '') return 'names no server';
  if (!own.has(by)) return 'not one of our own receiving servers';
  if (!above) return 'stands below the line by which the mail entered our servers: it came with the mail';
  return '';
}

function parseStated(value: string): { readonly by: string; readonly checks: readonly AuthCheck[] } {
  const flat = value.replace(/\s+/g, ' ').slice(0, 4000);
  const clauses = flat.replace(/\([^()]{0,500}\)/g, ' ').split(';');
  const head = (clauses[0] ?? '').trim();
  // ARC's own line starts with its instance number.
  const named = /^i=\d+$/.test(head) ? (clauses[1] ?? '').trim() : head;
  const by = named.includes('=') ? '' : (named.split(' ')[0] ?? '').toLowerCase();
  return { by, checks: clauses.flatMap((clause) => checkIn(clause)) };
}

function checkIn(clause: string): readonly AuthCheck[] {
  const match = /\b(spf|dkim|dmarc|arc)\s*=\s*([a-z]+)/i.exec(clause);
  const mechanism = match?.[1]?.toLowerCase() as Mechanism | undefined;
  if (match === null || mechanism === undefined || !mechanisms.includes(mechanism)) return [];
  const word = (match[2] ?? '').toLowerCase();
  const result: AuthResult = (authResults as readonly string[]).includes(word) ? (word as AuthResult) : 'not-checkable';
  const domain = /\b(?:header\.(?:d|from|i)|smtp\.(?:mailfrom|helo))\s*=\s*@?([^\s;]+)/i.exec(clause)?.[1] ?? null;
  return [{ mechanism, result, domain: domain?.split('@').at(-1)?.toLowerCase() ?? null, detail: clause.trim().slice(0, 300) }];
}
