// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { eraseHandler } from '../../src/journal/watch.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import type { Answer, Visitor } from '../support/browser-like.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const codeOf = (answer: Answer): string => (answer.json as { code: string }).code;

/** What people do to a case by hand over HTTP, to its erasure and its deletion. */
const plainItem = {
  step: null,
  workstream: 'implementation' as const,
  workstreamName: '',
  department: '',
  owner: null,
  needsAckBy: null,
  due: null,
  dependsOn: [] as string[],
  touchesCustomers: false,
  fourEyes: false,
  detail: '',
  title: '作業',
};

describe('story/case-commands', () => {
  const held: { desk?: ServedDesk; chief?: Visitor; responder?: Visitor & { readonly personId: string }; caseId?: CaseId; raw?: string } =
    {};
  const desk = () => held.desk as ServedDesk;
  const chief = () => held.chief as Visitor;
  const responder = () => held.responder as Visitor & { readonly personId: string };
  const path = () => `/api/v1/cases/${held.caseId ?? ''}`;
  const act = async (who: Visitor, body: object): Promise<Answer> => {
    const tag = (await who.get(path())).headers.get('etag') ?? '';
    return who.post(`${path()}/entries`, body, { 'if-match': tag });
  };

  beforeAll(async () => {
    held.desk = await serveDesk();
    held.chief = await signedIn(desk(), ['administrator', 'manager'], 'chief');
    held.responder = await signedIn(desk(), ['responder'], 'responder');
    held.raw = await desk().blobs.put(new TextEncoder().encode('Subject: personal\r\n\r\nname and address'));
    held.caseId = await reportedCase(desk(), held.raw, 'R-1', '山田太郎の通報', '通報');
  });
  afterAll(() => held.desk?.close());

  it('a call to a body outside is one press; who did not answer is called again until somebody is reached', async () => {
    const calls = async () =>
      ((await responder().get(path())).json as { next: { id: string; text: { en: string } }[] }).next
        .filter((one) => one.id.startsWith('case.call.'))
        .map((one) => one.text.en);
    const call = (result: string, more: object = {}) => act(responder(), { do: 'log-call', whom: 'JPCERT/CC', result, ...more });
    expect((await call('no-answer')).json).toMatchObject({ calls: [{ whom: 'JPCERT/CC', result: 'no-answer', by: 'responder' }] });
    expect(await calls()).toEqual(['Call JPCERT/CC again']);
    expect((await call('call-back', { callBackAt: '2026-11-30T10:00:00+09:00' })).status).toBe(200);
    expect(await calls()).toEqual(['Call JPCERT/CC back']);
    await call('reached');
    expect(await calls()).toEqual([]);
  });

  it('each command is one entry, and the sheet shows what it did', async () => {
    expect((await act(responder(), { do: 'name-owner', personId: responder().personId })).json).toMatchObject({ owner: 'responder' });
    expect((await act(responder(), { do: 'rate', severity: 'high', urgency: 'now', tlp: 'AMBER+STRICT', reason: '' })).json).toMatchObject({
      severity: 'high',
    });
    expect((await act(responder(), { do: 'strike-station', station: 'public', reason: '公表しない' })).text).toContain('公表しない');
    expect(codeOf(await act(responder(), { do: 'name-owner', personId: 'P-9999' }))).toBe('journal.no-such-person');

    const nextIds = async (): Promise<readonly string[]> =>
      ((await responder().get(path())).json as { next: { id: string }[] }).next.map((one) => one.id);
    const [actionId = ''] = await nextIds();
    await act(responder(), { do: 'action-postpone', actionId, until: '2026-11-21T06:00:00.000Z', reason: '会議中' });
    expect(await nextIds()).not.toContain(actionId);
    desk().clock.forward(3_600_000);
    expect(await nextIds()).toContain(actionId);
  });

  it('a note needs no version, and one sent twice is written once', async () => {
    const note = { do: 'note', noteId: 'note-0001', text: '電話で確認した', happenedAt: null };

    const first = (await responder().post(`${path()}/entries`, note)).json as { seq: number };
    const second = (await responder().post(`${path()}/entries`, note)).json as { seq: number };

    expect(second.seq).toBe(first.seq);
  });

  it('a note typed back from paper keeps the paper’s time and its writer beside whoever typed it', async () => {
    const said = { text: '電話を受けた', happenedAt: '2026-11-30T23:50:00+09:00', writtenDownBy: '鈴木 一郎', who: '監視会社' };

    await responder().post(`${path()}/entries`, { do: 'note', noteId: 'note-paper', ...said });

    const { items } = (await responder().get(`${path()}/entries`)).json as { items: { body: { noteId?: string } | null }[] };
    expect(items.find(({ body }) => body?.noteId === 'note-paper')).toMatchObject({
      actor: { name: 'responder' },
      body: said,
    });
  });

  it('what somebody is asked to do stands before them alone, until it is done', async () => {
    const caseId = held.caseId as CaseId;
    const own = responder().personId;
    const asked = async (): Promise<readonly string[]> =>
      ((await responder().get('/api/v1/asked')).json as { items: { id: string }[] }).items.map((one) => one.id);
    await desk().journal.append({
      stream: caseId,
      actor: { type: 'person', id: 'p-lead', name: '責任者' },
      drafts: [
        { kind: 'work.item-added', body: { ...plainItem, itemId: 'W-own', owner: { personId: own, name: 'responder' } } },
        { kind: 'work.item-added', body: { ...plainItem, itemId: 'W-other', owner: { personId: 'P-9998', name: '別の人' } } },
      ],
    });
    const [given = ''] = ((await responder().get(path())).json as { next: { id: string }[] }).next.map((one) => one.id);
    await act(responder(), { do: 'action-give', actionId: given, personId: own, note: '昼までに' });
    expect((await asked()).toSorted()).toEqual([given, 'W-own'].toSorted());

    await act(responder(), { do: 'action-done', actionId: given, note: '' });
    await desk().journal.append({
      stream: caseId,
      actor: { type: 'person', id: own, name: 'responder' },
      drafts: ['W-own', 'W-other'].map((itemId) => ({ kind: 'work.cancelled' as const, body: { itemId, reason: '不要' } })),
    });
    expect(await asked()).toEqual([]);
  });

  it('closing says what is unfinished, and a running legal clock only stays behind with a word on who serves it', async () => {
    const { journal, clock } = desk();
    const caseId = held.caseId as CaseId;
    const deadline = clock.now().replace(/^2026/, '2027');
    await journal.append({
      stream: caseId,
      actor: { type: 'person', id: 'p-legal', name: '法務' },
      drafts: [
        { kind: 'work.item-added', body: { ...plainItem, itemId: 'W-1', title: '権限を直す' } },
        {
          kind: 'clock.opened',
          body: {
            clockId: 'K-1',
            rule: 'appi.preliminary',
            facts: {},
            computed: {
              state: 'running',
              deadline,
              lastDay: null,
              warnFrom: deadline,
              zone: 'Asia/Tokyo',
              strict: false,
              note: { ja: '速報', en: 'preliminary' },
              basis: { law: '個人情報保護法', article: '第26条', source: 'https://laws.e-gov.go.jp/' },
            },
            decidedBy: '法務',
            reason: '漏えいのおそれ',
            evidence: [],
          },
        },
      ],
    });
    const { unfinished } = (await responder().get(path())).json as { unfinished: { kind: string; id: string }[] };
    expect(unfinished.map(({ kind, id }) => `${kind}:${id}`)).toEqual(['clock:K-1', 'work:W-1']);

    expect(codeOf(await act(responder(), { do: 'close', outcome: 'resolved', reason: '復旧を確認' }))).toBe('journal.clocks-running');
    await act(responder(), { do: 'close', outcome: 'resolved', reason: '復旧を確認', clocks: '法務が12月に確報を提出する' });
    const last = (await journal.entries(caseId, 0, 500)).at(-1);
    expect(last).toMatchObject({
      kind: 'case.closed',
      body: { unfinished: ['clock:K-1', 'work:W-1'], clocks: '法務が12月に確報を提出する' },
    });

    await act(responder(), { do: 'reopen', reason: '確報の提出' });
    await journal.append({
      stream: caseId,
      actor: { type: 'person', id: 'p-legal', name: '法務' },
      drafts: [{ kind: 'clock.met', body: { clockId: 'K-1', submittedAt: clock.now(), receipt: '第1号', evidence: [] } }],
    });
  });

  it('a closed case takes notes and a reopening, nothing else', async () => {
    await act(responder(), { do: 'close', outcome: 'resolved', reason: '復旧を確認' });

    expect(codeOf(await act(responder(), { do: 'retitle', title: 'x' }))).toBe('journal.closed-case');
    expect((await act(responder(), { do: 'note', noteId: 'note-0002', text: '追記', happenedAt: null })).status).toBe(200);
    expect((await act(responder(), { do: 'reopen', reason: '再発' })).json).toMatchObject({ state: 'open', outcome: null });
    expect(codeOf(await act(responder(), { do: 'reopen', reason: '再発' }))).toBe('journal.open-case');
  });

  it('bytes are handed out only to the case that names them', async () => {
    const other = await reportedCase(desk(), await desk().blobs.put(new TextEncoder().encode('other')), 'R-2', '別件');

    const own = await responder().get(`/api/v1/blobs/${held.raw}?case=${held.caseId}`);
    expect([own.status, own.text.includes('name and address'), own.headers.get('content-type')]).toEqual([
      200,
      true,
      'application/octet-stream',
    ]);
    expect(own.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(codeOf(await responder().get(`/api/v1/blobs/${held.raw}?case=${other}`))).toBe('journal.no-such-blob');
    expect((await responder().get(`/api/v1/blobs/${held.raw}`)).status).toBe(422);
  });

  it('personal data goes from an entry and from the folded case, and the chain still holds', async () => {
    const entries = (await responder().get(`${path()}/entries`)).json as { items: { seq: number; kind: string }[] };
    const noted = entries.items.find((one) => one.kind === 'case.noted')?.seq ?? 0;
    const titled = entries.items.find((one) => one.kind === 'case.opened')?.seq ?? 0;

    expect(codeOf(await act(responder(), { do: 'erase-body', seq: noted, reason: '本人の求め' }))).toBe('journal.needs-a-person');
    expect((await act(chief(), { do: 'erase-body', seq: noted, reason: '本人の求め' })).status).toBe(200);
    expect((await act(chief(), { do: 'erase-body', seq: titled, reason: '題名に氏名' })).text).not.toContain('山田太郎');

    const after = (await responder().get(`${path()}/entries?limit=500`)).json as { items: { seq: number; body: unknown }[] };
    expect(after.items.find((one) => one.seq === noted)?.body).toBeNull();
    const { rows } = await desk().database.pool.query(
      "select 1 from journal_entry where body like '%電話で確認した%' or body like '%山田太郎%'",
    );
    expect(rows).toEqual([]);
    expect(codeOf(await act(chief(), { do: 'erase-body', seq: after.items.at(-1)?.seq, reason: '痕跡を消す' }))).toBe(
      'journal.not-erasable',
    );
    expect(await verifyJournal({ language: caseLanguage, ...desk(), hash: desk().base.hash })).toMatchObject({ faults: [] });
  });

  it('a blob goes when no other case rests on it', async () => {
    const shared = await reportedCase(desk(), held.raw ?? '', 'R-3', '同じメール');
    expect((await act(chief(), { do: 'erase-blob', sha256: held.raw, reason: '本人の求め' })).json).toMatchObject({
      code: 'journal.shared-blob',
      facts: { caseId: shared },
    });
    const deleted = await chief().call('DELETE', `/api/v1/cases/${shared}`, { reason: '誤登録' });
    expect(deleted.json).toEqual({ erased: 0, kept: [{ sha256: held.raw, by: held.caseId }] });
    expect((await responder().get(`/api/v1/blobs/${held.raw}?case=${held.caseId}`)).status).toBe(200);

    expect((await act(chief(), { do: 'erase-blob', sha256: held.raw, reason: '本人の求め' })).status).toBe(200);

    const gone = await responder().get(`/api/v1/blobs/${held.raw}?case=${held.caseId}`);
    expect([gone.status, codeOf(gone)]).toEqual([410, 'journal.erased']);
    expect(await verifyJournal({ language: caseLanguage, ...desk(), hash: desk().base.hash })).toMatchObject({ faults: [] });
  });

  it('a text that quotes a hash claims nothing: the original goes with the case that rests on it', async () => {
    const sha256 = await desk().blobs.put(new TextEncoder().encode('quoted elsewhere'));
    const quoting = await reportedCase(desk(), await desk().blobs.put(new TextEncoder().encode('other')), 'R-77', `same as ${sha256}`);
    const own = await reportedCase(desk(), sha256, 'R-78', '引用される件');

    expect((await chief().call('DELETE', `/api/v1/cases/${own}`, { reason: '誤登録' })).json).toEqual({ erased: 1, kept: [] });

    expect(await desk().blobs.has(sha256)).toBe(false);
    expect((await responder().get(`/api/v1/cases/${quoting}`)).status).toBe(200);
    expect(await verifyJournal({ language: caseLanguage, ...desk(), hash: desk().base.hash })).toMatchObject({ faults: [] });
  });

  it('verify names bytes that were declared erased and are still there, and lists what no entry names', async () => {
    const bytes = new TextEncoder().encode('came back');
    const sha256 = await desk().blobs.put(bytes);
    const caseId = await reportedCase(desk(), sha256, 'R-79', '消したはず');
    await chief().call('DELETE', `/api/v1/cases/${caseId}`, { reason: '誤登録' });
    await desk().blobs.put(bytes);
    const stray = await desk().blobs.put(new TextEncoder().encode('handed in, never used'));

    const found = await verifyJournal({ language: caseLanguage, ...desk(), hash: desk().base.hash });

    expect(found.faults).toEqual([{ code: 'blob-not-erased', where: sha256, detail: expect.any(String) }]);
    expect(found.unnamed).toContain(stray);
    await desk().blobs.erase(sha256);
    await desk().blobs.erase(stray);
  });

  it('what was declared erased is erased even after a crash between entry and file', async () => {
    const bytes = new TextEncoder().encode('left behind');
    const sha256 = await desk().blobs.put(bytes);

    await eraseHandler(desk()).run({ sha256, because: `${held.caseId}#1` });

    expect(await desk().blobs.has(sha256)).toBe(false);
  });

  it('a deleted case is gone with its bytes, and its deletion stands in the desk’s chain', async () => {
    const own = await desk().blobs.put(new TextEncoder().encode('only here'));
    const doomed = await reportedCase(desk(), own, 'R-4', '削除する件');

    expect((await responder().call('DELETE', `/api/v1/cases/${doomed}`, { reason: 'x' })).status).toBe(403);
    expect((await chief().call('DELETE', `/api/v1/cases/${doomed}`, {})).status).toBe(422);
    expect((await chief().call('DELETE', `/api/v1/cases/${doomed}`, { reason: '試験の登録だった' })).json).toEqual({ erased: 1, kept: [] });

    expect((await responder().get(`/api/v1/cases/${doomed}`)).status).toBe(404);
    expect((await responder().get(`/api/v1/cases/${doomed}/entries`)).status).toBe(404);
    expect(await desk().blobs.has(own)).toBe(false);
    const entries = (await chief().get('/api/v1/desk/entries?limit=500')).json as { items: object[] };
    expect(entries.items.at(-1)).toMatchObject({
      kind: 'case.deleted',
      actor: { name: 'chief' },
      body: { caseId: doomed, entries: 2, erasedBlobs: [own], reason: '試験の登録だった' },
    });
    expect(await verifyJournal({ language: caseLanguage, ...desk(), hash: desk().base.hash })).toMatchObject({ faults: [] });
    expect((await chief().call('DELETE', `/api/v1/cases/${doomed}`, { reason: '二度目' })).status).toBe(404);
    expect(desk().reported).toEqual([]);
  });

  it('pages through many cases without gap or repeat, and finds one by a part of its title', async () => {
    for (let count = 0; count < 23; count += 1) await reportedCase(desk(), held.raw ?? '', `R-${100 + count}`, `連番 ${count}`);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await responder().get(`/api/v1/cases?limit=5${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
      const { items, next } = page.json as { items: { id: string }[]; next: string | null };
      seen.push(...items.map((one) => one.id));
      cursor = next;
    }

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe((await desk().journal.cases({ limit: 500 })).length);
    expect((await responder().get(`/api/v1/cases?search=${encodeURIComponent('番 7')}`)).json).toMatchObject({
      items: [{ title: '連番 7' }],
      next: null,
    });
    expect((await responder().get('/api/v1/cases?cursor=nonsense')).status).toBe(422);
  });
});

async function reportedCase(desk: ServedDesk, raw: string, reportId: string, title: string, subject = title): Promise<CaseId> {
  const opened = await desk.journal.write((writing) =>
    writing.openCase({ type: 'machine', name: 'intake' }, () => [
      { kind: 'case.opened', body: { title, reportId } },
      {
        kind: 'report.received',
        body: {
          reportId,
          kind: 'report',
          channel: 'file',
          raw,
          bytes: 10,
          subject,
          from: 'a@example.jp',
          kindReasons: [],
          charsetNotes: [],
        },
      },
    ]),
  );
  return opened.caseId;
}
