// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gateOf } from '../../src/wiring/outbox.ts';
import { readInvited } from '../../src/organisation/invitation/read-invited.ts';
import type { Visitor } from '../support/browser-like.ts';
import { visitor } from '../support/browser-like.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

type Report = {
  people: { name: string; address: string; isNew: boolean; why: string | null }[];
  unread: string[];
  sample: { text: string } | null;
};
type Rows = { items: { personId: string; name: string; is: string; mail: string; answer: string | null }[] };

const OWN = 'three plain words of mine';

describe('story/invitation', () => {
  const held: { desk?: ServedDesk; admin?: Visitor } = {};
  const desk = () => held.desk as ServedDesk;
  const admin = () => held.admin as Visitor;
  const rows = async () => ((await admin().get('/api/v1/people/invitations')).json as Rows).items;
  const invite = async (body: object, how = '') => admin().post(`/api/v1/people/invitations${how}`, body);
  const linkOf = async (personId: string): Promise<string> => {
    const mails = await gateOf(desk().base, desk()).rowsOf('invitation', personId);
    return mails.map(({ content }) => /\/invited\/\S+/.exec(content.text)?.[0] ?? '').at(-1) ?? '';
  };
  const choose = (link: string, password: string, again = password) =>
    visitor(desk().url).call('POST', link, new URLSearchParams({ password, again }));

  beforeAll(async () => {
    // Nothing listens on port 9: what leaves is tried, and its answer is what the report says.
    held.desk = await serveDesk({
      env: { MATOI_SMTP_URL: 'smtp://127.0.0.1:9', MATOI_MAIL_FROM: 'desk@kaku.example', MATOI_URL: 'https://desk.kaku.example' },
    });
    held.admin = await signedIn(desk(), ['administrator']);
  });
  afterAll(async () => {
    await gateOf(desk().base, desk()).close();
    await desk().close();
  });

  it('reads addresses as they are pasted, and tables with headings', () => {
    expect(readInvited('"佐藤 花" <Hana@kaku.example>, b@kaku.example；\n寝言\nb@kaku.example')).toEqual({
      people: [
        { address: 'hana@kaku.example', name: '佐藤 花' },
        { address: 'b@kaku.example', name: '' },
      ],
      unread: ['寝言'],
    });
    expect(readInvited('氏名,メール\n佐藤,s@kaku.example\n鈴木,')).toEqual({
      people: [{ address: 's@kaku.example', name: '佐藤' }],
      unread: ['鈴木'],
    });
    expect(readInvited(Array.from({ length: 101 }, (_, at) => `p${String(at)}@kaku.example`).join('\n'))).toBe('too-many');
  });

  it('shows first who would get one and what it says, and writes nothing', async () => {
    const looked = (await invite({ pasted: '佐藤 花 <hana@kaku.example>' }, '/preview')).json as Report;

    expect(looked.people).toEqual([{ name: '佐藤 花', address: 'hana@kaku.example', isNew: true, why: null }]);
    expect(looked.sample?.text).toContain('https://desk.kaku.example/invited/…');
    expect(await rows()).toEqual([]);
    expect((await admin().get('/api/v1/people?search=hana')).json).toMatchObject({ items: [] });
  });

  it('gives each a link of their own that works once and only for them; who has a sign-in gets none', async () => {
    const own = (await admin().get('/api/v1/session')).json as { person: { address: string } };
    const sent = (await invite({ pasted: `佐藤 花 <hana@kaku.example>\n前田 <maeda@kaku.example>\n${own.person.address}` })).json as Report;
    expect(sent.people.map(({ name, why }) => [name, why]).slice(0, 2)).toEqual([
      ['佐藤 花', null],
      ['前田', null],
    ]);
    expect(sent.people[2]?.why).toBe('has-sign-in');

    const [maeda, hana] = await rows();
    const link = await linkOf(hana?.personId ?? '');
    expect(link).not.toBe(await linkOf(maeda?.personId ?? ''));
    const page = await visitor(desk().url).get(link);
    expect([page.status, page.text.includes('hana@kaku.example')]).toEqual([200, true]);

    expect((await choose(link, OWN, 'something else here')).text).toContain('2つのパスワードが同じではありません');
    expect((await choose(link, 'short')).text).toContain('12文字以上');
    const both = await Promise.all([choose(link, OWN), choose(link, `${OWN} 2`)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 404]);
    expect((await visitor(desk().url).get(link)).status).toBe(404);
    const winner = both[0]?.status === 303 ? OWN : `${OWN} 2`;
    const inside = visitor(desk().url);
    expect((await inside.post('/api/auth/sign-in/email', { email: 'hana@kaku.example', password: winner })).status).toBe(200);
    expect((await inside.get('/api/v1/session')).json).toMatchObject({ person: { roles: ['staff'], mustChangePassword: false } });
  });

  it('is over after seven days, with a newer one, and when the person has left', async () => {
    const [maeda] = await rows();
    const personId = maeda?.personId ?? '';
    const first = await linkOf(personId);
    await invite({ personIds: [personId] });
    const second = await linkOf(personId);
    expect([(await visitor(desk().url).get(first)).status, (await visitor(desk().url).get(second)).status]).toEqual([404, 200]);
    const forged = `${second.slice(0, -2)}${second.endsWith('AA') ? 'BB' : 'AA'}`;
    expect((await choose(forged, OWN)).status).toBe(404);

    await admin().post(`/api/v1/people/${personId}/leave`, { reason: '退職' });
    expect((await choose(second, OWN)).status).toBe(404);
    expect(((await invite({ pasted: 'maeda@kaku.example' })).json as Report).people[0]?.why).toBe('left');

    await invite({ pasted: 'late@kaku.example' });
    const late = await linkOf((await rows())[0]?.personId ?? '');
    const now = desk().clock.now();
    desk().clock.set(new Date(Date.parse(now) + 7 * 86_400_000 + 1000).toISOString());
    expect((await choose(late, OWN)).status).toBe(404);
    expect((await rows())[0]).toMatchObject({ name: 'late', is: 'over' });
    desk().clock.set(now);
  });

  it('says of each what left and what did not, in the server’s words', async () => {
    await gateOf(desk().base, desk()).tick();
    const all = await rows();

    expect(all.map(({ name, is }) => [name, is])).toEqual([
      ['late', 'open'],
      ['前田', 'closed'],
      ['前田', 'closed'],
      ['佐藤 花', 'closed'],
    ]);
    expect(all.every(({ mail, answer }) => mail === 'deferred' && (answer ?? '') !== '')).toBe(true);
  });

  it('is refused to machines, to other roles, and where no mail leaves', async () => {
    expect((await (await signedIn(desk(), ['manager'])).post('/api/v1/people/invitations', { pasted: 'x@kaku.example' })).status).toBe(403);
    const mute = await serveDesk();
    try {
      const there = await signedIn(mute, ['administrator']);
      const refused = await there.post('/api/v1/people/invitations', { pasted: 'x@kaku.example' });
      expect([refused.status, (refused.json as { code: string }).code]).toEqual([409, 'organisation.no-mail-out']);
      expect((await there.get('/api/v1/people?search=x%40kaku')).json).toMatchObject({ items: [] });
    } finally {
      await mute.close();
    }
  });
});
