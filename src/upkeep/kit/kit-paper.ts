// SPDX-License-Identifier: Apache-2.0
import { instantFromMillis, millisOf } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { Paper, PaperBlock, PaperSection } from '../../common/paper.port.ts';
import { printedAt } from '../../common/time/printed-at.ts';
import { forms, logPages } from './blank-pages.ts';
import { contactPages, dutyPages } from './duty-pages.ts';
import { firstHour } from './first-hour.ts';
import type { KitFacts } from './kit-facts.port.ts';
import { momentOf, orNotKnown, text, title } from './paper-words.ts';
import { servicePages } from './service-pages.ts';

export type KitShape = { readonly lang: Lang; readonly days: number; readonly logPages: number };

const DAY = 86_400_000;
const name = { ja: '初動対応キット（紙）', en: 'Response kit on paper' } as const;

/** Everything that people need when mail, DNS, sign-in and the public site are down: what the registers hold, and pages to write on. */
export function kitPaper(facts: KitFacts, shape: KitShape): Paper {
  const { lang } = shape;
  const voice = { lang, zone: facts.zone };
  return {
    caseId: null,
    lang,
    title: name[lang],
    organisation: facts.organisation[lang],
    printed: printedAt(facts.at, lang, facts.zone),
    tlp: 'AMBER+STRICT',
    practice: false,
    size: 'a4',
    numbering: 'through',
    sections: [
      cover(facts, shape),
      firstHour(lang),
      dutyPages(facts, voice, shape.days),
      ...contactPages(facts, voice),
      servicePages(facts, lang),
      ...logPages(shape.logPages, lang),
      ...forms(lang),
    ],
  };
}

function cover(facts: KitFacts, { lang, days }: KitShape): PaperSection {
  const say = (ja: string, en: string) => ({ ja, en })[lang];
  const voice = { lang, zone: facts.zone };
  const until = instantFromMillis(millisOf(facts.at) + days * DAY) as Instant;
  const count = (group: string) => facts.services.filter((one) => one.group === group).length;
  const checked = facts.bodies.filter((one) => one.confirmed).length;
  const blocks: PaperBlock[] = [
    title(name, lang),
    { type: 'right', text: facts.organisation[lang] },
    text(
      {
        ja: 'メール・DNS・サインイン・自組織のサイトが使えないときに、この紙だけで動くためのものです。印刷したときの台帳と名簿の写しで、その後の変更は載っていません。台帳にないものは「登録なし」と書いてあります。',
        en: 'For when mail, DNS, sign-in and the public site are down. It is a copy of the registers as they stood when it was printed; later changes are not in it. What a register lacks is said to be “not on record”.',
      },
      lang,
    ),
    {
      type: 'fields',
      rows: [
        [
          say('印刷した日時', 'Printed'),
          `${momentOf(facts.at, voice)}${lang === 'ja' ? '（' : ' ('}${facts.zone}${lang === 'ja' ? '）' : ')'}`,
        ],
        [say('当番の載っている期間', 'Duty is given until'), momentOf(until, voice)],
        [
          say('当番表', 'Rota'),
          facts.rota === null ? orNotKnown('', lang) : say(`${facts.rota.rosters.length} 本`, String(facts.rota.rosters.length)),
        ],
        [
          say('社外の連絡先', 'Contacts outside'),
          say(`${facts.bodies.length} 件（うち確かめたもの ${checked} 件）`, `${facts.bodies.length}, of which ${checked} checked`),
        ],
        [
          say('サービス', 'Services'),
          say(
            `止める ${count('stop')}・決まっていない ${count('undecided')}・止めない ${count('keep')}・自組織 ${count('own')}`,
            `${count('stop')} to stop, ${count('undecided')} not decided, ${count('keep')} to keep, ${count('own')} our own`,
          ),
        ],
        [say('デスクの URL（復旧後）', 'Address of the desk (once it is back)'), orNotKnown(facts.deskUrl ?? '', lang)],
        [say('置き場所・部数（手書き）', 'Kept where, how many (by hand)'), '\n'],
      ],
    },
    {
      type: 'box',
      text: say(
        '電話番号と遮断の手順が載っています。コピーして社外に出さないこと。新しく印刷したら、古いものは細断してください。少なくとも当番の期間が切れる前に印刷し直します。',
        'Telephone numbers and ways to cut services stand in here: no copy leaves the organisation. After a new print shred the old one. Print anew before the duty in it runs out.',
      ),
    },
    { type: 'contents', text: say('目次', 'Contents') },
  ];
  return { reference: '', blocks };
}
