// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { openWorld, worlds } from '../../../test/support/statement-worlds.ts';
import type { World } from '../../../test/support/statement-worlds.ts';
import type { Entry } from '../../case/entry.ts';
import { DESK } from '../../journal/stream.ts';
import type { Task } from '../../journal/task.ts';
import type { Parcel } from '../../outbox/message.ts';
import { askingTasks, askKeeper } from './ask-keeper.ts';
import { keptSecurityTxt } from './kept.ts';
import { confirmSecurityTxt, nameKeeper, securityTxtOf } from './standing.ts';

const DAY = 86_400_000;
const person = { type: 'person', id: 'P-0001', name: '佐藤花子' } as const;
const other = { type: 'person', id: 'P-0009', name: '鈴木一郎' } as const;
const body = { contacts: ['mailto:security@example.jp'], languages: ['ja', 'en'], policy: null, thanks: null };

async function desk() {
  const { deps, journal } = await openWorld(worlds[0] as World);
  const parcels: Parcel[] = [];
  const outbox = {
    prepare: (some: readonly Parcel[]) => {
      parcels.push(...some);
      return Promise.resolve(some.map((one) => one as never));
    },
    put: () => Promise.resolve(),
  };
  const handler = askKeeper({ ...deps, outbox });
  const entries = async () => (await deps.journal.entries(DESK, 0, 1000)) as readonly Entry[];
  const tasks = async (): Promise<readonly Task[]> => (await entries()).flatMap((entry) => askingTasks(entry));
  const kept = async () => (await keptSecurityTxt(deps, await securityTxtOf(deps)())).file;
  /** Moves on to when the task is due, and runs it. */
  const run = async (task: Task | undefined) => {
    if (task?.notBefore === undefined) throw new Error('no such task');
    journal.clock.forward(Math.max(0, Date.parse(task.notBefore) - Date.parse(deps.clock.now())));
    await handler.run(task.data);
  };
  return { deps, journal, parcels, entries, tasks, kept, run };
}

describe('disclosure/security-txt: whoever keeps it is asked', () => {
  it('asks by mail thirty and seven days before the half year is over, and says so in the journal', async () => {
    const { deps, parcels, entries, tasks, kept, run } = await desk();
    await confirmSecurityTxt(deps, person, body);
    const first = await kept();
    expect(first).toMatchObject({ state: 'renewed', by: '佐藤花子', keeper: { personId: 'P-0001' }, asked: null });
    const [early, late] = await tasks();
    expect([early?.notBefore, late?.notBefore]).toEqual(
      [30, 7].map((days) => new Date(Date.parse(first?.confirmBy ?? '') - days * DAY).toISOString()),
    );
    expect(first?.askedFrom).toBe(early?.notBefore);

    await run(early);
    expect(parcels.map(({ purpose, content }) => [purpose, content.to])).toEqual([['asked', 'sato@example.jp']]);
    expect(parcels[0]?.content.text).toContain('連絡先：mailto:security@example.jp');
    expect(parcels[0]?.content.text).toContain('https://desk.example/settings/security-txt');
    expect((await entries()).at(-1)).toMatchObject({
      kind: 'security-txt.asked',
      actor: { type: 'machine' },
      body: { personId: 'P-0001', mails: 1 },
    });
    await run(late);
    expect(parcels.map(({ id }) => id)).toHaveLength(new Set(parcels.map(({ id }) => id)).size);
    expect(parcels).toHaveLength(2);
    expect(await kept()).toMatchObject({ state: 'confirm-now', asked: { name: '佐藤花子', mails: 1 } });
  });

  it('asks nobody once it was confirmed anew, and the new confirmation asks in its turn', async () => {
    const { deps, parcels, tasks, kept, run, journal } = await desk();
    await confirmSecurityTxt(deps, person, body);
    const [early] = await tasks();
    journal.clock.forward(100 * DAY);
    await confirmSecurityTxt(deps, other, body);
    await run(early);
    expect(parcels).toEqual([]);
    expect(await tasks()).toHaveLength(4);
    expect(await kept()).toMatchObject({ by: '鈴木一郎', keeper: { personId: 'P-0009' }, asked: null });
  });

  it('asks whoever was named for it, and writes down that nobody could be reached', async () => {
    const { deps, parcels, entries, tasks, run } = await desk();
    await confirmSecurityTxt(deps, other, body);
    expect((await nameKeeper(deps, other, 'P-0404'))?.code).toBe('disclosure.no-such-person');
    expect(await nameKeeper(deps, other, 'P-0001')).toBeNull();
    const [early, late] = await tasks();
    await run(early);
    expect(parcels.map(({ recipient }) => recipient)).toEqual(['P-0001']);

    // He who confirmed last has left the register: nobody is asked, and that stands there.
    await deps.journal.append({
      stream: DESK,
      actor: other,
      drafts: [{ kind: 'security-txt.keeper-named', body: { personId: 'P-0009', name: '鈴木一郎' } }],
    });
    await run(late);
    expect(parcels).toHaveLength(1);
    expect((await entries()).at(-1)?.body).toMatchObject({ personId: 'P-0009', mails: 0 });
  });

  it('runs out by itself where nobody confirms, and the days left never pass 398', async () => {
    const { deps, kept, journal } = await desk();
    await confirmSecurityTxt(deps, person, body);
    let before = Number.POSITIVE_INFINITY;
    const seen = new Set<string>();
    for (let days = 0; days < 420; days += 15) {
      const file = await kept();
      seen.add(file?.state ?? '');
      expect(file?.daysLeft).toBeLessThanOrEqual(398);
      if (days > 200) expect(file?.daysLeft).toBeLessThanOrEqual(before);
      before = file?.daysLeft ?? 0;
      journal.clock.forward(15 * DAY);
    }
    expect([...seen]).toEqual(['renewed', 'confirm-now', 'expired']);
    expect(await kept()).toMatchObject({ state: 'expired', daysLeft: 0 });
  });
});
