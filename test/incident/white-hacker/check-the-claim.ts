// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WholeSheet } from '../../support/whole-sheet.ts';
import type { TriageSheet } from '../../../src/triage/contract.ts';
import { runMatoi } from '../../support/process.ts';
import type { House } from './house.ts';
import { ATTACKER } from './world.ts';
import { CGI_PATH } from '../support/web-house.ts';

const ADVISORY = `cpansa_version: 2
distribution: Form-Sender
advisories:
  - id: CPANSA-Form-Sender-2020-01
    affected_versions: ['<1.4']
    fixed_versions: ['>=1.4']
    cves: []
    description: A semicolon in the query runs a command on the server
    reported: 2020-02-03
`;

/** Published data, the list of assets and thirty days of logs say whether it is true; then the hole is closed and looked at by another. */
export async function checkTheClaim(house: House, caseId: string): Promise<void> {
  const { stage, handler, run, truths } = house;
  run.say({ ja: '公開情報・資産・ログで確かめる', en: 'checking published data, assets and logs' });
  await handler.press(caseId, {
    do: 'log-call',
    whom: 'JPCERT/CC',
    telephone: '03-0000-0000',
    result: 'reached',
    callBackAt: null,
    note: '同じ情報があるか相談した',
  });
  await consult(house, caseId);
  await stage.bringLog(handler, 'access.log', house.web.accessLog());
  const sheet = await stage.until(caseId, 'a verdict', ({ judgement }) =>
    judgement.known.some(({ text }) => text.ja.includes(`${CGI_PATH}: 裏付けあり`)),
  );
  const claim = claimIn(sheet);
  const lines = house.web
    .accessLog()
    .split('\n')
    .filter((line) => line.includes(CGI_PATH));
  truths.note('CGI への要求', 'requests for the CGI', 'web', lines.length, claim.requests);
  truths.note('攻撃の形をした要求', 'requests with the shape of an attack', 'plan', house.history.attempts, claim.attackShaped);
  truths.note(
    '報告の言い分は本当か',
    'whether the claim is true',
    'web',
    await house.web.isOpen(),
    sheet.judgement.known.some(({ text }) => text.ja.includes(`${CGI_PATH}: 裏付けあり`)),
  );
  truths.note(
    '攻撃元がログの証拠に出ている',
    'the address of the attempt stands in the log',
    'plan',
    true,
    house.web.accessLog().includes(ATTACKER),
  );
  await mend(house, caseId);
}

/** The list of assets and the published data are brought; the report is examined again by a person. */
async function consult(house: House, caseId: string): Promise<void> {
  const { stage, handler, truths } = house;
  const file = join(stage.folder, 'Form-Sender.yml');
  writeFileSync(file, ADVISORY);
  const brought = await runMatoi(['advisories', 'import', 'cpansa', file, '--as-of', '2026-11-01'], { MATOI_DATA: stage.dataFolder });
  if (brought.code !== 0) throw new Error(`advisories: ${brought.stderr}`);
  const form = new FormData();
  const rows = '種別,名前,版,ホスト,パス,公開\ncpan,Form-Sender,1.2,www.bluebird.example,/cgi-bin/ask.cgi,internet\n';
  form.append('file', new Blob([rows]), 'assets.csv');
  const answer = await handler.visitor.call('POST', '/api/v1/triage/inventory', form);
  if (answer.status >= 400) throw new Error(`assets: ${answer.text.slice(0, 500)}`);
  const [reportId] = Object.keys(((await stage.sheet(caseId)).parts['triage'] as { examined: object }).examined);
  const seen = await handler.post<TriageSheet>(`/api/v1/cases/${caseId}/triage/${reportId}/examine`);
  truths.note(
    '公開情報に載っているか',
    'whether it is published',
    'file',
    'confirmed',
    seen.corroboration.find(({ source }) => source === 'cpansa')?.answer ?? 'none',
  );
  truths.note('該当する自社の資産', 'own assets concerned', 'file', 1, seen.inventory.filter(({ state }) => state === 'affected').length);
}

type Verdict = {
  readonly claim: { readonly path: string };
  readonly requests: number;
  readonly attackShaped: number;
};

/** What the case says of the claimed path. */
function claimIn(sheet: WholeSheet): Verdict {
  const { verdicts } = sheet.parts['hunt'] as { verdicts: readonly Verdict[] };
  const found = verdicts.find(({ claim }) => claim.path === CGI_PATH);
  if (found === undefined) throw new Error('no verdict on the path');
  return found;
}

async function mend(house: House, caseId: string): Promise<void> {
  const { stage, handler, administrator, manager, run, truths, web } = house;
  run.say({ ja: '証拠を残し、直し、別の人が確かめる', en: 'keeping evidence, mending, verified by another' });
  const board = async (by: typeof handler, order: object) => {
    for (let tries = 0; ; tries += 1) {
      const answer = await by.visitor.post(`/api/v1/cases/${caseId}/board`, order);
      if (answer.status !== 412 || tries > 20) {
        if (answer.status >= 400) throw new Error(`board ${JSON.stringify(order)}: ${answer.text.slice(0, 400)}`);
        return;
      }
    }
  };
  const itemId = 'mend-cgi';
  await board(handler, {
    do: 'add',
    itemId,
    step: 'fix',
    title: 'ask.cgi を Form-Sender 1.4 に替える',
    fourEyes: true,
    touchesCustomers: true,
    destroys: true,
  });
  const old = readFileSync(web.cgiFile);
  const form = new FormData();
  form.append('file', new Blob([old]), 'ask.cgi');
  const kept = await administrator.visitor.call('POST', `/api/v1/cases/${caseId}/attachments`, form);
  if (kept.status >= 400) throw new Error(`attachment: ${kept.text.slice(0, 300)}`);
  const hash = createHash('sha256').update(old).digest('hex');
  truths.note(
    '替える前の CGI が証拠として残った',
    'the CGI of before is kept as evidence',
    'file',
    hash,
    /[0-9a-f]{64}/.exec(kept.text)?.[0] ?? 'none',
  );
  const early = await administrator.refused(`/api/v1/cases/${caseId}/board`, { do: 'start', itemId });
  truths.note('証拠の扱いを決める前は始められない', 'not begun before the evidence is settled', 'plan', 'work.evidence-not-settled', early);
  await board(administrator, {
    do: 'settle-evidence',
    itemId,
    answer: 'kept',
    note: `差し替え前の ask.cgi（SHA-256 ${hash}）を添付に残した`,
  });
  await board(administrator, { do: 'start', itemId });
  await board(administrator, { do: 'check-impact', itemId, impact: 'none', finding: '問い合わせの送信は続けて使える' });
  if (run.plant !== 'hole-still-open') web.mend();
  await board(administrator, { do: 'finish', itemId, result: '1.4 に替えた' });
  const same = await administrator.refused(`/api/v1/cases/${caseId}/board`, { do: 'verify', itemId, accepted: true });
  truths.note('直した本人は確認できない', 'whoever mended it may not verify it', 'plan', 'work.same-eyes', same);
  await board(manager, { do: 'verify', itemId, accepted: true, note: '試した文字列が実行されないことを見た' });
  const verified = (await stage.sheet(caseId)).parts['remediation'] as { items: readonly { itemId: string; status: string }[] };
  truths.note(
    '穴が塞がり、別の人が確かめた',
    'the hole is closed and verified by another',
    'web',
    !(await web.isOpen()),
    verified.items.find((one) => one.itemId === itemId)?.status === 'verified',
  );
}
