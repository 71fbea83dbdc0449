// SPDX-License-Identifier: Apache-2.0
import { runMatoi } from '../../support/process.ts';
import { taken } from '../support/stage.ts';
import type { Provider } from './provider.ts';

type RunFile = { readonly findings: readonly { readonly rule: string; readonly pathBytes: string; readonly proof: string }[] };

/** A letter names the weakness; the host is audited by the command line and the result is handed to the case. */
export async function audit(provider: Provider): Promise<string> {
  const { handler, run, truths, planted, customers } = provider;
  run.say({ ja: '編集部からの手紙を書き留め、全体を調べる', en: "writing down the editors' letter, auditing the host" });
  const subject = '隣の契約者のファイルが見える';
  const text = '御社のレンタルサーバーでは、CGI からほかの契約者のファイルを読み書きできます。パスワードのファイルも読めました。';
  const noted = { channel: 'letter', subject, from: '編集部', happenedAt: null, text };
  const { caseId } = await handler.post<{ caseId: string }>('/api/v1/reports/by-hand', noted);
  await handler.post(`/api/v1/cases/${caseId}/triage-kinds`, { kinds: ['exposure-seen'], reason: '' });
  await handler.press(caseId, { do: 'name-owner', personId: handler.personId });
  const rows = customers.map(({ tenant, customerId }) => ({ tenant, customerId, customer: `契約者 ${customerId}` }));
  await handler.post(`/api/v1/cases/${caseId}/exposure/customers`, { rows });
  const found = await auditOnce(provider, caseId);
  const expected = new Set(planted.map(({ key }) => key));
  truths.note('仕込んだ露出', 'planted exposures', 'plan', expected.size, found.filter((key) => expected.has(key)).length);
  truths.note('仕込んでいないものの指摘', 'findings that were not planted', 'plan', 0, found.filter((key) => !expected.has(key)).length);
  return caseId;
}

/** One audit of the whole host as its administrator runs it; gives what was found, by rule and path. */
export async function auditOnce({ host, stage, handler }: Provider, caseId: string): Promise<readonly string[]> {
  const args = ['exposure', 'scan', host.root, '--passwd', host.passwd, '--group', host.group, '--json'];
  const { stdout, stderr, code } = await runMatoi(args, { MATOI_DATA: `${stage.folder}/nowhere` });
  if (code !== 0 && code !== 1) throw new Error(`the audit ended with ${code}: ${stderr}`);
  const form = new FormData();
  form.append('run', new Blob([stdout]), 'run.json');
  taken(await handler.visitor.call('POST', `/api/v1/cases/${caseId}/exposure/runs`, form));
  return (JSON.parse(stdout) as RunFile).findings.map(({ rule, pathBytes }) => `${rule} ${pathBytes}`);
}
