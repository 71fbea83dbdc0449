// SPDX-License-Identifier: Apache-2.0
import type { PaperBlock, PaperSection } from '../../common/paper.port.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { columnsOf } from './duty-pages.ts';
import type { KitFacts, KitService } from './kit-facts.port.ts';
import { heading, orNotKnown, text, title } from './paper-words.ts';

/** So many addresses or names of one service stand on paper; nobody types more by hand, and the rest is counted. */
const MOST = 12;

const headings: Readonly<Record<KitService['group'], Bilingual>> = {
  stop: { ja: '止めると決めたもの', en: 'To be stopped' },
  keep: { ja: '止めないもの', en: 'To be kept' },
  undecided: { ja: '決まっていないもの', en: 'Not decided' },
  own: { ja: '自組織のネットワークと中継点', en: 'Our own networks and relays' },
};
const whyOf: Readonly<Record<KitService['group'], Bilingual>> = {
  stop: { ja: '上から順に、止めても困る人の少ないものです。', en: 'Those that fewest people miss stand first.' },
  keep: {
    ja: '「止める」と決める権限のある人が新しく決めない限り、止めません。',
    en: 'Not to be stopped unless somebody who may decide so decides anew.',
  },
  undecided: {
    ja: '止めるかどうかを誰も決めていません。責任者に決めてもらい、「判断の記録」に書いてから動かしてください。',
    en: 'Nobody has decided. Have it decided and written on a decision form before anything is changed.',
  },
  own: {
    ja: '遮断の宛先にしてはいけません。対応者の通り道と、ほかの機器を束ねている点です。',
    en: 'Never the destination of a block: the responders’ own way in, and points behind which others stand.',
  },
};

/** What to stop, what to keep, and how each is cut by hand, as far as the register says where it lives. */
export function servicePages(facts: KitFacts, lang: Lang): PaperSection {
  const { services, gateways } = facts;
  const groups = (['stop', 'undecided', 'keep', 'own'] as const).map((group) => ({
    group,
    list: services.filter((one) => one.group === group).toSorted(byPrice(group)),
  }));
  return {
    reference: '',
    blocks: [
      title({ ja: '止めるもの・止めないもの', en: 'What to stop, what to keep' }, lang),
      ...(services.length === 0
        ? [
            text(
              {
                ja: 'サービスの台帳は空です。何を止め、何を残すかは、この紙からは分かりません。',
                en: 'The inventory of services is empty: this paper cannot say what to stop and what to keep.',
              },
              lang,
            ),
          ]
        : []),
      heading({ ja: '手で止めるときの決まり', en: 'Rules for cutting by hand' }, lang),
      { type: 'list', mark: '・', items: rules(facts).map((one) => one[lang]) },
      {
        type: 'fields',
        rows: [
          [
            { ja: '遮断に使う機器', en: 'Device that blocks' }[lang],
            gateways.length === 0 ? orNotKnown('', lang) : gateways.join(lang === 'ja' ? '、' : ', '),
          ],
          [{ ja: '機器の入り方（手書き）', en: 'How to get into it (by hand)' }[lang], '\n'],
        ],
      },
      ...groups.flatMap(({ group, list }): PaperBlock[] =>
        list.length === 0 && (group === 'own' || services.length === 0)
          ? []
          : [
              heading(headings[group], lang),
              text(whyOf[group], lang),
              list.length === 0 ? text({ ja: 'ありません。', en: 'None.' }, lang) : groupTable(list, facts, lang),
            ],
      ),
    ],
  };
}

/** Of what is stopped the cheapest first; of everything else what matters most. */
function byPrice(group: KitService['group']) {
  return (a: KitService, b: KitService) =>
    (group === 'stop' ? b.priority - a.priority : a.priority - b.priority) || (a.name < b.name ? -1 : 1);
}

function groupTable(list: readonly KitService[], facts: KitFacts, lang: Lang): PaperBlock {
  return {
    type: 'table',
    columns: columnsOf(lang, [
      ['サービス', 'Service', 5],
      ['止め方', 'How to cut it', 10],
      ['止めた時刻・人', 'Cut at, by', 3],
    ]),
    rows: list.map((service) => [
      nameCell(service, lang),
      cutLines(service, facts)
        .map((one) => one[lang])
        .join('\n'),
      '',
    ]),
  };
}

