// SPDX-License-Identifier: Apache-2.0
import type { Paper, PaperBlock } from '../../common/paper.port.ts';
import { printedAt } from '../../common/time/printed-at.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import type { OutboxRow } from '../../outbox/outbox.port.ts';
import { notificationProblem } from '../problems.ts';
import { noticeStates } from '../state/state.ts';
import { proofWords } from './proof-words.ts';
import type { LetterDeps } from './print-letters.ts';

const LONGEST = 6000;

/**
 * The proof of notice of one customer: what was sent, when, released by whom, what the server said, and what came of it. A mail
 * that was for several customers is named by its hash: nobody sees another's findings.
 */
export async function proofOfNotice(deps: LetterDeps, caseId: CaseId, customerId: string, lang: Lang): Promise<Result<Paper, Problem>> {
  const notice = (await deps.journal.view(caseId))?.parts.notification.notice ?? null;
  const standing = notice === null ? null : await deps.notices.standing(notice.noticeId, customerId);
  if (notice === null || standing === null) return err(notificationProblem('notification.no-such-customer'));
  const { noticeId, approved } = notice;
  const [messages, history, letters, organisation, zone] = await Promise.all([
    deps.notices.messages(noticeId),
    deps.notices.historyOf(noticeId, customerId),
    deps.follow.letters(noticeId),
    deps.organisation(),
    deps.zone(),
  ]);
  const w = proofWords[lang];
  const own = messages.filter((one) => one.customers.includes(customerId));
  const time = (instant: string | null) => (instant === null ? '—' : wallTime(instant, zone, lang, 'year'));
  const sent: PaperBlock[] = [];
  for (const { messageId, address, customers, answer } of own) {
    const row = messageId === null ? null : await deps.outbox.byMessageId(messageId);
    if (row === null) continue;
    sent.push({ type: 'subheading', text: w.message(address) }, { type: 'fields', rows: fieldsOf(row, answer, lang, time) });
    if (customers.length > 1) sent.push({ type: 'small', text: w.several(customers.length) });
    else sent.push({ type: 'code', text: `${row.content.subject}\n\n${cut(row.content.text)}` });
  }
  const posted = letters.filter((one) => one.customerId === customerId);
  const at = deps.clock.now();
  const blocks: readonly PaperBlock[] = [
    { type: 'title', text: w.title },
    {
      type: 'fields',
      rows: [
        [w.customer, `${inertText(standing.name)} (${inertText(customerId)})`],
        [w.notice, noticeId],
        [w.state, noticeStates[standing.state].name[lang]],
        [w.approved, `${approved.by}, ${time(approved.at)}`],
        [w.audience, approved.audience],
        [w.text, approved.text],
      ],
    },
    { type: 'small', text: w.says },
    { type: 'heading', text: w.messages(sent.length === 0 ? 0 : own.length) },
    ...sent,
    ...(posted.length === 0
      ? []
      : [
          { type: 'heading' as const, text: w.letters },
          {
            type: 'table' as const,
            columns: [w.reference, w.printed, w.posted, w.returned].map((heading) => ({ heading, parts: 1 })),
            rows: posted.map((one) => [one.reference, time(one.printedAt), time(one.postedAt), time(one.returnedAt)]),
          },
        ]),
    { type: 'heading', text: w.history },
    {
      type: 'table',
      columns: [
        { heading: w.time, parts: 3 },
        { heading: w.event, parts: 2 },
        { heading: w.by, parts: 2 },
        { heading: w.detail, parts: 6 },
      ],
      rows: history.map((one) => [
        time(one.at),
        w.events[one.event as keyof typeof w.events],
        inertText(one.by),
        cut(inertText(one.detail)),
      ]),
    },
  ];
  return ok({
    caseId,
    lang,
    title: `${w.title} ${customerId}`,
    organisation: [organisation[lang], organisation.ja, organisation.en].find((one) => one !== '') ?? '',
    printed: printedAt(at, lang, zone),
    tlp: null,
    practice: false,
    size: 'a4',
    numbering: 'through',
    sections: [{ reference: noticeId, blocks }],
  });
}

function fieldsOf(row: OutboxRow, answer: string, lang: Lang, time: (at: string | null) => string): readonly (readonly [string, string])[] {
  const w = proofWords[lang];
  return [
    ['Message-ID', row.messageId],
    [w.bytes, `${row.bytes?.length ?? 0}`],
    ['SHA-256', row.sha256],
    [w.released, `${row.releasedBy ?? '—'}, ${time(row.releasedAt)}`],
    [w.settled, time(row.settledAt)],
    [w.answer, cut(inertText(row.lastAnswer ?? answer))],
    [w.attempts, `${row.attempts}`],
  ];
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
