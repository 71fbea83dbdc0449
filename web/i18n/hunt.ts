// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from './lang.tsx';

export const huntWords = wordsOf(
  {
    lines: (count: number) => `${count.toLocaleString('ja')} 行`,
    imported: (files: number, parsed: number, rejected: number) =>
      `${files} ファイル、読み取れた行 ${parsed.toLocaleString('ja')}、読み取れなかった行 ${rejected.toLocaleString('ja')}`,
    period: '期間',
    claim: '確かめたこと',
    claims: { requested: '要求が来たか', attacked: '攻撃されたか' },
    verdicts: { supported: '記録に裏づけがある', refuted: '記録と食い違う', 'cannot-tell': '記録からは判断できない' },
    looked: '調べた行',
    notLooked: '調べていないもの',
    requests: '要求',
    sources: '送信元',
    attackShaped: '攻撃の形をした要求',
    searches: { indicators: '痕跡情報（IoC）', sigma: 'Sigma ルール', beacons: '定期通信' },
    hits: '該当',
    computers: '該当した端末',
    atMost: (bytes: string) => `外へ出た量は多くても ${bytes}`,
    notCounted: '送信量を数えた記録がないため、上限を示せない',
    destination: '送信先',
    computer: '端末',
    digest: '結果の全体のハッシュ',
  },
  {
    lines: (count: number) => `${count.toLocaleString('en')} lines`,
    imported: (files: number, parsed: number, rejected: number) =>
      `${files} files, ${parsed.toLocaleString('en')} lines read, ${rejected.toLocaleString('en')} not readable`,
    period: 'Period',
    claim: 'Claim',
    claims: { requested: 'was it requested', attacked: 'was it attacked' },
    verdicts: { supported: 'supported by the logs', refuted: 'refuted by the logs', 'cannot-tell': 'the logs cannot tell' },
    looked: 'Lines looked at',
    notLooked: 'Not looked at',
    requests: 'Requests',
    sources: 'Sources',
    attackShaped: 'Attack-shaped',
    searches: { indicators: 'indicators (IoC)', sigma: 'Sigma rules', beacons: 'beacons' },
    hits: 'Hits',
    computers: 'Computers hit',
    atMost: (bytes: string) => `At most ${bytes} went out`,
    notCounted: 'No log counts bytes sent, so there is no bound',
    destination: 'Destination',
    computer: 'Computer',
    digest: 'Digest of the whole result',
  },
);
