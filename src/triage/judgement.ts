// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Examination } from './examine.ts';
import { intentWords, authenticityWords } from './words.ts';

export type Line = { readonly id: string; readonly text: Bilingual };
export type Lists = { readonly known: readonly Line[]; readonly unknown: readonly Line[]; readonly notCheckable: readonly Line[] };

/** Known, unknown, not checkable. A line is known only when it rests on something that was looked at. */
export function judgementOf(seen: Examination): Lists {
  const known: Line[] = [];
  const unknown: Line[] = [];
  const notCheckable: Line[] = [];
  const line = (list: Line[], id: string, ja: string, en: string) => list.push({ id, text: { ja, en } });

  if (!seen.readable)
    line(
      notCheckable,
      'unreadable',
      'メールを機械では読み取れない。人が原文を読む',
      'The desk cannot read the mail; a person must read the original',
    );
  const sender = authenticityWords[seen.sender.authenticity];
  const list = seen.sender.authenticity === 'not-checkable' ? notCheckable : known;
  line(
    list,
    'sender',
    `差出人のドメイン: ${sender.ja}（${seen.sender.judgedBy.why.ja}）`,
    `Sender's domain: ${sender.en} (${seen.sender.judgedBy.why.en})`,
  );
  const label = intentWords[seen.intent.label];
  if (seen.intent.label === 'unclear') line(unknown, 'intent', '送り主のねらいは分からない', 'What the sender wants is not clear');
  else
    line(
      known,
      'intent',
      `文面の型: ${label.ja}（根拠の引用 ${seen.intent.evidence.length} 件。提案であり断定ではない）`,
      `The wording looks like: ${label.en} (${seen.intent.evidence.length} quotes; a proposal, no verdict)`,
    );
  if (seen.vague)
    line(unknown, 'vague', '何のどの版の、どの脆弱性かが書かれていない', 'It does not say which weakness of which version of what');
  for (const one of seen.corroboration.filter((found) => found.answer === 'confirmed').slice(0, 10))
    line(
      known,
      `confirmed.${one.source}.${one.claim.value}`,
      `${one.claim.value} は ${one.source.toUpperCase()}（${one.asOf} 時点）に載っている`,
      `${one.claim.value} stands in ${one.source.toUpperCase()} as of ${one.asOf}`,
    );
  for (const one of seen.corroboration.filter((found) => found.answer === 'not-found').slice(0, 10))
    line(
      unknown,
      `not-found.${one.source}.${one.claim.value}`,
      `${one.claim.value} は ${one.source.toUpperCase()}（${one.asOf} 時点）に見つからない`,
      `${one.claim.value} was not found in ${one.source.toUpperCase()} as of ${one.asOf}`,
    );
  const blind = [
    ...new Set(seen.corroboration.filter((found) => found.answer === 'not-checkable').map((found) => found.source.toUpperCase())),
  ];
  if (blind.length > 0)
    line(notCheckable, 'sources', `照合できない情報源: ${blind.join('・')}`, `Sources that could not be asked: ${blind.join(', ')}`);
  const affected = seen.inventory.items.filter((item) => item.state === 'affected');
  if (affected.length > 0)
    line(
      known,
      'affected',
      `台帳の ${affected.length} 件が、公開情報の影響範囲に入る`,
      `${affected.length} listed item(s) lie in a published affected range`,
    );
  const possible = seen.inventory.items.filter((item) => item.state === 'possible').length;
  if (possible > 0)
    line(
      unknown,
      'possible',
      `${possible} 件は名前が合うが、版を人が比べる必要がある`,
      `${possible} item(s) fit by name; a person must compare versions`,
    );
  const unmatched = seen.inventory.items.filter((item) => item.state === 'not-matchable').length;
  if (unmatched > 0)
    line(
      notCheckable,
      'unmatched',
      `${unmatched} 件は名前の合う公開情報がない（影響なしではない）`,
      `${unmatched} item(s) match no record (which is not "not affected")`,
    );
  if (seen.inventory.scope === 'not-given')
    line(
      notCheckable,
      'inventory',
      '資産の一覧がないため、該当の有無を言えない',
      'No list of assets: nothing can be said about what is affected',
    );
  line(unknown, 'others', 'ほかに誰へ届いたか、誰かが返信・開封したか', 'Who else got it, and whether anybody replied or opened it');
  line(notCheckable, 'logs', 'アクセスログはこの照合では見ていない', 'Access logs are not part of this check');
  return { known, unknown, notCheckable };
}
