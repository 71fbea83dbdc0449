// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Evaluation, RatedTarget } from '../evaluation/evaluate.ts';
import type { Run } from '../run/run.ts';
import { saidIn } from '../scenario/scenario.ts';
import { ratingWords, spanWords } from './words.ts';

/** What was not reached, not done or not answered, one line each; nothing that the journal does not show. */
export function fellShort(
  { evaluation, run }: { readonly evaluation: Evaluation; readonly run: Run | null },
  lang: Lang,
): readonly string[] {
  const say = (text: Bilingual) => text[lang];
  const { counts, clocks } = evaluation.measures;
  const lines: Bilingual[] = evaluation.objectives.flatMap(({ targets }) => targets.flatMap((target) => targetLine(target, lang)));
  for (const text of unmet(run, lang))
    lines.push({ ja: `期待した行動が記録にありません：${text}`, en: `An expected act is not on record: ${text}` });
  const counted: readonly (readonly [number, Bilingual])[] = [
    [
      counts.wrongCalls,
      {
        ja: '相手を間違えた連絡がありました。連絡先を確かめてください。',
        en: 'Contacts reached the wrong person. Check the addresses and numbers.',
      },
    ],
    [
      counts.unansweredCalls,
      { ja: '応答のない連絡がありました。次に連絡する人を決めてください。', en: 'Calls went unanswered. Settle who is called next.' },
    ],
    [
      counts.reportUp.made - counts.reportUp.taken,
      { ja: '上への報告に、受け取られていないものがあります。', en: 'Some reports to a superior were not acknowledged.' },
    ],
    [
      counts.wipes.unasked,
      {
        ja: '証拠をどうするかを記さずに消去した作業があります。',
        en: 'Something was wiped without a word on what became of the evidence.',
      },
    ],
    [clocks.missed, { ja: '法令の報告期限を過ぎたものがあります。', en: 'A legal deadline was missed.' }],
  ];
  return [...lines, ...counted.flatMap(([count, line]) => (count > 0 ? [line] : []))].map(say);
}

function targetLine(target: RatedTarget, lang: Lang): readonly Bilingual[] {
  const text = saidIn(target.text, lang);
  if (target.by === 'instructor') {
    const { rating } = target;
    if (rating === null) return [{ ja: `「${text}」：まだ評価されていません`, en: `“${text}”: not rated yet` }];
    const word = ratingWords[rating.rating][lang];
    return rating.rating === 'P' ? [] : [{ ja: `「${text}」：${word}`, en: `“${text}”: ${word}` }];
  }
  const within = spanWords(target.within, lang);
  if (target.outcome === 'not-reached')
    return [{ ja: `「${text}」：達しませんでした（基準 ${within}）`, en: `“${text}”: not reached (within ${within})` }];
  if (target.outcome !== 'late') return [];
  const took = spanWords(target.took ?? 0, lang);
  return [{ ja: `「${text}」：${took} かかりました（基準 ${within}）`, en: `“${text}”: took ${took} (within ${within})` }];
}

/** Expected acts of what came, for which neither an entry nor a note of the facilitator speaks. */
function unmet(run: Run | null, lang: Lang): readonly string[] {
  if (run === null) return [];
  const { scenario, progress } = run;
  return scenario.injects
    .filter(({ id }) => progress.sent[id] !== undefined)
    .flatMap(({ id, expects }) => expects.filter((one) => progress.met[`${id}/${one.id}`] === undefined))
    .map(({ text }) => saidIn(text, lang));
}
