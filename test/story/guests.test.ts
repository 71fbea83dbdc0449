// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '../../src/journal/stream.ts';
import type { GuestRow } from '../../src/case/guest/guest.contract.ts';
import { visitor } from '../support/browser-like.ts';
import type { Visitor } from '../support/browser-like.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const LAWYER = { name: '弁護士 林 <b>', of: '林法律事務所', reason: '公表文を見てもらう', tlp: 'AMBER', hours: 24 };

describe('story/guests', () => {
  const held: { desk?: ServedDesk; chief?: Visitor; caseId?: CaseId } = {};
  const desk = () => held.desk as ServedDesk;
  const chief = () => held.chief as Visitor;
  const caseId = () => held.caseId as CaseId;
  const path = () => `/api/v1/cases/${caseId()}/guests`;
  const invite = async (ask: object = {}) => (await chief().post(path(), { ...LAWYER, ...ask })).json as { guestId: string; link: string };
  const rows = async () => ((await chief().get(path())).json as { items: readonly GuestRow[] }).items;
  const rowOf = async (guestId: string) => (await rows()).find((one) => one.guestId === guestId);
  const open = (link: string, lang = '') => visitor(desk().url).get(`${link}${lang}`);
  const rate = (tlp: string) =>
    desk().journal.append({
      stream: caseId(),
      actor: { type: 'machine', name: 'test' },
      drafts: [{ kind: 'case.rated', body: { severity: 'high', urgency: 'now', tlp: tlp as 'RED', reason: `now ${tlp}` } }],
    });
  const note = (text: string) =>
    desk().journal.append({
      stream: caseId(),
      actor: { type: 'machine', name: 'test' },
      drafts: [{ kind: 'case.noted', body: { text, noteId: `N-${text}`, happenedAt: null } }],
    });

  beforeAll(async () => {
    held.desk = await serveDesk();
    held.chief = await signedIn(desk(), ['administrator'], 'chief');
    const opened = await desk().journal.write((writing) =>
      writing.openCase({ type: 'machine', name: 'test' }, () => [
        { kind: 'case.opened', body: { title: 'CGI の指摘 <script>', reportId: null } },
      ]),
    );
    held.caseId = opened.caseId;
    await note('開発部に電話した');
  });
  afterAll(async () => {
    await desk().close();
  });

  it('a named person gives a link with a reason; it opens the case in both languages, without an account, and its words are inert', async () => {
    const { guestId, link } = await invite();
    const ja = await open(link);
    expect(ja.status).toBe(200);
    expect(ja.text).toContain('開発部に電話した');
    expect(ja.text).toContain('分かっていること');
    expect(ja.text).not.toMatch(/<script>|<b>|<form/);
    expect((await open(link, '?lang=en')).text).toContain('What happened');
    expect(await rowOf(guestId)).toMatchObject({ by: expect.any(String), reason: LAWYER.reason, is: 'open', reads: 2 });
    const entries = await desk().journal.entries(caseId(), 0, 100);
    expect(entries.map(({ kind }) => kind)).toContain('case.guest-invited');
  });

  it('keeps only a hash of what is in the link, and every read is traced by the link’s own name', async () => {
    const { guestId, link } = await invite();
    await open(link);
    const secret = link.split('.').at(-1) ?? '';
    const { rows: kept } = await desk().database.pool.query('select * from journal_entry');
    expect(secret.length).toBeGreaterThan(40);
    expect(JSON.stringify(kept)).not.toContain(secret);
    const reads = await desk().store.reads(caseId(), 100);
    expect(reads.filter(({ personId }) => personId === `guest:${guestId}`)).toHaveLength(1);
  });

  it('opens nothing else: not the API, not another link, not this one with a letter changed', async () => {
    const { link } = await invite();
    const guest = visitor(desk().url);
    await guest.get(link);
    expect((await guest.get(`/api/v1/cases/${caseId()}`)).status).toBe(401);
    expect((await guest.get(path())).status).toBe(401);
    const last = link.at(-1) === 'A' ? 'B' : 'A';
    expect((await open(`${link.slice(0, -1)}${last}`)).status).toBe(404);
    expect((await open(link.replace(/G-\d+/, 'G-1'))).status).toBe(404);
    expect((await open(link.replace(/G-\d+/, '__proto__'))).status).toBe(404);
  });

  it('ends when it is withdrawn, with the reason on record, and by itself when its time is over', async () => {
    const first = await invite();
    expect((await chief().post(`${path()}/${first.guestId}/withdraw`, { reason: '見てもらい終えた' })).status).toBe(200);
    expect((await open(first.link)).status).toBe(404);
    const second = await invite({ hours: 1 });
    desk().clock.forward(3_600_000);
    expect((await open(second.link)).status).toBe(404);
    expect([(await rowOf(first.guestId))?.is, (await rowOf(second.guestId))?.is]).toEqual(['withdrawn', 'over']);
  });

  it('ends with whoever gave it: nobody gives themselves a way in for after they left', async () => {
    const giver = await signedIn(desk(), ['responder'], 'giver');
    const { guestId, link } = (await giver.post(path(), { ...LAWYER, hours: 720 })).json as { guestId: string; link: string };
    expect((await open(link)).status).toBe(200);
    const left = await chief().post(`/api/v1/people/${giver.personId}/leave`, { reason: '退職' });
    expect(left.status).toBeLessThan(300);
    expect((await open(link)).status).toBe(404);
    expect((await rowOf(guestId))?.is).toBe('giver-left');
  });

  it('shows nothing above its TLP: closed while the case is above, and without what was written meanwhile once it falls', async () => {
    const { guestId, link } = await invite();
    await rate('RED');
    await note('社長だけに伝えた');
    expect((await open(link)).status).toBe(404);
    await rate('AMBER');
    expect((await rowOf(guestId))?.is).toBe('open');
    const page = (await open(link)).text;
    expect(page).toContain('開発部に電話した');
    expect(page).not.toContain('社長だけに伝えた');
    expect(page).not.toContain('now RED');
    // What the case adds up to rests on what is held back: it is left out.
    expect(page).not.toContain('分かっていること');
  });

  it('is refused for a case that stands above it, by who may only read, and by a machine', async () => {
    expect((await chief().post(path(), { ...LAWYER, tlp: 'GREEN' })).status).toBe(422);
    const reader = await signedIn(desk(), ['auditor'], 'reader');
    expect((await reader.post(path(), LAWYER)).status).toBe(403);
    expect((await reader.post(`${path()}/G-1/withdraw`, { reason: 'x' })).status).toBe(403);
  });
});
