// SPDX-License-Identifier: Apache-2.0
import { DESK } from '../../journal/stream.ts';
import type { TaskHandler } from '../../journal/task.ts';
import { millisOf } from '../../kernel/instant.ts';
import type { Outbox } from '../../outbox/outbox.port.ts';
import type { DutyDeps } from '../deps.ts';
import { rotaOfPlan } from '../rota/in-force.ts';
import { isGone } from '../rota/roster.ts';
import type { Rota } from '../rota/roster.ts';
import { dutiesOf } from '../rota/who.ts';
import { TELL_SHIFTS } from '../watch.ts';
import { shiftsMail } from './shifts-mail.ts';

export type TellDeps = DutyDeps & {
  readonly outbox: Pick<Outbox, 'channel' | 'prepare' | 'put'>;
  /** Where others reach the desk; null: nowhere, as far as it knows. */
  readonly linkBase: () => Promise<string | null>;
};

const AHEAD = 62 * 86_400_000;
const MOST = 12;

/** A mail to each person whose next duties a published rota changes, released by who published it; nothing where mail is not set up. */
export function tellShiftsHandler(deps: TellDeps): TaskHandler {
  return {
    name: TELL_SHIFTS,
    async run(data) {
      const [version, by] = [Number(data['version']), String(data['by'])];
      const [after, before] = await Promise.all([deps.plans.version(version), deps.plans.version(version - 1)]);
      if (after === null || (await deps.outbox.channel('mail')).is === 'not-set-up') return;
      const now = millisOf(deps.clock.now());
      const rota = await rotaOfPlan(deps, after.plan);
      const was = before === null ? null : await rotaOfPlan(deps, before.plan);
      const [organisation, base] = [await deps.organisation(), await deps.linkBase()];
      const how = { by, organisation, zone: rota.plan.zone, link: base === null ? null : `${base}/duty` };
      const parcels = rota.plan.people.flatMap((person) => {
        if (isGone(rota.gone, person.id, now)) return [];
        const duties = next(rota, person.id, now);
        if (JSON.stringify(duties) === JSON.stringify(was === null ? [] : next(was, person.id, now))) return [];
        return person.mail.map((to) => ({
          id: `duty-told/${version}/${person.id}/${to}`,
          purpose: 'asked' as const,
          about: `duty/${version}`,
          recipient: person.id,
          stream: DESK,
          channel: 'mail' as const,
          content: { to, ...shiftsMail(person, duties, how) },
        }));
      });
      const rows = await deps.outbox.prepare(parcels, by);
      await deps.journal.write(({ tx }) => deps.outbox.put(tx, rows));
    },
  };
}

function next(rota: Rota, person: string, now: number) {
  return dutiesOf(rota, person, now, now + AHEAD, MOST);
}
