// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Company } from './company.ts';
import { dayInJapan, paperRows, typedOff } from './world.ts';

const WRITER = '高橋 健';

/** Half an hour was kept on a log page; it is typed in afterwards, with the times on the paper and the name of whoever wrote it. */
export async function typeBack(company: Company, caseId: string, darkAt: number): Promise<void> {
  const { stage, run, truths, screens, scribe } = company;
  run.say({ ja: '紙の記録を、紙の時刻のままデスクに入れる', en: 'typing the paper in, with the times on the paper' });
  await stage.forward(30);
  const rows = paperRows(darkAt);
  const file = join(stage.folder, 'log-page.csv');
  writeFileSync(file, typedOff(run.plant === 'row-overlooked' ? rows.slice(1) : rows, run.lang, run.plant !== 'typed-without-times'));
  const day = dayInJapan(rows[0]?.at ?? darkAt);
  await stage.command(['case', 'notes', caseId, file, '--written-by', WRITER, '--day', day, '--lang', run.lang]);
  const noted = (await stage.entries(caseId)).flatMap(({ kind, at, body }) =>
    kind === 'case.noted' && body?.['writtenDownBy'] === WRITER ? [{ at, body }] : [],
  );
  truths.note('紙の行がすべて経緯にある', 'rows of the paper in the timeline', 'paper', rows.length, noted.length);
  const found = rows.map((row) => noted.find(({ body }) => String(body['text']).includes(row.text)));
  const right = rows.filter((row, at) => Date.parse(String(found[at]?.body['happenedAt'])) === row.at).length;
  truths.note('紙に書いた時刻のまま', 'with the time on the paper', 'paper', rows.length, right);
  const decided = noted.filter(({ body }) => body['decision'] === true).length;
  truths.note('決めたことの印', 'marked as decided', 'paper', rows.filter((row) => row.decided !== '').length, decided);
  const later = found.filter((one, at) => one !== undefined && Date.parse(one.at) > (rows[at]?.at ?? Infinity)).length;
  truths.note('入力した時刻は別に残る', 'when it was typed in stands beside it', 'paper', rows.length, later);
  if (screens !== null) await screens.as(scribe, run.lang, `/cases/${caseId}`, 'typed-back', () => Promise.resolve());
}
