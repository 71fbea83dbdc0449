// SPDX-License-Identifier: Apache-2.0
import type { CallRow } from '../contract.ts';
import type { Delivery, Page } from './page.ts';
import type { Rota } from '../rota/roster.ts';
import { isOpen, pageable } from '../rota/who.ts';
import { DESK } from '../../journal/stream.ts';
import type { StreamId } from '../../journal/stream.ts';
import type { Passes } from '../../outbox/passing.port.ts';

/**
 * Whom to call for pages that nobody has taken: people whose telephone delivery is out, then the outside contacts of the
 * steps so far. Of an exercise no number is given of somebody who cannot be reached in it, nor of anybody outside.
 */
export function callList(
  rota: Rota,
  pages: readonly { readonly page: Page; readonly deliveries: readonly Delivery[] }[],
  now: number,
  passesOf: (stream: StreamId) => Pick<Passes, 'marked' | 'reaches'>,
): readonly CallRow[] {
  return pages
    .filter(({ page }) => page.state === 'triggered' || page.state === 'exhausted')
    .flatMap(({ page, deliveries }) => {
      const passes = passesOf(page.caseId ?? DESK);
      const shape = { pageId: page.pageId, caseId: page.caseId, subject: page.subject };
      const current = deliveries.filter((row) => row.generation === page.generation && row.state !== 'skipped');
      // Somebody whom no machine could reach is called as well, whatever channels they prefer.
      const people = [
        ...new Set(
          current
            .filter((row) => row.channel === 'telephone' || row.state === 'failed' || row.state === 'not-set-up' || row.attempts > 2)
            .map((row) => row.person),
        ),
      ];
      const inside = people.flatMap((id): CallRow[] => {
        const person = pageable(rota, id, now);
        if (person === null || person.telephone === '') return [];
        const away = !passes.reaches(person.mail);
        const told = current.some((row) => row.person === id && row.state === 'sent' && row.channel !== 'telephone');
        return [
          {
            ...shape,
            person: id,
            name: person.name,
            telephone: away ? '' : person.telephone,
            external: false,
            openNow: true,
            exercise: away ? 'away' : null,
            codeKnownBy: told ? 'page' : 'nobody',
          },
        ];
      });
      const reached = Math.max(-1, ...current.map((row) => row.step));
      const outside = page.policy.steps.slice(0, reached + 1).flatMap((step) =>
        step.targets.flatMap((to): CallRow[] => {
          const external = 'external' in to ? rota.plan.externals.find((one) => one.id === to.external) : undefined;
          if (external === undefined) return [];
          const openNow = isOpen(external, rota.calendar, now);
          return [
            {
              ...shape,
              person: external.id,
              name: external.name.ja,
              telephone: passes.marked ? '' : external.telephone,
              external: true,
              openNow,
              exercise: passes.marked ? 'played' : null,
              codeKnownBy: 'nobody',
            },
          ];
        }),
      );
      return [...inside, ...outside];
    });
}
