// SPDX-License-Identifier: Apache-2.0
import { askedOf } from '../../case/next/asked.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { TaskHandler } from '../../journal/task.ts';
import { makeAskedLink } from './asked-link.ts';
import { askedMail } from './asked-mail.ts';
import type { AskedDeps } from './asked-deps.ts';
import { askedAddresses } from './asked.routes.ts';
import { TELL } from './telling.ts';

/**
 * A mail to each address of whom work was given to, with a link of their own; released by who gave the work. Nothing where
 * it was taken back, done or given on meanwhile, or where the person has left.
 */
export function tellHandler(deps: AskedDeps): TaskHandler {
  return {
    name: TELL,
    async run(data) {
      const [taskId, personId, by, seq] = [String(data['taskId']), String(data['personId']), String(data['by']), Number(data['seq'])];
      const caseId = parseCaseId(String(data['caseId']));
      const [view, person] = await Promise.all([caseId === null ? null : deps.journal.view(caseId), deps.person(personId)]);
      if (caseId === null || view === null || person === null) return;
      const now = deps.clock.now();
      const task = askedOf(view, personId, now).find(({ id }) => id === taskId);
      if (task === undefined) return;
      const base = await deps.linkBase();
      const token = base === null ? null : makeAskedLink(await deps.signer(), { caseId, taskId, personId }, now);
      const link = base === null || token === null ? null : `${base}${askedAddresses.page.at({ token })}`;
      const [organisation, zone] = await Promise.all([deps.organisation(), deps.zone()]);
      const { subject, text } = askedMail(task, person, { by, organisation, zone, link });
      const rows = await deps.outbox.prepare(
        person.addresses.map((to) => ({
          id: `asked/${caseId}/${seq}/${to}`,
          purpose: 'asked',
          about: `${caseId}/${seq}`,
          recipient: personId,
          stream: caseId,
          channel: 'mail',
          content: { to, subject, text },
        })),
        by,
      );
      await deps.journal.write(({ tx }) => deps.outbox.put(tx, rows));
    },
  };
}
