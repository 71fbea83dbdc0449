// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../support/random.ts';
import type { Person } from '../support/stage.ts';
import type { Office } from './office.ts';

/** One order at the board; the desk itself writes into the case meanwhile, and whoever comes second presses again. */
export async function order(by: Person, caseId: string, one: object): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const answer = await by.visitor.post(`/api/v1/cases/${caseId}/board`, one);
    if (answer.status === 412 && tries <= 20) continue;
    if (answer.status >= 400) throw new Error(`board ${JSON.stringify(one)}: ${answer.text.slice(0, 400)}`);
    return;
  }
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** On a file server lies a large file that nobody knows. In the real case such files were deleted: here the desk asks first. */
export async function oddFile(office: Office, caseId: string): Promise<void> {
  const { stage, engineer, manager, run, truths } = office;
  run.say({ ja: '技術者が不審な大きなファイルを消そうとする', en: 'an engineer wants to delete an odd large file' });
  await stage.forward(20);
  const file = join(stage.folder, 'wmupd.tmp');
  const random = seededRandom(19).next;
  const planted = Buffer.from(Array.from({ length: 300_000 }, () => Math.floor(random() * 256)));
  writeFileSync(file, planted);
  const itemId = 'odd-file';
  await order(engineer, caseId, {
    do: 'add',
    itemId,
    step: null,
    title: 'ファイルサーバーの wmupd.tmp を削除する',
    destroys: true,
    fourEyes: true,
  });
  const early = await engineer.refused(`/api/v1/cases/${caseId}/board`, { do: 'start', itemId });
  truths.note(
    '残すか決める前は消し始められない',
    'deleting is not begun before the evidence is settled',
    'plan',
    'work.evidence-not-settled',
    early,
  );
  if (run.plant === 'deleted-first') writeFileSync(file, '');
  const form = new FormData();
  form.append('file', new Blob([readFileSync(file)]), 'wmupd.tmp');
  const kept = await engineer.visitor.call('POST', `/api/v1/cases/${caseId}/attachments`, form);
  const hash = /[0-9a-f]{64}/.exec(kept.text)?.[0] ?? 'none';
  truths.note('消す前のファイルが証拠として残った', 'the file is kept as evidence before it goes', 'file', hashOf(planted), hash);
  await order(engineer, caseId, { do: 'settle-evidence', itemId, answer: 'kept', note: `写しを添付に残した（SHA-256 ${hash}）` });
  await order(engineer, caseId, { do: 'start', itemId });
  await order(engineer, caseId, { do: 'check-impact', itemId, impact: 'none', finding: '業務で使うファイルではない' });
  rmSync(file, { force: true });
  await order(engineer, caseId, { do: 'finish', itemId, result: '削除した' });
  await order(manager, caseId, { do: 'verify', itemId, accepted: !existsSync(file), note: '残っていないことを見た' });
}
