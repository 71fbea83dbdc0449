// SPDX-License-Identifier: Apache-2.0
import { counted } from '../../lang/counted.ts';
import { wordsOf } from '../../lang/lang.tsx';

export const rowsWords = wordsOf(
  {
    label: '1 行に 1 件。Enter で次の行へ',
    help: '「14:05 電話を受けた」のように書くと時刻になり、@名前 は誰のことか、! は決めたことの印です。表計算の行をそのまま貼っても読めます。真夜中を過ぎると次の日になります。',
    place: '14:05 @佐藤 監視会社から電話。外部への通信が続いている\n14:12 ! ファイル転送サービスを止める',
    day: '最初の行の日付',
    writer: '紙に書いた人（紙の記録を写すとき）',
    preview: '読み取り',
    columns: { line: '行', at: '時刻', who: '誰が', text: '内容' },
    noTime: '時刻なし',
    noText: '本文なし',
    decision: '決定',
    save: (count: number) => `${count} 件を経緯に残す`,
    left: (done: number, all: number) =>
      `${all} 件のうち ${done} 件を記録しました。残りはこの端末にあります。もう一度押すと続きから送ります。`,
  },
  {
    label: 'One row a line; Enter begins the next',
    help: 'Begin with “14:05” for the time, @name for whom it tells of, ! for a decision. Rows pasted from a spreadsheet are read too. Past midnight the next day begins.',
    place: '14:05 @Sato call from the monitoring firm: traffic goes on\n14:12 ! stop the file transfer service',
    day: 'Day of the first row',
    writer: 'Who wrote it on paper (when copying)',
    preview: 'As it is read',
    columns: { line: 'Row', at: 'Time', who: 'Who', text: 'What' },
    noTime: 'no time',
    noText: 'no text',
    decision: 'decision',
    save: (count: number) => `Leave ${counted(count, 'row', 'rows')} in the timeline`,
    left: (done: number, all: number) => `${done} of ${all} rows are recorded. The rest is on this device; press again to go on.`,
  },
);
