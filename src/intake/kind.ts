// SPDX-License-Identifier: Apache-2.0
import type { reportKinds } from '../journal/entry/intake.ts';
import { autoReplyReasons } from './auto-reply.ts';
import { bounceReasons } from './bounce.ts';
import { listReasons } from './list.ts';
import type { ParsedMail } from './mail.port.ts';
import { lookAt } from './mail-look.ts';

export type ReportKind = (typeof reportKinds)[number];

/** Only these open a case by themselves. The others are kept apart, and a person can raise any of them. */
export const opensCase: Readonly<Record<ReportKind, boolean>> = {
  report: true,
  'needs-a-human': true,
  bounce: false,
  'auto-reply': false,
  list: false,
  'spam-folder': false,
};

export type Surroundings = {
  /** The mail lay in the mailbox's junk folder. */
  readonly junk: boolean;
  /** Mail domains of this house. */
  readonly ownDomains: readonly string[];
};

/** What kind of mail it is and why, as rule ids with the words they rest on. The first row that finds reasons decides. */
export function recogniseKind(mail: ParsedMail, around: Surroundings): { readonly kind: ReportKind; readonly reasons: readonly string[] } {
  const look = lookAt(mail);
  const rows: readonly (readonly [ReportKind, () => readonly string[]])[] = [
    ['spam-folder', () => (around.junk ? ['spam-folder.mailbox: it lay in the junk folder'] : [])],
    ['bounce', () => bounceReasons(look)],
    ['needs-a-human', () => mail.unreadable.map((why) => `needs-a-human: ${why}`)],
    ['auto-reply', () => autoReplyReasons(look)],
    ['list', () => listReasons(look, around.ownDomains)],
  ];
  for (const [kind, find] of rows) {
    const reasons = find();
    if (reasons.length > 0) return { kind, reasons: reasons.slice(0, 20) };
  }
  return { kind: 'report', reasons: [] };
}
