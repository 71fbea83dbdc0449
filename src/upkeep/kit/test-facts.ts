// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { KitFacts, KitService } from './kit-facts.port.ts';

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 10, 30 + day, hour)).toISOString() as Instant;
const service = (name: string, given: Partial<KitService>): KitService => ({
  name,
  kind: 'service',
  owner: '情報システム課',
  priority: 3,
  group: 'undecided',
  decided: { by: null, on: null },
  names: [],
  ranges: [],
  ports: '443/tcp',
  carrier: false,
  ...given,
});

/** Registers as a middle-sized company keeps them: most things known, some not. */
export const testFacts: KitFacts = {
  at: at(0, 1),
  organisation: { ja: '青い鳥旅行', en: 'Bluebird Travel' },
  zone: 'Asia/Tokyo',
  deskUrl: 'https://desk.bluebird.example/',
  rota: {
    rosters: [
      {
        name: { ja: '一次当番', en: 'First line' },
        required: true,
        stretches: Array.from({ length: 14 }, (_, day) => ({
          from: at(day),
          to: at(day + 1),
          person: day === 5 ? null : { name: ['佐藤 美咲', '鈴木 一郎'][day % 2] ?? '', telephone: day % 2 === 0 ? '090-5555-0101' : '' },
        })),
      },
      {
        name: { ja: '二次当番', en: 'Second line' },
        required: false,
        stretches: [{ from: at(0, 1), to: at(14, 1), person: { name: '高橋 健', telephone: '090-5555-0103' } }],
      },
    ],
    reportUp: [[{ name: '課長 花', telephone: '03-5555-0111' }], [{ name: '部長 森', telephone: '' }]],
  },
  people: Array.from({ length: 12 }, (_, index) => ({
    name: `担当 ${index + 1}`,
    department: index % 3 === 0 ? '情報システム課' : '総務部',
    telephone: index === 4 ? '' : `090-5555-01${String(index).padStart(2, '0')}`,
    mail: `p${index}@bluebird.example`,
    roles: index === 0 ? ['administrator', 'responder'] : ['responder'],
  })),
  peopleLeftOut: 112,
  bodies: [
    {
      name: { ja: '警視庁 サイバー事案の窓口', en: 'Metropolitan police, cyber desk' },
      telephone: '03-5555-0142',
      hours: '平日 8:30–17:15',
      contract: '',
      say: {
        ja: '不正アクセスを受けた可能性があること、連絡のつく番号、いま使えないもの',
        en: 'That an intrusion is possible, a number that answers, what is down',
      },
      source: 'https://www.npa.go.jp/bureau/cyber/soudan.html',
      confirmed: true,
    },
    {
      name: { ja: '保険会社（サイバー保険）', en: 'Insurer (cyber insurance)' },
      telephone: '',
      hours: '',
      contract: 'CY-20391',
      say: { ja: '', en: '' },
      source: '',
      confirmed: false,
    },
  ],
  services: [
    service('ファイル転送サービス', {
      group: 'stop',
      priority: 5,
      ranges: ['203.0.113.0/24'],
      decided: { by: '部長 森', on: '2026-10-01' },
      carrier: true,
    }),
    service('クラウドのメール', {
      group: 'keep',
      priority: 1,
      names: ['.mail-cloud.example'],
      ranges: Array.from({ length: 30 }, (_, index) => `198.51.100.${index * 8}/29`),
      decided: { by: '部長 森', on: '2026-10-01' },
    }),
    service('予約サイトの管理画面', { names: ['admin.booking.example'] }),
    service('翻訳サービス', { owner: '' }),
    service('EDR の管理', { kind: 'responder', group: 'own', names: ['.edr.example'] }),
  ],
  names: 'dns',
  gateways: ['fw1'],
};
