// SPDX-License-Identifier: Apache-2.0
import type { reportKinds } from '../../case/entry/intake.ts';
import { autoReplyReasons } from './auto-reply.ts';
import { bounceReasons } from './bounce.ts';
import { listReasons } from './list.ts';
import type { Mail } from '../../common/mail.ts';
import { abuseReportOf } from '../../common/abuse-report.ts';
import { cameBy } from './way-in.ts';
import type { KnownWay } from './way-in.ts';
import { lookAt, matched } from './mail-look.ts';
import type { Look } from './mail-look.ts';
import { SPEAKS, SPEAKS_OF_A_WEAKNESS } from './weakness-words.ts';

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

/** A machine's mail quotes what people wrote; the words of the others are the sender's own, and a person looks at them. */
const WATCHED: readonly ReportKind[] = ['auto-reply', 'list', 'spam-folder'];

/** Put apart, it still speaks of a weakness or a break-in: it is shown among what waits for a person. */
function speaking(look: Look): readonly string[] {
  const words = matched(SPEAKS_OF_A_WEAKNESS, `${look.mail.subject}\n${look.opening}`);
  return words === null ? [] : [`${SPEAKS}: ${words}`];
}

export type Surroundings = {
  /** The mail lay in the mailbox's junk folder. */
  readonly junk: boolean;
  /** The organisation's own mail domains. */
  readonly ownDomains: readonly string[];
  /** Ways in that people named. */
  readonly ways?: readonly KnownWay[];
};

/** What kind of mail it is and why, as rule ids with the words they rest on. The first row that finds reasons decides. */
export function recogniseKind(mail: Mail, around: Surroundings): { readonly kind: ReportKind; readonly reasons: readonly string[] } {
  const look = lookAt(mail);
  // A report in a form for machines is one, by whatever list or robot it comes; a spam folder is a person's or a provider's word.
  const abuse = around.junk ? null : abuseReportOf(mail);
  if (abuse !== null) return { kind: 'report', reasons: [`report.abuse-form: ${abuse.form} ${abuse.about}`] };
  const way = cameBy(look, around.ways ?? []);
  const rows: readonly (readonly [ReportKind, () => readonly string[]])[] = [
    ['spam-folder', () => (around.junk ? ['spam-folder.mailbox: it lay in the junk folder'] : [])],
    ['bounce', () => bounceReasons(look, around.ownDomains)],
    ['needs-a-human', () => mail.unreadable.map((why) => `needs-a-human: ${why}`)],
    ['auto-reply', () => autoReplyReasons(look, around.ownDomains, way !== null)],
    ['list', () => (way === null ? listReasons(look, around.ownDomains) : [])],
  ];
  for (const [kind, find] of rows) {
    const reasons = find();
    if (reasons.length > 0) return { kind, reasons: [...reasons.slice(0, 20), ...(WATCHED.includes(kind) ? speaking(look) : [])] };
  }
  return { kind: 'report', reasons: way === null ? [] : [`report.way-in: ${way.name}`] };
}
