// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StatementDraft } from '../../../src/disclosure/contract.ts';
import type { StatementDesk } from '../../../src/disclosure/release/release.contract.ts';
import type { Company } from './company.ts';

const HOUR = 3_600_000;

/** The first report is published as files and put on a web space elsewhere; whoever has the folder alone can read it. */
export async function publishElsewhere(company: Company, caseId: string): Promise<void> {
  const { stage, director, manager, run, truths, screens } = company;
  run.say({ ja: '第一報をファイルとして書き出し、別の場所に置く', en: 'the first report as files, put elsewhere' });
  const path = `/api/v1/cases/${caseId}/statements`;
  const fields = {
    requests: [{ ja: '当社を名乗る不審なメールにご注意ください', en: 'Beware of suspicious mails in our name' }],
    'contact.telephone': '03-5555-0142',
    'contact.how-told': { ja: '電話と書面でお知らせします', en: 'By telephone and letter' },
    'press.telephone': '03-5555-0199',
    'next.at': new Date(stage.now() + 30 * HOUR).toISOString(),
  };
  await director.post(`${path}/fields`, { fields, reason: '第一報のため' });
  const draft = await director.get<StatementDraft>(`${path}/draft?stage=first&lang=ja`);
  if (draft.missing.length > 0)
    throw new Error(`missing: ${draft.missing.map(({ item, wants }) => `${item} ${wants.join('/')}`).join(', ')}`);
  const told = { do: 'told', whom: 'staff', at: new Date(stage.now()).toISOString(), how: '館内放送で全社員に' };
  await director.post(path, told);
  const prepared = await director.post<StatementDesk>(path, { do: 'prepare', stage: 'first' });
  const { statementId = '', blob = '' } = prepared.statements.at(-1) ?? {};
  await manager.post(path, { do: 'approve', statementId, blob });
  await manager.post(path, { do: 'publish', statementId, blob, reason: '公式サイトが開けない' });
  const [written, elsewhere] = [join(stage.folder, 'site'), join(stage.folder, 'elsewhere')];
  const { stderr } = await stage.command(['statement', 'publish', '--to', written, '--lang', run.lang]);
  if (!existsSync(written)) throw new Error(`no files: ${stderr}`);
  cpSync(written, elsewhere, { recursive: true });
  const index = join(elsewhere, 'index.html');
  if (run.plant === 'file-damaged') writeFileSync(index, readFileSync(index, 'utf8').replaceAll('html"', 'htm"'));
  const sums = spawnSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: elsewhere });
  truths.note('置いたファイルが書き出したまま', 'the files are those that were written', 'file', 0, sums.status ?? -1);
  const pages = readdirSync(elsewhere).filter((name) => name.endsWith('.html'));
  const links = pages.flatMap((name) => linksOf(readFileSync(join(elsewhere, name), 'utf8')));
  truths.note('一覧と第一報が日英である', 'list and report, in both languages', 'file', 4, pages.length);
  const dead = links.filter((link) => !existsSync(join(elsewhere, link))).length;
  truths.note('フォルダーの中で切れているリンク', 'links that lead nowhere in the folder', 'file', 0, dead);
  const report = readFileSync(join(elsewhere, pages.find((name) => name.endsWith('-1.ja.html')) ?? 'index.html'), 'utf8');
  truths.note('第一報に問い合わせの電話がある', 'the report names the telephone to call', 'file', true, report.includes('03-5555-0142'));
  const outside = [...report.matchAll(/(?:src|href)="(?:https?:)?\/\//g)].length;
  truths.note('ほかのサーバーを要しない', 'needs no other server', 'file', 0, outside);
  if (screens !== null) {
    const name = pages.find((one) => one.endsWith(`-1.${run.lang}.html`)) ?? 'index.html';
    await screens.phone(pathToFileURL(join(elsewhere, name)).href, run.lang, 'statement-from-folder', (page) =>
      page.locator('h1').first().waitFor(),
    );
  }
}

/** Where links of a page lead within its folder. */
function linksOf(html: string): readonly string[] {
  return [...html.matchAll(/(?:href|src)="([^"#?]+)"/g)].flatMap(([, to = '']) => (/^(?:[a-z]+:|\/)/i.test(to) ? [] : [to]));
}