function nameCell({ name, owner, priority, decided, group }: KitService, lang: Lang): string {
  const say = (ja: string, en: string) => ({ ja, en })[lang];
  const lines = [
    name,
    say(`重要度 ${priority}（1 が最重要）`, `priority ${priority} (1 matters most)`),
    say(`担当：${orNotKnown(owner, 'ja')}`, `owner: ${orNotKnown(owner, 'en')}`),
  ];
  if (group !== 'own' && decided.by !== null)
    lines.push(
      say(`決めた人：${decided.by} ${(decided.on ?? '').slice(0, 10)}`, `decided by ${decided.by} ${(decided.on ?? '').slice(0, 10)}`),
    );
  return lines.join('\n');
}

/** How one service is cut where it lives by the register; what the register does not hold is said, and nothing is made up. */
export function cutLines(service: KitService, { names }: Pick<KitFacts, 'names'>): readonly Bilingual[] {
  if (service.group === 'own') return [{ ja: '止めない。', en: 'Do not cut.' }, ...listed(service)];
  const lines: Bilingual[] = [];
  const ports = service.ports === '*' ? { ja: 'すべてのポート', en: 'all ports' } : { ja: service.ports, en: service.ports };
  if (service.ranges.length > 0) {
    const to = some(service.ranges);
    lines.push({
      ja: `ファイアウォール：内から外へ、宛先 ${to.ja}（${ports.ja}）を拒否`,
      en: `Firewall: deny from inside to ${to.en} (${ports.en})`,
    });
  }
  if (service.names.length > 0) {
    const to = some(service.names);
    lines.push(
      {
        dns: { ja: `社内 DNS: ${to.ja} を引けなくする`, en: `Own DNS: stop resolving ${to.en}` },
        sni: { ja: `プロキシー：接続先の名前 ${to.ja} を拒否`, en: `Proxy: deny the server names ${to.en}` },
        none: {
          ja: `名前 ${to.ja} で止められる場所は登録なし${service.ranges.length === 0 ? '。止め方は担当に聞く' : ''}`,
          en: `No place on record where the names ${to.en} can be cut${service.ranges.length === 0 ? '; ask the owner' : ''}`,
        },
      }[names],
    );
  }
  if (lines.length === 0)
    lines.push({
      ja: '台帳に宛先の登録がなく、止め方はこの紙からは分からない。担当に聞く',
      en: 'No destination on record: this paper cannot say how. Ask the owner',
    });
  if (service.carrier)
    lines.push({
      ja: '注意：外の人が書き込めるので、指令の置き場に使われることがある',
      en: 'Mind: outsiders can write there, so it may carry commands',
    });
  return lines;
}

function listed({ ranges, names }: KitService): readonly Bilingual[] {
  const all = [...ranges, ...names];
  if (all.length === 0) return [];
  const shown = some(all);
  return [{ ja: `所在：${shown.ja}`, en: `Lives at ${shown.en}` }];
}

function some(all: readonly string[]): Bilingual {
  const shown = all.slice(0, MOST).map((one) => (one.startsWith('.') ? `*${one}` : one));
  const more = all.length - shown.length;
  return {
    ja: `${shown.join('、')}${more === 0 ? '' : ` ほか ${more} 件（台帳にあり、この紙にはない）`}`,
    en: `${shown.join(', ')}${more === 0 ? '' : ` and ${more} more (in the register, not on this paper)`}`,
  };
}

function rules({ names }: Pick<KitFacts, 'names'>): readonly Bilingual[] {
  return [
    {
      ja: '止める前に、決めた人の名前と時刻を「判断の記録」に書く。止めた後に、止まったことを別の端末から確かめる。',
      en: 'Before cutting write who decided and when on a decision form; afterwards check from another machine that it is cut.',
    },
    {
      ja: '機器の設定は、変える前に設定をバックアップする。戻すときは、足したルールだけを外す。',
      en: 'Save a copy of a device’s configuration before changing it. To undo, take away only the rules that were added.',
    },
    {
      ja: '1 台だけを切り離すときは、LAN ケーブルを抜き、無線を切る。電源は切らない（メモリの中の証拠がなくなる）。',
      en: 'To isolate one machine pull its cable and switch its wireless off. Leave it powered: evidence in memory would be lost.',
    },
    ...(names === 'dns'
      ? [
          {
            ja: '名前で止めるのは社内 DNS が動いているときだけ。DNS が落ちている間は、宛先の番号で止める。',
            en: 'Names are cut at the own DNS, which may itself be down: then cut by address.',
          },
        ]
      : []),
  ];
}
