// SPDX-License-Identifier: Apache-2.0
import { ruleNames } from '../../case/entry/rule-names.ts';
import { isFinished } from '../../case/fold/remediation.ts';
import type { CaseView } from '../../case/fold/view.ts';
import { machinesOf } from '../../case/handover/from-hunt.ts';
import { inOwnWords } from '../../common/words/own-words.ts';
import type { OwnWords } from '../../common/words/own-words.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Collect } from './collect.ts';
import { kindWords } from './kind-words.ts';

/** When it was noticed: the first report that came, else when the case was opened. */
export function noticedAt(view: CaseView): { readonly at: Instant; readonly seq: number } {
  const [report] = view.parts.intake.reports.filter((one) => !one.reply).toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
  return report === undefined ? { at: view.openedAt, seq: 1 } : { at: report.receivedAt, seq: report.seq };
}

/** What the entries of the case say by themselves. */
export function factsOfRecord(view: CaseView, to: Collect, own: OwnWords): void {
  const { triage, exposure, notification, obligation, inquiry, remediation, hunt } = view.parts;
  const { kinds } = triage;
  const [kind] = kinds?.kinds ?? [];
  if (kinds?.by === 'person' && kind !== undefined && kind !== 'unclear')
    to.word('kind', kind, inOwnWords(kindWords[kind], own), kinds.seq);
  const noticed = noticedAt(view);
  to.instant('noticed.at', noticed.at, noticed.seq);
  to.instant('response.at', view.openedAt, 1);
  const search = hunt.searches.find((one) => one.what === 'indicators');
  const [first] = machinesOf(view)
    .map((one) => one.first)
    .toSorted();
  to.instant('traces.first', first, search?.seq ?? 0);

  const run = exposure.lastWhole ?? exposure.last;
  if (run !== null) {
    to.count('customers.affected', run.customersAffected, run.seq);
    to.count('customers.clean', run.customersClean, run.seq);
  }
  if (notification.approved !== null) {
    to.count('audience.customers', notification.approved.customers, notification.approved.seq);
    to.count('audience.contracts', notification.approved.contracts, notification.approved.seq);
  }
  const answered = obligation.answers?.['persons'];
  if (typeof answered === 'number') to.count('persons', answered, 0);

  if (inquiry.last !== null) {
    const harm = Object.values(inquiry.harm).flatMap((kindsOfDay) => Object.values(kindsOfDay));
    to.count(
      'harm.reports',
      harm.reduce((sum, one) => sum + one, 0),
      inquiry.last.seq,
    );
  }
  const open = obligation.clocks.filter((one) => one.settled.is !== 'not-applicable');
  open.forEach(({ rule, settled, seq }, index) => {
    const submitted = settled.is === 'met' || settled.is === 'missed' ? settled.submittedAt : null;
    to.word(`reports.${index}.name`, rule, ruleNames[rule], seq);
    to.instant(`reports.${index}.at`, submitted, seq);
  });
  const reached = Object.entries(view.calls).filter(([, call]) => call.result === 'reached');
  const [last] = reached.map(([, call]) => call.seq).toSorted((a, b) => b - a);
  if (last !== undefined) to.count('help.bodies', reached.length, last);
  reached.forEach(([whom, { at, seq }], index) => {
    to.name(`help.${index}.name`, whom, seq, 'AMBER');
    to.instant(`help.${index}.at`, at, seq, 'AMBER');
  });
  const work = remediation.items.filter((one) => one.status !== 'cancelled');
  const [latest] = work.map((one) => one.seq).toSorted((a, b) => b - a);
  if (latest !== undefined) {
    to.count('work.total', work.length, latest);
    to.count('work.finished', work.filter((one) => isFinished(one)).length, latest);
    to.count('work.verified', work.filter((one) => one.status === 'verified').length, latest);
  }
}
