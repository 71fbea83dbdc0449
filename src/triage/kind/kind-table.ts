// SPDX-License-Identifier: Apache-2.0
import type { IncidentKind } from '../../case/entry/triage.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { ClaimKind } from '../claim/claim-kind.ts';
import { hourSteps } from './kind-hour.ts';
import type { KindStep } from './kind-hour.ts';

/** `saidBy`: not asked where the report already says something of this kind. */
export type KindQuestion = { readonly id: string; readonly text: Bilingual; readonly saidBy?: ClaimKind };

/** What is asked and done first for a kind; what it decides stands in case/incident-kind.ts, the rest in its playbook. */
export type KindData = {
  readonly label: Bilingual;
  readonly questions: readonly KindQuestion[];
  readonly hour: readonly KindStep[];
};

const ask = (id: string, ja: string, en: string): KindQuestion => ({ id, text: { ja, en } });
const SINCE = ask('since', 'いつ気づいたか。いつから続いているか', 'When was it noticed, and since when has it gone on?');
const HOW_KNOWN = ask('how-known', 'どうやって分かったか（記録・画面・通知のどれか）', 'How is it known: a log, a screen, a notice?');
const CALL_BACK = ask(
  'call-back',
  '折り返してよいか。相手の代表番号はいくつか（名乗った番号には折り返さない）',
  'May we call back, and what is the firm’s main number? (We do not call the number given.)',
);

export const kindData: Readonly<Record<IncidentKind, KindData>> = {
  ransomware: {
    label: { ja: 'ランサムウェア', en: 'Ransomware' },
    questions: [
      ask('machines', 'どの端末・サーバーで起きているか。ほかに広がっているか', 'Which machines show it, and does it spread?'),
      ask(
        'note',
        '脅迫文と、変わった拡張子は何か（写真を撮る）',
        'What does the note say and what is the new extension? (Take a photograph.)',
      ),
      ask('backups', 'バックアップはどこにあり、今つながっているか', 'Where are the backups, and are they connected now?'),
      SINCE,
    ],
    hour: hourSteps['ransomware'],
  },
  'compromise-seen': {
    label: { ja: '侵害の発見（不審な通信・マルウェア）', en: 'Compromise seen (odd traffic, malware)' },
    questions: [
      ask('which-computers', 'どの端末か（名前・アドレス・台数）', 'Which computers: names, addresses, how many?'),
      ask(
        'which-destination',
        'どの宛先へ、どの通信か（アドレス・ポート・URL）',
        'Which destination and which traffic: address, port, URL?',
      ),
      SINCE,
      HOW_KNOWN,
      CALL_BACK,
    ],
    hour: hourSteps['compromise-seen'],
  },
  'account-taken-over': {
    label: { ja: 'アカウントの乗っ取り', en: 'Account taken over' },
    questions: [
      ask('which-account', 'どのアカウントか（メールアドレス・社員番号）', 'Which account: mail address, user name?'),
      ask('sign-ins', '身に覚えのないサインインはいつ、どこからか', 'Which sign-ins are not the owner’s: when, from where?'),
      ask('rules', '知らない転送・仕分け・アプリの許可はないか', 'Are there forwardings, mail rules or app consents that nobody made?'),
      ask('money', '振込先の変更や送金が話題になっているか。払ったか', 'Is a change of bank details or a payment involved? Was it paid?'),
      SINCE,
    ],
    hour: hourSteps['account-taken-over'],
  },
  'exposure-seen': {
    label: { ja: '情報の露出の発見', en: 'Exposure seen' },
    questions: [
      ask('what-seen', '何が、どこから見えた・書き換えられたか（URL・パス）', 'What can be read or changed, and from where (URL, path)?'),
      ask('whose-data', '誰の情報か。何件くらいか', 'Whose data is it, and how many records?'),
      SINCE,
      HOW_KNOWN,
    ],
    hour: hourSteps['exposure-seen'],
  },
  extortion: {
    label: { ja: '脅迫', en: 'Extortion' },
    questions: [
      ask('proof', '相手は証拠（ファイル・画面）を示したか', 'Did they show proof: files, screens?'),
      { ...ask('deadline', '期限はいつか', 'What is the deadline?'), saidBy: 'deadline' },
      { ...ask('demand', '何を求めているか', 'What do they want?'), saidBy: 'demand' },
      SINCE,
    ],
    hour: hourSteps['extortion'],
  },
  'abuse-from-us': {
    label: { ja: '自組織・契約者からの迷惑行為', en: 'Abuse from our side' },
    questions: [
      ask('which-address', 'どのアドレス・どの契約者か', 'Which address, which customer?'),
      ask('evidence', '相手側の記録（時刻とタイムゾーンのずれを含む）はあるか', 'Is there a log of theirs, with times and zone?'),
      SINCE,
    ],
    hour: hourSteps['abuse-from-us'],
  },
  'phishing-clicked': {
    label: { ja: 'フィッシングを開いた・入力した', en: 'Phishing clicked' },
    questions: [
      ask(
        'what-done',
        '開いたのか、入力したのか、実行したのか。どの端末・どのアカウントか',
        'Opened, typed or run: what was done, on which device, with which account?',
      ),
      ask('who-else', 'ほかに受け取った人は誰か', 'Who else got it?'),
      SINCE,
    ],
    hour: hourSteps['phishing-clicked'],
  },
  'data-lost': {
    label: { ja: '紛失・盗難・誤送信', en: 'Lost, stolen or misdirected data' },
    questions: [
      ask('what-lost', '何を、どこで、誰が（機器・書類・メール）', 'What, where, by whom: device, paper, mail?'),
      ask(
        'content',
        '誰の情報が何件入っているか。暗号化やロックはあったか',
        'Whose data, how many records, and was it encrypted or locked?',
      ),
      ask('to-whom', '誤送信なら、誰に届き、開かれたか', 'If misdirected: who has it, and was it opened?'),
      SINCE,
    ],
    hour: hourSteps['data-lost'],
  },
  'name-misused': {
    label: { ja: '自組織の名前のなりすまし', en: 'Our name misused' },
    questions: [
      ask('where', 'どこで（URL・電話番号・差出人）使われているか', 'Where is it used: URL, number, sender?'),
      ask('harm', '被害に遭った人はいるか', 'Has anybody been harmed?'),
      SINCE,
    ],
    hour: hourSteps['name-misused'],
  },
  'supplier-notice': {
    label: { ja: '委託先・利用サービスからの通知', en: 'Notice of a supplier' },
    questions: [
      ask('our-part', '自組織のどのデータ・どの契約が関係するか', 'Which of our data or contracts are concerned?'),
      ask('genuine', '本物の通知か（契約書の窓口に電話して確かめたか）', 'Is it genuine? (Called the contact of the contract?)'),
      SINCE,
    ],
    hour: hourSteps['supplier-notice'],
  },
  outage: {
    label: { ja: '停止・DDoS', en: 'Outage or DDoS' },
    questions: [
      ask('which-service', 'どのサービスが、誰から見て使えないか', 'Which service fails, and for whom?'),
      ask('traffic', '通信量は増えているか。どこからか', 'Has traffic grown, and from where?'),
      SINCE,
    ],
    hour: hourSteps['outage'],
  },
  'weakness-claimed': {
    label: { ja: '脆弱性の指摘', en: 'Weakness claimed' },
    questions: [],
    hour: hourSteps['weakness-claimed'],
  },
  unclear: {
    label: { ja: 'まだ分からない', en: 'Unclear' },
    questions: [],
    hour: hourSteps['unclear'],
  },
};
