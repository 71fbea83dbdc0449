// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Guess } from '../import/ask-reason.ts';
import { answerOf, answerSentence } from '../../case/fold/words/hunt-answer.ts';
import { searchNames } from '../../case/fold/hunt.ts';
import { linesLookedAt } from './coverage.ts';
import type { HuntResult, LookedIn } from './hunt.ts';
import type { Imported } from '../import/import-outcome.ts';

const GUESSED: Readonly<Record<Guess, Bilingual>> = {
  zone: { ja: '行に時差がなく UTC と仮定した（--zone で指定）', en: 'no zone in the lines, UTC was assumed (say it with --zone)' },
  year: { ja: '行に年がなく、ファイルの日付から決めた', en: "no year in the lines, it was taken from the file's own date" },
  hour: { ja: '時計を戻した 1 時間の行があり、前のほうとした', en: 'lines of an hour that came twice, the first was taken' },
  order: {
    ja: '日付の月と日の順を決められない（--dates で指定）',
    en: 'the dates do not say which number is the month (say it with --dates)',
  },
};

/** One imported file on one line of the terminal. */
export function importWords(one: Imported, lang: Lang): string {
  const share = `${(one.share * 100).toFixed(1)} %`;
  const ask =
    one.state === 'ask'
      ? lang === 'ja'
        ? ' ← 読めた割合が低い。形式を確かめてください'
        : ' <- few lines could be read: check the format'
      : '';
  const said = (one.guessed ?? []).map((guess) => (lang === 'ja' ? ` ※ ${GUESSED[guess].ja}` : ` (${GUESSED[guess].en})`)).join('');
  return lang === 'ja'
    ? `${one.file}：${one.format}（${share}） ${one.lines} 行 = 読取 ${one.parsed} + 不可 ${one.rejected}（見出し・空行 ${one.headers}） ${one.from ?? '-'} ～ ${one.to ?? '-'}${one.state === 'known-already' ? ' 取り込み済み' : ''}${said}${ask}`
    : `${one.file}: ${one.format} (${share}) ${one.lines} lines = ${one.parsed} parsed + ${one.rejected} rejected (${one.headers} headers, blanks) ${one.from ?? '-'} to ${one.to ?? '-'}${one.state === 'known-already' ? ' known already' : ''}${said}${ask}`;
}

/** What each search that was asked for says: that nothing was listed is no answer where there was no log. */
function answers({ asked, coverage, lookedIn, sightings, rules, beacons, attacks, rare }: HuntResult): readonly Bilingual[] {
  const sum = (counts: readonly { readonly count: number }[]) => counts.reduce((total, one) => total + one.count, 0);
  const hits: Readonly<Record<keyof LookedIn, number | null>> = {
    indicators: asked.indicators === null ? null : sum(sightings),
    sigma: asked.rules === null ? null : sum(rules),
    beacons: asked.beacons ? beacons.length : null,
    attacks: asked.attacks === null ? null : attacks.length,
    rare: asked.rare ? rare.length : null,
  };
  return (Object.keys(hits) as (keyof LookedIn)[]).flatMap((what) => {
    const found = hits[what];
    if (found === null) return [];
    const said = answerSentence(answerOf({ hits: found, linesLookedAt: linesLookedAt(coverage, lookedIn[what]) }));
    return [{ ja: `${searchNames[what].ja}: ${said.ja}`, en: `${searchNames[what].en}: ${said.en}` }];
  });
}

/** What a person at a terminal reads; the JSON holds more. */
export function huntWords(found: HuntResult, lang: Lang): readonly string[] {
  const lines: string[] = [];
  const line = (text: string) => void lines.push(text);
  for (const answer of answers(found)) line(answer[lang]);
  for (const one of found.sightings) line(`${one.indicator}\t${one.computer}\t${one.count}\t${one.first} – ${one.last}\t(${one.role})`);
  for (const one of found.rules)
    line(
      `${one.count}\t${one.level}\t${one.title} — ${one.author} (${one.license})\t${one.sources
        .map((source) => source.ip)
        .slice(0, 5)
        .join(' ')}`,
    );
  for (const one of found.beacons)
    line(
      `${one.score.toFixed(3)}\t${one.source} -> ${one.destination}:${one.port}\t${one.userAgent}\t${one.reasons.map((reason) => reason[lang]).join(' / ')}`,
    );
  for (const one of found.attacks)
    line(
      `${one.attackShaped}\t${one.source}\t${one.shapes.map((shape) => `${shape.shape} ${shape.count}`).join(', ')}\t2xx ${one.answered}\t404 ${one.missing}/${one.paths}`,
    );
  for (const one of found.rare) line(`${one.kind}\t${one.value}\t${one.computers}\t${one.count}\t${one.example}`);
  line(lang === 'ja' ? '見ていないもの・確かめられないもの:' : 'Not looked at, or not checkable:');
  for (const spot of found.coverage.notLookedAt) line(`  ${spot[lang]}`);
  return lines;
}
