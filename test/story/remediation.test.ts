// SPDX-License-Identifier: Apache-2.0
import { playbookFor } from '../../src/remediation/playbook.ts';
import { kindsByUrgency } from '../../src/case/incident-kind.ts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNoteStore } from '../../src/adapters/postgres/remediation-store.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { readStations } from '../../src/case/fold/fold.ts';
import { FROM_ONE, nextOverCases } from '../../src/case/sheet/next-over-cases.ts';
import { nextAt } from '../../src/case/sheet/readings.ts';
import { readNext } from '../../src/case/next/next-actions.ts';
import type { CaseView } from '../../src/case/fold/view.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { boardOf } from '../../src/remediation/board.ts';
import { toCacao } from '../../src/remediation/cacao.ts';
import { boardOrderSchema, dueWorkSchema } from '../../src/remediation/contract.ts';
import { direct } from '../../src/remediation/direct.ts';
import { dueWork } from '../../src/remediation/due-work.ts';
import { caseMeasures } from '../../src/remediation/read-measures.ts';
import { saveNote } from '../../src/remediation/notes/save-note.ts';
import { readPlaybooks } from '../../src/wiring/remediation.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

const playbooks = readPlaybooks('/nonexistent');
const dev = { type: 'person', id: 'p-dev', name: '開発 太郎' } as const;
const ops = { type: 'person', id: 'p-ops', name: '運用 花子' } as const;

