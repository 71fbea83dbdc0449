// SPDX-License-Identifier: Apache-2.0
import type { PaperBlock, PaperSection } from '../../common/paper.port.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { room, subheading, text, title } from './paper-words.ts';

type Step = Bilingual;

const atOnce: readonly Step[] = [
  {
    ja: '時計を見て、最初の連絡を受けた時刻・相手・折り返し先を「記録用紙」に書く。ここから先は、したことと決めたことを全部書く。',
    en: 'Look at a clock and write on a log page when the first word came, from whom, and how to call back. From here on write down everything done and decided.',
  },
  {
    ja: '「当番と電話」の今の当番に電話する。出なければ次の人へ。掛けた時刻と結果を書く。',
    en: 'Call whoever is on duty now (see “Duty and telephones”). No answer: call the next. Write down when, and what came of it.',
  },
  {
    ja: '記録する人を一人決める。指揮する人と分ける。',
    en: 'Name one person who keeps the log; not the one who directs.',
  },
  {
    ja: '攻撃者や知らない差出人には返事をしない。社内のメールやチャットも見られているおそれがあるので、電話と対面で話す。',
    en: 'Do not answer an attacker or an unknown sender. Mail and chat may be read by others: talk by telephone or face to face.',
  },
  {
    ja: '電源を切らない、再起動しない、見つけたファイルを消さない。切り離すときは LAN ケーブルを抜き、無線を切る。',
    en: 'Do not switch off, restart, or delete what was found. To isolate a machine pull its network cable and switch its wireless off.',
  },
];

const inHalfAnHour: readonly Step[] = [
  {
    ja: '何が使えないかを一つずつ確かめる：メール □　DNS □　サインイン □　自組織のサイト □　電話 □　入退室 □　バックアップ □',
    en: 'Check one by one what does not work: mail □  DNS □  sign-in □  public site □  telephones □  doors □  backups □',
  },
  {
    ja: '上への報告をする（「当番と電話」の上から順）。「分かっていること・分からないこと・次に連絡する時刻」の三つを言う。',
    en: 'Report upwards (in the order under “Duty and telephones”): what is known, what is not, when the next word comes.',
  },
  {
    ja: '止めるか続けるかを「止めるもの・止めないもの」で選ぶ。決めた人の名前と時刻を「判断の記録」に書いてから動かす。',
    en: 'Choose from “What to stop, what to keep”. Write who decided, and when, on a decision form before anything is changed.',
  },
];

const inAnHour: readonly Step[] = [
  {
    ja: '社外の窓口に電話する（「社外の連絡先」）。受付番号と相手の名前を「電話メモ」に書く。',
    en: 'Call the bodies outside (“Contacts outside”). Write the reference number and the name of whoever answered on a call note.',
  },
  {
    ja: '社内に一言を伝える：開かない・返事しない・消さない・電源を切らない、気づいたら当番に電話。館内放送・貼り紙・電話連絡でよい。',
    en: 'Tell the staff one thing, by loudspeaker, notice or telephone: do not open, answer, delete or switch off; call the duty if you see anything.',
  },
  {
    ja: 'ログが上書きされる前に、保存期間の短いものから控える。渡すときは「証拠の受け渡し」に書く。',
    en: 'Secure logs before they are overwritten, those kept for the fewest days first. Hand-overs go on the evidence form.',
  },
  {
    ja: '次に集まる時刻と場所を決め、全員に伝える。',
    en: 'Set when and where to meet next, and tell everybody.',
  },
];

const backAgain: readonly Step[] = [
  {
    ja: '紙の記録をデスクに入力する（事案の画面の「表のように入力する」、または matoi case notes）。紙に書いた時刻と、書いた人の名前をそのまま残す。',
    en: 'Type the paper into the desk (“Type rows” on the case’s page, or matoi case notes) with the time on the paper and the name of whoever wrote it.',
  },
  { ja: '紙は捨てずに保管する。', en: 'Keep the paper.' },
];

/** One page for whoever stands there first. */
export function firstHour(lang: Lang): PaperSection {
  const steps = (list: readonly Step[]): PaperBlock => ({ type: 'list', mark: '□', items: list.map((one) => one[lang]) });
  return {
    reference: '',
    blocks: [
      title({ ja: '最初の 1 時間', en: 'The first hour' }, lang),
      text(
        {
          ja: '終わったものに印を付け、時刻を横に書いてください。順番どおりでなくても構いません。',
          en: 'Tick what is done and write the time beside it. The order may change.',
        },
        lang,
      ),
      {
        type: 'fields',
        rows: [
          [{ ja: '最初の連絡（日時・相手・折り返し先）', en: 'First word (when, from whom, call back)' }[lang], room(2)],
          [{ ja: '指揮する人／記録する人', en: 'Who directs / who keeps the log' }[lang], room(2)],
        ],
      },
      subheading({ ja: 'すぐに', en: 'At once' }, lang),
      steps(atOnce),
      subheading({ ja: '30 分以内に', en: 'Within 30 minutes' }, lang),
      steps(inHalfAnHour),
      subheading({ ja: '1 時間以内に', en: 'Within the hour' }, lang),
      steps(inAnHour),
      subheading({ ja: 'システムが戻ったら', en: 'When the systems are back' }, lang),
      steps(backAgain),
    ],
  };
}
