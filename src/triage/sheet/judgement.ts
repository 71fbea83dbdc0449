// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Examination } from '../examination/examine.ts';
import { fileLines } from '../file/file-lines.ts';
import { isRunnable } from '../examination/mail-signals.ts';
import { runs } from '../mail/link-findings.ts';
import { languageWords } from '../text/language.ts';
import { defang } from '../../common/defang.ts';
import { asWritten, authenticitySays, intentWords } from './words.ts';

/** What the reader says in English, in the words of the Japanese sheet. */
const UNREAD: readonly (readonly [string, string])[] = [
  ['OpenPGP', 'OpenPGP で暗号化されている'],
  ['S/MIME', 'S/MIME で暗号化または署名で包まれている'],
  ['winmail.dat', 'Outlook の winmail.dat に入っている'],
  ['RTF', '文章が Outlook の RTF だけで、読み取れない'],
  ['pictures only', '画像だけで、文字がない'],
  ['nested deeper', '入れ子が深すぎる'],
  ['parts', '部分の数が多すぎる'],
  ['empty', '空である'],
  ['no mail headers', 'メールのヘッダーがない'],
  ['no subject', '件名も中身もない'],
];

const nameOf = (address: { readonly name: string; readonly address: string } | null): string =>
  address === null ? '？ (unknown)' : asWritten(address);

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
      'メールを自動では読み取れない。人が原文を読む',
      'The desk cannot read the mail; a person must read the original',
    );
  const { carried } = seen;
  if (carried !== undefined && carried !== null) {
    const by = defang(nameOf(carried.by));
    const stated = defang(nameOf(carried.stated));
    const how = { attached: { ja: '添付', en: 'as an attachment' }, inline: { ja: '本文への引用', en: 'in the body' } }[carried.how];
    line(
      known,
      'carried',
      `${by} が転送したメール（${how.ja}）を調べた。元の差出人としてあるのは ${stated}`,
      `Examined: the mail that ${by} passed on (${how.en}); the sender it names is ${stated}`,
    );
    line(
      notCheckable,
      'carried',
      '転送されたメールなので、受け取ったときの経路（SPF）と受信サーバーの判定は確かめられない',
      'Because it was passed on, the way it came (SPF) and the judgement of the receiving server cannot be checked',
    );
    if (carried.more > 0)
      line(
        notCheckable,
        'carried-more',
        `ほかに添付されたメール ${carried.more} 通は調べていない`,
        `${carried.more} more attached mail(s) were not examined`,
      );
  }
  if (seen.abuse !== undefined && seen.abuse !== null) {
    const { form, about, source } = seen.abuse;
    line(
      known,
      'abuse-form',
      `${form} の形の報告。分類は ${about}、対象は ${defang(source)}（報告者の言い分）`,
      `A report in the form ${form}: ${about}, about ${defang(source)} (in the words of who reports)`,
    );
  }
  for (const why of seen.unread ?? [])
    line(
      notCheckable,
      `unread.${why}`,
      `本文を読めない（${UNREAD.find(([start]) => why.includes(start))?.[1] ?? why}）。人が読む`,
      `The words cannot be read: ${why}; a person must read it`,
    );
  if (seen.language !== undefined && seen.language !== null) {
    const named = languageWords[seen.language];
    line(
      notCheckable,
      'language',
      `${named.ja}の文は読んでいない（判定のルールが読むのは日本語と英語だけ）。人が読む`,
      `The text is in ${named.en}, which no rule reads (only Japanese and English are read); a person must read it`,
    );
  }
  if (seen.onlyPictures === true)
    line(
      notCheckable,
      'only-pictures',
      '本文は画像だけで、写っている文字は読んでいない（画像に添えられた説明の文字だけを読んだ）。人が見る',
      'It shows pictures only, whose words were not read (only the text that stands for them was); a person must look',
    );
  if (seen.unexplained === true)
    line(
      notCheckable,
      'characters',
      '文字コードが分からない文字があり、一部は読めていない',
      'Some characters stand in a character set that is not known; they were not read',
    );
  for (const file of fileLines(seen.attachments)) line(file.read ? known : notCheckable, file.id, file.text.ja, file.text.en);
  const runnable = seen.attachments.filter(({ fileName, contentType }) => isRunnable(fileName, contentType));
  if (runnable.length > 0)
    line(
      known,
      'runnable',
      `開くとプログラムとして動きうる添付がある：${defang(
        runnable
          .slice(0, 5)
          .map(({ fileName }) => fileName)
          .join(', '),
      )}`,
      `An attachment can run as a program when it is opened: ${defang(
        runnable
          .slice(0, 5)
          .map(({ fileName }) => fileName)
          .join(', '),
      )}`,
    );
  const links = seen.links ?? [];
  const some = (list: readonly string[]): string => `${[...new Set(list)].slice(0, 3).join('、')}${new Set(list).size > 3 ? ' …' : ''}`;
  const running = links.filter(runs);
  if (running.length > 0)
    line(
      known,
      'links.run',
      `ページを開かずに動く、または中身を持ち込むリンクがある（${running.length} 件）：${some(running.map(({ to }) => to.slice(0, 60)))}`,
      `${running.length} link(s) open no page but run, or bring their content along: ${some(running.map(({ to }) => to.slice(0, 60)))}`,
    );
  const forms = links.filter(({ how }) => how === 'form');
  if (forms.length > 0)
    line(
      known,
      'links.form',
      `本文に入力欄があり、入れたものは次へ送られる：${some(forms.map(({ to }) => to))}`,
      `The body holds a form; what is entered goes to ${some(forms.map(({ to }) => to))}`,
    );
  const led = links.filter(({ how }) => how === 'refresh' || how === 'frame');
  if (led.length > 0)
    line(
      known,
      'links.unasked',
      `開くだけで、本文が次を呼び出す（枠・自動の移動）：${some(led.map(({ to }) => to))}`,
      `Without a press, the body opens (as a frame, or by moving on): ${some(led.map(({ to }) => to))}`,
    );
  for (const link of links.filter(({ another }) => another).slice(0, 3))
    line(
      known,
      `links.another.${link.to}`,
      `「${link.shown}」と見えるリンクの行き先は ${link.to}`,
      `The link that shows “${link.shown}” leads to ${link.to}`,
    );
  if (seen.hidden !== undefined && seen.hidden !== null) {
    const { characters, invisible, sample } = seen.hidden;
    const shown = sample === '' ? '' : `: 「${sample}」`;
    const shownEn = sample === '' ? '' : `: “${sample}”`;
    line(
      known,
      'hidden-text',
      `読む人には見えない文字がある（隠した文 ${characters} 字、形のない文字 ${invisible} 字）。書かれたこととしては扱っていない${shown}`,
      `It holds text that its reader does not see (${characters} hidden, ${invisible} shapeless characters); it is not taken as said${shownEn}`,
    );
  }
  const sender = authenticitySays(seen.sender);
  const list = seen.sender.authenticity === 'not-checkable' ? notCheckable : known;
  line(
    list,
    'sender',
    `差出人のドメイン：${sender.ja}（${seen.sender.judgedBy.why.ja}）`,
    `Sender's domain: ${sender.en} (${seen.sender.judgedBy.why.en})`,
  );
  const label = intentWords[seen.intent.label];
  if (seen.intent.label === 'unclear') line(unknown, 'intent', '差出人の目的は分からない', 'What the sender wants is not clear');
  else
    line(
      known,
      'intent',
      `文面から見た目的：${label.ja}（根拠の引用 ${seen.intent.evidence.length} 件。提案であり断定ではない）`,
      `The wording looks like: ${label.en} (${seen.intent.evidence.length} quotes; a proposal, no verdict)`,
    );
  const told = (seen.intent.told ?? []).filter((hit) => hit.intent === 'extortion' || hit.intent === 'lure');
  if (told.length > 0)
    line(
      known,
      'told',
      `脅しや誘いの文があるが、引用か伝聞として書かれている（差出人の目的には数えていない）：「${told[0]?.shown.slice(0, 120) ?? ''}」`,
      `It quotes or tells of a threat or bait, which is not taken for what the sender wants: “${told[0]?.shown.slice(0, 120) ?? ''}”`,
    );
  if (seen.vague)
    line(unknown, 'vague', '何のどの版の、どの脆弱性かが書かれていない', 'The mail names no product, version or vulnerability');
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
    line(
      notCheckable,
      'sources',
      `照合していない公開情報：${blind.join('・')}`,
      `Public sources it was not compared with: ${blind.join(', ')}`,
    );
  const affected = seen.inventory.items.filter((item) => item.state === 'affected');
  if (affected.length > 0)
    line(
      known,
      'affected',
      `台帳の ${affected.length} 件が、公開情報の影響範囲に入る`,
      `${affected.length} listed item(s) are in a published affected range`,
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
  if (seen.follows.mailIsDoubtful)
    line(unknown, 'others', 'ほかに誰へ届いたか、誰かが返信・開封したか', 'Who else got it, and whether anybody replied or opened it');
  line(notCheckable, 'logs', 'アクセスログはこの照合では見ていない', 'Access logs are not part of this check');
  return { known, unknown, notCheckable };
}
