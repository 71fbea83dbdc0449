// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boardSchema } from '../../src/remediation/contract.ts';
import type { Board } from '../../src/remediation/contract.ts';
import { readPlaybooks } from '../../src/wiring/remediation.ts';
import type { WalkedDesk } from '../support/walked-desk.ts';
import { walkedDesk } from '../support/walked-desk.ts';

describe('story/evidence: nothing is wiped before it is said what became of the evidence', () => {
  const held: { walk?: WalkedDesk; caseId?: string } = {};
  const walk = () => held.walk as WalkedDesk;
  const caseId = () => held.caseId as string;
  /** The desk itself writes into the case meanwhile: whoever comes second presses again. */
  const send = async (order: object) => {
    for (let tries = 0; ; tries += 1) {
      const answer = await walk().responder.post(`/api/v1/cases/${caseId()}/board`, order);
      if (answer.status !== 412 || tries > 20) return answer;
    }
  };
  const order = async (one: object): Promise<Board> => {
    const answer = await send(one);
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
    return boardSchema.parse(answer.json);
  };
  const refused = async (one: object): Promise<string> => ((await send(one)).json as { code: string }).code;

  beforeAll(async () => {
    held.walk = await walkedDesk();
    held.caseId = await walk().noted('telephone', '監視会社から電話', '御社の端末が 198.51.100.66 と通信しています。PlugX の疑いです。');
  });
  afterAll(async () => held.walk?.close());

  it('is asked of steps that a playbook marks, and of no others', () => {
    const marked = readPlaybooks('/nonexistent').flatMap((one) =>
      one.steps.filter((step) => step.destroys).map((step) => `${one.id}/${step.id}`),
    );
    expect(marked.toSorted()).toEqual([
      'data-lost/ask-delete',
      'phishing-clicked/device-check',
      'ransomware/restore',
      'suspicious-traffic/rebuild',
    ]);
  });

  it('an item made of such a step, or marked by a person, neither starts nor ends before the answer', async () => {
    await order({ do: 'choose-playbook', playbookId: 'suspicious-traffic' });
    await order({ do: 'add', itemId: 'w1', step: 'rebuild', title: '端末を作り直す', destroys: true });
    await order({ do: 'add', itemId: 'w2', title: '古い機器を送り返す' });
    await order({ do: 'change', itemId: 'w2', fields: { destroys: true } });
    for (const itemId of ['w1', 'w2'])
      for (const move of [{ do: 'start' }, { do: 'finish', result: '済み' }])
        expect(await refused({ ...move, itemId })).toBe('work.evidence-not-settled');
    expect((await send({ do: 'settle-evidence', itemId: 'w1', answer: 'kept', note: '' })).status).toBe(422);

    await order({ do: 'settle-evidence', itemId: 'w1', answer: 'kept', note: 'ディスクの写しを証拠庫に置いた' });
    await order({ do: 'settle-evidence', itemId: 'w2', answer: 'cannot', note: '貸与品で、分解できない' });
    await order({ do: 'start', itemId: 'w1' });
    const board = await order({ do: 'finish', itemId: 'w2', result: '発送した' });
    expect(board.items.map(({ itemId, status, evidence }) => [itemId, status, evidence?.answer])).toEqual([
      ['w1', 'started', 'kept'],
      ['w2', 'done', 'cannot'],
    ]);
    const entries = await walk().desk.journal.entries(caseId() as never, 0, 1000);
    expect(entries.filter((one) => one.kind === 'work.evidence-settled').map((one) => one.actor.type)).toEqual(['person', 'person']);
  });

  it('a step that is done without an item is refused; one that destroys nothing is not', async () => {
    const { seq } = await walk().sheet(caseId());
    const body = { do: 'action-done', actionId: 'remediation.step.rebuild', note: '' };
    const answer = await walk().responder.call('POST', `/api/v1/cases/${caseId()}/entries`, body, { 'if-match': String(seq) });
    expect([answer.status, (answer.json as { code: string }).code]).toEqual([409, 'journal.evidence-first']);
    await walk().press(caseId(), { do: 'action-done', actionId: 'remediation.step.take-the-call', note: '' });
  });

  it('says when each source of logs begins to lose what matters, and proposes to copy it before that', async () => {
    await walk().press(caseId(), { do: 'log-retention', source: 'Squid', days: 30, kept: false });
    const sheet = await walk().press(caseId(), { do: 'log-retention', source: 'DNS', days: 7, kept: false });
    expect(sheet.retentions.map((one) => [one.source, one.lostAt])).toEqual([
      ['DNS', '2026-11-28T05:05:00.000Z'],
      ['Squid', '2026-12-21T05:05:00.000Z'],
    ]);
    expect(sheet.next.filter((one) => one.id.startsWith('case.retention.')).map((one) => [one.text.en, one.by])).toEqual(
      expect.arrayContaining([['Copy the logs of DNS to keep them', '2026-11-28T05:05:00.000Z']]),
    );
    const after = await walk().press(caseId(), { do: 'log-retention', source: 'DNS', days: 7, kept: true });
    expect(after.retentions.map((one) => [one.source, one.kept])).toEqual([
      ['Squid', false],
      ['DNS', true],
    ]);
    expect(after.next.map((one) => one.text.en)).not.toContain('Copy the logs of DNS to keep them');
  });
});
