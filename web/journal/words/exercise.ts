// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';
import type { Lang } from '../../lang/lang.tsx';

export const exerciseWords = wordsOf(
  {
    time: '訓練の時間',
    inject: '状況付与',
    speed: '速さ',
    times: (speed: number) => `${speed} 倍`,
    roster: '参加者',
    way: '手段',
    from: '差出人',
    to: '届いた役割',
    met: '満たした行動',
    target: '到達基準',
    stopped: '実際の出来事のため、訓練を中止した',
    owner: '担当',
    due: '期限',
    day: '日付',
    board: '作業のある事案',
    ratings: { P: '支障なくできた', S: '多少の支障があった', M: '大きな支障があった', U: 'できなかった' },
    channels: {
      mail: 'メール',
      phone: '電話',
      chat: 'チャット',
      form: 'フォーム',
      sensor: '検知',
      log: 'ログ',
      flow: '通信の記録',
      paper: '書面・口頭',
    },
    shifted: (moved: number, by: string, earlier: boolean) => `${moved} 件を ${by}${earlier ? '早めた' : '遅らせた'}`,
    counts: (sent: number, lapsed: number, skipped: number, open: number) =>
      `届いた ${sent}、届かなかった ${lapsed}、飛ばした ${skipped}、残り ${open}`,
  },
  {
    time: 'exercise time',
    inject: 'inject',
    speed: 'speed',
    times: (speed: number) => `${speed}x`,
    roster: 'participants',
    way: 'means',
    from: 'from',
    to: 'to the role',
    met: 'expectation met',
    target: 'target',
    stopped: 'The exercise was stopped because something real happened',
    owner: 'owner',
    due: 'due',
    day: 'Day',
    board: 'case of the work',
    ratings: { P: 'performed without challenges', S: 'with some challenges', M: 'with major challenges', U: 'unable to be performed' },
    channels: {
      mail: 'mail',
      phone: 'telephone',
      chat: 'chat',
      form: 'form',
      sensor: 'sensor',
      log: 'log lines',
      flow: 'record of traffic',
      paper: 'paper or word of mouth',
    },
    shifted: (moved: number, by: string, earlier: boolean) => `${moved} moved by ${by} ${earlier ? 'earlier' : 'later'}`,
    counts: (sent: number, lapsed: number, skipped: number, open: number) =>
      `${sent} sent, ${lapsed} lapsed, ${skipped} skipped, ${open} left`,
  },
);

/** Seconds of the exercise as hours, minutes and seconds. */
export function spanText(seconds: number, lang: Lang): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  if (lang === 'ja') return `${hours > 0 ? `${hours}時間` : ''}${minutes}分${rest > 0 ? `${rest}秒` : ''}`;
  return `${hours > 0 ? `${hours} h ` : ''}${minutes} min${rest > 0 ? ` ${rest} s` : ''}`;
}