describe('story/remediation', () => {
  let desk: TestDesk;
  let caseId: CaseId;
  const view = async (): Promise<CaseView> => (await desk.journal.view(caseId)) as CaseView;
  const board = async () => boardOf(await view(), desk.clock.now());
  const item = async (id: string) => (await board()).items.find((one) => one.itemId === id);
  const order = (who: typeof dev | typeof ops, raw: unknown) =>
    direct({ journal: desk.journal, clock: desk.clock, playbooks }, caseId, who, boardOrderSchema.parse(raw));

  beforeAll(async () => {
    desk = await openTestDesk();
    caseId = (
      await desk.journal.write((writing) =>
        writing.openCase({ type: 'machine', name: 'intake' }, () => [
          { kind: 'case.opened', body: { title: '他の顧客のファイルが見える', reportId: null } },
        ]),
      )
    ).caseId;
  });
  afterAll(() => desk.close());

  it('proposes the next three of the playbook with who and by when, and moves on as they are done', async () => {
    await order(ops, { do: 'choose-playbook', playbookId: 'shared-hosting-exposure' });
    const first = (await board()).next;
    expect(first.map((step) => step.id)).toEqual(['remediation.step.team', 'remediation.step.reproduce']);
    expect(first[0]).toMatchObject({ who: { ja: 'インシデントマネージャー' }, by: '2026-11-21T07:05:00.000Z' });

    desk.clock.forward(30 * 60_000);
    await desk.journal.append({
      stream: caseId,
      actor: ops,
      drafts: [{ kind: 'case.action-done', body: { actionId: 'remediation.step.reproduce', note: '' } }],
    });
    expect((await board()).next.map((step) => step.id)).toEqual([
      'remediation.step.team',
      'remediation.step.extent',
      'remediation.step.old-software',
    ]);
    expect(readNext(await view(), desk.clock.now()).map((action) => action.id)).toContain('remediation.step.extent');
  });

  it('is ranked once: the page of the case, its board and Now show the same order', async () => {
    const now = desk.clock.now();
    const onPage = nextAt(await view(), now).map(({ id }) => id);
    const onBoard = (await board()).next.map(({ id }) => id);
    const onNow = nextOverCases([await view()], now).map(({ action }) => action.id);

    expect(onBoard.length).toBeGreaterThan(1);
    expect(onPage.filter((id) => onBoard.includes(id))).toEqual(onBoard);
    expect(onNow).toEqual(onPage.slice(0, FROM_ONE));
  });

  it('keeps the order of work: dependencies, the customers’ impact, and a second pair of eyes', async () => {
    await order(dev, { do: 'add', itemId: 'design', title: '権限の変更案', workstream: 'design', department: '開発' });
    await order(dev, {
      do: 'add',
      itemId: 'apply',
      title: '権限を変える',
      workstream: 'implementation',
      dependsOn: ['design'],
      touchesCustomers: true,
      fourEyes: true,
      due: '2026-11-24T09:00:00+09:00',
    });

    expect(await order(ops, { do: 'start', itemId: 'apply' })).toMatchObject({
      ok: false,
      error: { code: 'work.depends-on-others', status: 409 },
    });
    await order(dev, { do: 'finish', itemId: 'design', result: '案 B に決定' });
    expect(await order(ops, { do: 'start', itemId: 'apply' })).toMatchObject({ ok: true });
    expect(await order(ops, { do: 'finish', itemId: 'apply', result: '実施' })).toMatchObject({
      ok: false,
      error: { code: 'work.impact-not-checked' },
    });
    await order(ops, { do: 'check-impact', itemId: 'apply', impact: 'announced', finding: '12 社に事前に知らせた' });
    expect(await order(ops, { do: 'finish', itemId: 'apply', result: '全サーバーに実施' })).toMatchObject({ ok: true });
    expect(await order(ops, { do: 'verify', itemId: 'apply', accepted: true })).toMatchObject({
      ok: false,
      error: { code: 'work.same-eyes' },
    });
    expect(await order(dev, { do: 'verify', itemId: 'apply', accepted: true })).toMatchObject({ ok: true });
    expect(await item('apply')).toMatchObject({ status: 'verified', moves: [], late: false });
  });

  it('shows what is blocked by whom until when, what is late, and the nearest due time on the strip', async () => {
    await order(dev, {
      do: 'add',
      itemId: 'vendor',
      title: 'ベンダーの修正待ち',
      workstream: 'implementation',
      due: '2026-11-25T18:00:00+09:00',
      needsAckBy: '2026-11-21T18:00:00+09:00',
    });
    await order(dev, { do: 'block', itemId: 'vendor', by: 'ベンダー', until: '2026-11-23T09:00:00+09:00', reason: '修正版を待つ' });
    expect(await item('vendor')).toMatchObject({ status: 'blocked', blocked: { by: 'ベンダー' }, late: false });

    const station = readStations(await view()).find((one) => one.station === 'fix');
    expect(station).toMatchObject({ word: { ja: '停滞あり' }, deadline: '2026-11-25T18:00:00+09:00' });
    desk.clock.set('2026-11-23T01:00:00.000Z');
    expect(await item('vendor')).toMatchObject({ late: true });
  });

  it('refuses circles, unknown dependencies and moves out of state', async () => {
    await order(dev, { do: 'add', itemId: 'a', title: 'a' });
    await order(dev, { do: 'add', itemId: 'b', title: 'b', dependsOn: ['a'] });
    expect(await order(dev, { do: 'change', itemId: 'a', fields: { dependsOn: ['b'] } })).toMatchObject({
      ok: false,
      error: { code: 'work.circle' },
    });
    expect(await order(dev, { do: 'add', itemId: 'c', title: 'c', dependsOn: ['zzz'] })).toMatchObject({
      ok: false,
      error: { code: 'work.unknown-dependency' },
    });
    expect(await order(dev, { do: 'start', itemId: 'apply' })).toMatchObject({ ok: false, error: { code: 'work.wrong-state' } });
    expect(await order(dev, { do: 'add', itemId: 'a', title: 'again' })).toMatchObject({ ok: false, error: { code: 'work.item-exists' } });
  });

  it('lets one person alone finish the work, and says in the journal that nobody else looked', async () => {
    await order(dev, { do: 'set-mode', onePerson: true, reason: '連休中は一人' });
    await order(dev, { do: 'add', itemId: 'alone', title: '一人で直す', fourEyes: true });
    await order(dev, { do: 'finish', itemId: 'alone', result: '直した' });
    expect(await order(dev, { do: 'verify', itemId: 'alone', accepted: true })).toMatchObject({ ok: true });

    const entries = await desk.journal.entries(caseId, 0, 200);
    expect(entries.findLast((entry) => entry.kind === 'work.verified')).toMatchObject({ body: { itemId: 'alone', alone: true } });
  });

  it('names over all cases what has a time to keep, nearest first, with what is to be done by then', async () => {
    const due = await dueWork(desk.journal, desk.clock.now());
    expect(dueWorkSchema.parse(due)).toEqual(due);
    expect(due.items.map((one) => [one.itemId, one.what, one.late])).toEqual([['vendor', 'take', true]]);
    await order(dev, { do: 'acknowledge', itemId: 'vendor' });
    expect((await dueWork(desk.journal, desk.clock.now())).items).toMatchObject([
      { itemId: 'vendor', what: 'blocked', by: '2026-11-23T09:00:00+09:00', late: true, caseId },
    ]);
  });

  it('keeps files with a note under their hash, and refuses a hash whose bytes the desk does not hold', async () => {
    const deps = { journal: desk.journal, notes: createNoteStore(desk.database), blobs: desk.blobs, clock: desk.clock, hash: sha256 };
    const bytes = new TextEncoder().encode('画面の写し');
    const attachment = { sha256: await desk.blobs.put(bytes), fileName: '画面.txt', bytes: bytes.length };
    const refused = await saveNote(deps, caseId, 'note-0002', dev, { ...save('添付あり'), attachments: [attachment] }, 0);
    expect(refused).toEqual({ is: 'no-attachment', fileName: '画面.txt' });
    await deps.notes.handedIn(caseId, dev.id, attachment.sha256, deps.clock.now());
    const kept = await saveNote(deps, caseId, 'note-0002', dev, { ...save('添付あり'), attachments: [attachment] }, 0);
    expect(kept).toMatchObject({ is: 'saved', note: { attachments: [attachment] } });
    const missing = { ...attachment, sha256: 'f'.repeat(64) };
    expect(await saveNote(deps, caseId, 'note-0003', dev, { ...save('偽'), attachments: [missing] }, 0)).toEqual({
      is: 'no-attachment',
      fileName: '画面.txt',
    });
    // The case holds the bytes: they can be fetched and are erased with the entry that names them.
    expect(await desk.journal.blobsOf(caseId)).toContain(attachment.sha256);
  });

  it('gives back to its writer alone what was begun and never saved, until it is saved or discarded', async () => {
    const notes = createNoteStore(desk.database);
    const deps = { journal: desk.journal, notes, blobs: desk.blobs, clock: desk.clock, hash: sha256 };
    const begun = async (who: typeof dev | typeof ops) => (await notes.freshDrafts(caseId, who.id)).map(({ text }) => text).toSorted();
    await notes.saveDraft(caseId, 'note-begun1', dev.id, '電話の内容：', desk.clock.now());
    await notes.saveDraft(caseId, 'note-begun2', dev.id, '打ち合わせ', desk.clock.now());
    await notes.saveDraft(await otherCase(desk), 'note-begun3', dev.id, '別の事案', desk.clock.now());
    expect(await begun(dev)).toEqual(['打ち合わせ', '電話の内容：'].toSorted());
    expect(await begun(ops)).toEqual([]);

    await saveNote(deps, caseId, 'note-begun1', dev, save('電話の内容：折り返し済み'), 0);
    await notes.saveDraft(caseId, 'note-begun1', dev.id, '電話の内容：折り返し済み。続き', desk.clock.now());
    expect(await begun(dev)).toEqual(['打ち合わせ']);
    await notes.saveDraft(caseId, 'note-begun2', dev.id, '', desk.clock.now());
    expect(await begun(dev)).toEqual([]);
  });

  it('saves a note or refuses with both texts kept; the same save twice is one save', async () => {
    const deps = { journal: desk.journal, notes: createNoteStore(desk.database), blobs: desk.blobs, clock: desk.clock, hash: sha256 };

    expect(await saveNote(deps, caseId, 'note-0001', dev, save('最初の文'), 0)).toMatchObject({ is: 'saved', note: { version: 1 } });
    expect(await saveNote(deps, caseId, 'note-0001', dev, save('最初の文'), 0)).toMatchObject({ is: 'saved', note: { version: 1 } });
    expect(await saveNote(deps, caseId, 'note-0001', ops, save('運用の文 <script>\u0000'), 1)).toMatchObject({
      is: 'saved',
      note: { version: 2 },
    });
    expect(await saveNote(deps, caseId, 'note-0001', dev, save('遅れた文'), 1)).toMatchObject({
      is: 'stale',
      theirs: { version: 2, author: '運用 花子' },
    });

    const history = await deps.notes.history('note-0001', 10);
    expect(history.map((row) => [row.text, row.accepted])).toEqual([
      ['遅れた文', false],
      ['運用の文 <script>\u2400', true],
      ['最初の文', true],
    ]);
    const saved = (await desk.journal.entries(caseId, 0, 200)).filter(
      (entry) => entry.kind === 'note.saved' && entry.body?.noteId === 'note-0001',
    );
    expect(saved).toHaveLength(2);
    expect(saved[0]?.body).toMatchObject({
      happenedAt: '2026-11-21T14:05:00+09:00',
      happenedAtUtc: '2026-11-21T05:05:00.000Z',
      digest: sha256('最初の文'),
    });
    expect(await saveNote(deps, (await otherCase(desk)) as CaseId, 'note-0001', dev, save('x'), 2)).toEqual({ is: 'other-case' });
  });

  it('takes a second save from another tab for the same only when nothing differs, and loses no file of a refused one', async () => {
    const notes = createNoteStore(desk.database);
    const deps = { journal: desk.journal, notes, blobs: desk.blobs, clock: desk.clock, hash: sha256 };
    const bytes = new TextEncoder().encode('証拠の写し');
    const file = { sha256: await desk.blobs.put(bytes), fileName: '復答 証拠（第2回）.pdf', bytes: bytes.length };
    await notes.handedIn(caseId, dev.id, file.sha256, desk.clock.now());
    const first = save('同じ文');
    const second = { ...first, title: '経過 2' };
    const put = (who: Parameters<typeof saveNote>[3], wanted: Parameters<typeof saveNote>[4], basedOn: number) =>
      saveNote(deps, caseId, 'note-tabs1', who, wanted, basedOn);
    await put(dev, first, 0);
    expect(await put(dev, second, 1)).toMatchObject({ is: 'saved', note: { version: 2 } });
    expect(await put(dev, second, 1)).toMatchObject({ is: 'saved', note: { version: 2 } });

    const others = [
      { ...second, text: '別の文' },
      { ...second, title: '経過' },
      { ...second, tlp: 'RED' as const },
      { ...second, happenedAt: null },
      { ...second, tlp: 'RED' as const, attachments: [file] },
    ];
    for (const other of others) expect(await put(dev, other, 1)).toMatchObject({ is: 'stale', theirs: { version: 2, tlp: 'AMBER' } });
    // Another person of the same name is another person.
    expect(await put({ ...dev, id: 'p-namesake' }, second, 1)).toMatchObject({ is: 'stale' });

    const refused = (await notes.history('note-tabs1', 20)).filter((row) => !row.accepted);
    expect(refused.map(({ title, text, tlp, happenedAt, attachments }) => ({ title, text, tlp, happenedAt, attachments }))).toEqual(
      [...others, second].toReversed(),
    );
    expect(refused.map((row) => row.authorId)).toEqual(['p-namesake', ...others.map(() => dev.id)]);
    expect(await desk.journal.blobsOf(caseId)).toContain(file.sha256);
    expect((await notes.note(caseId, 'note-tabs1'))?.version).toBe(2);
  });

  it('takes its times from the journal alone', async () => {
    await desk.journal.append({
      stream: caseId,
      actor: ops,
      drafts: [{ kind: 'case.rated', body: { severity: 'high', urgency: 'today', tlp: 'AMBER', reason: '' } }],
    });
    desk.clock.set('2026-11-28T05:05:00.000Z');
    await desk.journal.append({
      stream: caseId,
      actor: ops,
      drafts: [{ kind: 'case.closed', body: { outcome: 'resolved', reason: '完了' } }],
    });

    const measures = await caseMeasures(desk.journal, caseId);
    expect(measures?.minutes).toMatchObject({
      'first-contact': 0,
      seen: 0,
      verified: 30,
      triaged: 2635,
      closed: 10_080,
      contained: null,
      'customers-told': null,
    });
    expect(measures?.seq.closed).toBe((await view()).seq);
  });
});

