// SPDX-License-Identifier: Apache-2.0
import { MARK, MARK_HEADER, MARK_LINE } from '../../case/exercise-mark.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import type { Signer } from '../../common/signer.port.ts';
import type { TaskHandler } from '../../journal/task.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { DeliverInject } from './deliver.port.ts';

export const DELIVER = 'exercise.deliver-mail';

type DeliverDeps = { readonly journal: Pick<Journal, 'entries'>; readonly signer: () => Promise<Signer>; readonly deliver: DeliverInject };

/**
 * A mail inject comes in by the way by which real mail comes in. Its bytes follow from the entry alone, so that a second
 * delivery after a crash is one more arrival of the same report, and no second report.
 */
export function deliverHandler(deps: DeliverDeps): TaskHandler {
  return {
    name: DELIVER,
    async run(data) {
      const caseId = parseCaseId(String(data['caseId']));
      const seq = Number(data['seq']);
      if (caseId === null) return;
      const [entry] = await deps.journal.entries(caseId, seq - 1, 1);
      if (entry?.kind !== 'exercise.inject-sent' || entry.body === null) return;
      const { runId, injectId, from, subject, text } = entry.body;
      const signer = await deps.signer();
      await deps.deliver({
        messageId: `<${injectId}.${runId}.${seq}@exercise.invalid>`,
        answers: anchorOf(signer, caseId),
        from,
        subject: `${MARK} ${subject.ja}`,
        text: `${MARK_LINE}\n\n${text.ja}`,
        headers: { [MARK_HEADER]: 'yes' },
        date: entry.at,
      });
    },
  };
}

/** What every mail of an exercise answers: a Message-ID that only this desk can make, and that names the case. */
export function anchorOf(signer: Pick<Signer, 'mark'>, caseId: CaseId): string {
  return `<${caseId}.${signer.mark(`exercise-mail ${caseId}`)}@exercise.invalid>`;
}

/** The case of an anchor; null: it is none of ours. */
export function caseOfAnchor(signer: Pick<Signer, 'verify'>, messageId: string): CaseId | null {
  const [, text = '', mark = ''] = /^<(C-\d{4}-\d{4,9})\.([A-Za-z0-9_-]{20,100})@exercise\.invalid>$/.exec(messageId) ?? [];
  const caseId = parseCaseId(text);
  return caseId !== null && signer.verify(`exercise-mail ${caseId}`, mark) ? caseId : null;
}
