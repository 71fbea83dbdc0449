// SPDX-License-Identifier: Apache-2.0
// npm run incident -- NAME [--long] [--lang ja|en] [--no-screens] [--plant [FAULT]] [--out DIR]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Lang } from '../../src/kernel/bilingual.ts';
import { isAwarded, printAward } from './support/award.ts';
import type { Incident, Outcome } from './support/incident.ts';
import { printMoments } from './support/moments.ts';
import { openRunFolder } from './support/run-folder.ts';
import { holds, printTruths } from './support/truths.ts';
import type { Truth } from './support/truths.ts';
import { incidents } from './incidents.ts';

const LINGERS = 5000;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    long: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'ja' },
    'no-screens': { type: 'boolean', default: false },
    plant: { type: 'string' },
    out: { type: 'string' },
  },
});
const lang: Lang = values.lang === 'en' ? 'en' : 'ja';
const [name = ''] = positionals;
const incident = incidents[name];
if (incident === undefined) {
  console.error(`npm run incident -- ${Object.keys(incidents).join('|')} [--long] [--lang ja|en] [--no-screens] [--plant FAULT|all]`);
  process.exit(2);
}
const lacks = incident.lacks();
if (lacks !== null) {
  console.error({ ja: `この機械にないもの: ${lacks}`, en: `missing on this machine: ${lacks}` }[lang]);
  process.exit(3);
}
const folder = openRunFolder();
try {
  process.exitCode = values.plant === undefined ? await once(incident) : await planted(incident, values.plant);
} finally {
  folder.close();
}
// All that was started is closed by now. What a library still holds is named, and does not keep the command from ending.
setTimeout(() => {
  console.error(`left open: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit();
}, LINGERS).unref();

/** The incident as it is; 0 when every truth was found, every moment that belongs to it came, and the criteria are met. */
async function once(one: Incident): Promise<0 | 1> {
  const out = values.out ?? join(import.meta.dirname, '..', '..', 'artifacts', 'incidents', name, lang);
  mkdirSync(out, { recursive: true });
  const began = Date.now();
  const outcome = await play(one, values['no-screens'] ? null : out, null);
  const text = tables(one, outcome, Math.round((Date.now() - began) / 1000));
  console.log(text);
  writeFileSync(join(out, 'report.md'), reportOf(text, outcome));
  return isHeld(outcome) ? 0 : 1;
}

/** Each fault by itself: the row that it names must turn. Ends with 1 where one is seen (a name), or where one is not (`all`). */
async function planted(one: Incident, which: string): Promise<0 | 1 | 2> {
  const faults = which === 'all' || which === '' ? Object.keys(one.plants) : [which];
  if (faults.some((fault) => !Object.hasOwn(one.plants, fault))) {
    console.error(Object.keys(one.plants).join('\n'));
    return 2;
  }
  const seen: boolean[] = [];
  for (const fault of faults) {
    const began = Date.now();
    const { own, others, ended } = await turnedBy(one, fault);
    seen.push(own !== null);
    const seconds = Math.round((Date.now() - began) / 1000);
    console.log(`${own === null ? 'NOT FOUND' : 'found'} ${fault} (${seconds} s)${own === null ? '' : `: ${rowText(own)}`}`);
    for (const other of others) console.log(`  ${{ ja: 'ほかに変わった行', en: 'also turned' }[lang]}: ${rowText(other)}`);
    if (ended !== null) console.log(`  ${{ ja: '途中で終わった', en: 'ended early' }[lang]}: ${ended}`);
  }
  if (faults.length === 1 && which !== 'all') return seen[0] === true ? 1 : 0;
  return seen.every(Boolean) ? 0 : 1;
}

type Turned = { readonly own: Truth | null; readonly others: readonly Truth[]; readonly ended: string | null };

/** The row that a fault turned must be its own: with it the incident ends, because what comes after would only wait. Others are named, and find nothing. */
async function turnedBy(one: Incident, fault: string): Promise<Turned> {
  const others: Truth[] = [];
  const turned: { own: Truth | null } = { own: null };
  const onUnheld = (truth: Truth): void => {
    if (truth.what.en !== one.plants[fault]) {
      others.push(truth);
      return;
    }
    turned.own = truth;
    throw new Error('its row turned');
  };
  try {
    await play(one, null, fault, onUnheld);
  } catch (cause) {
    if (turned.own === null) return { own: null, others, ended: cause instanceof Error ? cause.message.slice(0, 300) : String(cause) };
  }
  return { own: turned.own, others, ended: null };
}

function rowText({ what, expected, found }: Truth): string {
  return `${what[lang]} (${expected} / ${found})`;
}

function play(
  one: Incident,
  pictures: string | null,
  plant: string | null,
  onUnheld: (truth: Truth) => void = () => undefined,
): Promise<Outcome> {
  const size = values.long ? 'long' : 'small';
  return one.run({ size, pictures, lang, plant, onUnheld, say: (text) => console.error(`  ${text[lang]}`) });
}

function isHeld({ truths, award, minutes, mustOccur }: Outcome): boolean {
  return truths.every(holds) && mustOccur.every((moment) => minutes[moment] !== null) && isAwarded(award);
}

function tables(one: Incident, outcome: Outcome, seconds: number): string {
  const good = outcome.truths.filter(holds).length;
  const last = {
    ja: `${good}/${outcome.truths.length} の事実が一致（実時間 ${seconds} 秒）: ${isHeld(outcome) ? 'すべて成立' : '不成立'}`,
    en: `${good}/${outcome.truths.length} truths found (${seconds} s of real time): ${isHeld(outcome) ? 'all hold' : 'NOT all hold'}`,
  }[lang];
  const lines = outcome.lines.map((line) => line[lang]);
  return [
    one.title[lang],
    printTruths(outcome.truths, lang),
    printAward(outcome.award, lang),
    printMoments(outcome.minutes, lang),
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
    last,
  ].join('\n\n');
}

function reportOf(text: string, outcome: Outcome): string {
  const pictures = outcome.pictures.map((picture) => `![${picture}](${picture})`).join('\n\n');
  return `\`\`\`\n${text}\n\`\`\`\n\n${pictures}\n`;
}