describe('story/remediation playbooks', () => {
  it('has exactly one for each kind of incident, in both languages', () => {
    expect(playbooks.flatMap((playbook) => playbook.kinds).toSorted()).toEqual([...kindsByUrgency].toSorted());
    for (const kind of kindsByUrgency) expect(playbookFor(playbooks, [kind])?.kinds).toEqual([kind]);
    expect(playbookFor(playbooks, ['compromise-seen', 'weakness-claimed'])?.id).toBe('suspicious-traffic');
    for (const playbook of playbooks) expect(playbook.steps.length).toBeGreaterThanOrEqual(4);
  });

  it.each(playbooks.map((playbook) => [playbook.id, playbook] as const))(
    '%s: every step is reached from the start and ends',
    (_, playbook) => {
      const cacao = toCacao(playbook, 'ja', sha256, '2026-11-21T00:00:00.000Z') as {
        workflow_start: string;
        workflow: Record<string, { type: string; on_completion?: string; next_steps?: string[] }>;
      };
      const seen = new Set<string>();
      const queue = [cacao.workflow_start];
      for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
        if (seen.has(id)) continue;
        seen.add(id);
        const step = cacao.workflow[id];
        expect(step, id).toBeDefined();
        if (step?.type !== 'end') expect(step?.on_completion, id).toBeDefined();
        queue.push(...[step?.on_completion, ...(step?.next_steps ?? [])].filter((next): next is string => next !== undefined));
      }
      expect(seen.size).toBe(Object.keys(cacao.workflow).length);
      expect(Object.values(cacao.workflow).filter((step) => step.type === 'action')).toHaveLength(playbook.steps.length);
    },
  );

  it.each(playbooks.map((playbook) => [playbook.id, playbook] as const))(
    '%s: proposes at each turn at most three steps with who and by when, in both languages, until all are done',
    async (id, playbook) => {
      const desk = await openTestDesk();
      const caseId = (await otherCase(desk)) as CaseId;
      const view = async () => (await desk.journal.view(caseId)) as CaseView;
      const chosen = boardOrderSchema.parse({ do: 'choose-playbook', playbookId: id });
      await direct({ journal: desk.journal, clock: desk.clock, playbooks }, caseId, ops, chosen);
      const started = Date.parse(desk.clock.now());
      const done: string[] = [];
      for (let turn = 0; turn <= playbook.steps.length; turn += 1) {
        const { next } = boardOf(await view(), desk.clock.now());
        if (next.length === 0) break;
        expect(next.length).toBeLessThanOrEqual(3);
        for (const step of next) {
          const source = playbook.steps.find((one) => `remediation.step.${one.id}` === step.id);
          expect(source?.after.every((before) => done.includes(before))).toBe(true);
          expect([step.who.ja, step.who.en, step.text.ja, step.text.en, step.why.ja, step.why.en].every((text) => text.length > 1)).toBe(
            true,
          );
          expect(Date.parse(step.by ?? '')).toBe(started + (source?.byMinutes ?? 0) * 60_000);
          expect(step.item?.step).toBe(source?.id);
        }
        const [first] = next;
        done.push((first?.id ?? '').replace('remediation.step.', ''));
        await desk.journal.append({
          stream: caseId,
          actor: ops,
          drafts: [{ kind: 'case.action-done', body: { actionId: first?.id ?? '', note: '' } }],
        });
      }
      expect(done.toSorted()).toEqual(playbook.steps.map((step) => step.id).toSorted());
      await desk.close();
    },
  );

  const schemas = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'containment', 'cacao-schemas');
  describe.skipIf(!existsSync(schemas))('against the CACAO 2.0 schemas (shared/data/containment/cacao-schemas)', () => {
    it('validates', () => {
      const Ajv = createRequire(import.meta.url)('ajv') as {
        default: new (
          options: object,
        ) => {
          addSchema: (schema: object) => void;
          addFormat: (name: string, value: boolean) => void;
          getSchema: (id: string) => ((data: unknown) => boolean) & { errors?: unknown };
        };
      };
      const ajv = new Ajv.default({ strict: false, validateFormats: false });
      const files = readdirSync(schemas, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
      for (const file of files) {
        const { $schema: _, ...schema } = JSON.parse(readFileSync(join(schemas, file), 'utf8')) as { $schema?: string };
        ajv.addSchema(schema);
      }
      const root = (JSON.parse(readFileSync(join(schemas, 'playbook.json'), 'utf8')) as { $id: string }).$id;
      const validate = ajv.getSchema(root);
      for (const playbook of playbooks) {
        const good = JSON.parse(JSON.stringify(toCacao(playbook, 'en', sha256, '2026-11-21T00:00:00.000Z'))) as Record<string, unknown>;
        expect(validate(good), JSON.stringify(validate.errors)?.slice(0, 800)).toBe(true);
        expect(validate({ ...good, created_by: 'nobody' })).toBe(false);
      }
    });
  });
});

function save(text: string) {
  return {
    title: '経過',
    text,
    tlp: 'AMBER' as const,
    happenedAt: '2026-11-21T14:05:00+09:00',
    attachments: [],
  };
}

async function otherCase(desk: TestDesk): Promise<string> {
  return (
    await desk.journal.write((writing) =>
      writing.openCase(dev, () => [{ kind: 'case.opened', body: { title: 'another', reportId: null } }]),
    )
  ).caseId;
}
