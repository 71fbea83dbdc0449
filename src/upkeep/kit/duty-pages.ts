// SPDX-License-Identifier: Apache-2.0
import type { PaperBlock, PaperSection } from '../../common/paper.port.ts';
import { roleNames } from '../../common/words/role-names.contract.ts';
import type { KitBody, KitFacts, KitPerson, KitStretch } from './kit-facts.port.ts';
import { heading, momentOf, orNotKnown, room, text, title } from './paper-words.ts';
import type { Voice } from './paper-words.ts';

const nobody = { ja: '空き（担当なし）', en: 'NOBODY' } as const;

/** Who has the duty when, on which number, and who is told upwards. */
export function dutyPages(facts: KitFacts, voice: Voice, days: number): PaperSection {
  const { lang } = voice;
  const { rota } = facts;
  const blocks: PaperBlock[] = [title({ ja: '当番と電話', en: 'Duty and telephones' }, lang)];
  if (rota === null)
    blocks.push(
      text(
        { ja: '当番表は登録されていません。分かる人が下に書いてください。', en: 'No rota is on record. Whoever knows, write it below.' },
        lang,
      ),
      { type: 'lines', count: 6 },
    );
  else {
    blocks.push(
      text(
        {
          ja: `印刷から ${days} 日間の当番です。交代したら線で消し、横に書いてください。`,
          en: `The duty of the ${days} days after printing. Where it changes, strike it out and write beside it.`,
        },
        lang,
      ),
      ...rota.rosters.flatMap(({ name, stretches }) => [heading(name, lang), rotaTable(stretches, voice)]),
      heading({ ja: '上への報告（この順に電話する）', en: 'Report upwards (call in this order)' }, lang),
      rota.reportUp.length === 0
        ? text({ ja: '報告する相手は登録されていません。', en: 'Nobody is on record to report to.' }, lang)
        : {
            type: 'table',
            columns: columnsOf(lang, [
              ['順', 'Level', 1],
              ['名前', 'Name', 4],
              ['電話', 'Telephone', 4],
              ['掛けた時刻・結果', 'Called at, result', 5],
            ]),
            rows: rota.reportUp.flatMap((level, index) =>
              level.map((one) => [String(index + 1), one.name, orNotKnown(one.telephone, lang), '']),
            ),
          },
    );
  }
  return { reference: '', blocks };
}

function rotaTable(stretches: readonly KitStretch[], voice: Voice): PaperBlock {
  const { lang } = voice;
  return {
    type: 'table',
    columns: columnsOf(lang, [
      ['から', 'From', 4],
      ['まで', 'To', 4],
      ['担当', 'On duty', 5],
      ['電話', 'Telephone', 4],
    ]),
    rows: stretches.map(({ from, to, person }) => [
      momentOf(from, voice),
      momentOf(to, voice),
      person === null ? nobody[lang] : person.name,
      person === null ? '—' : orNotKnown(person.telephone, lang),
    ]),
  };
}

/** Bodies outside first, since they are called first; then our own people. */
export function contactPages(facts: KitFacts, { lang }: Voice): readonly PaperSection[] {
  return [
    {
      reference: '',
      blocks: [
        title({ ja: '社外の連絡先', en: 'Contacts outside' }, lang),
        text(
          {
            ja: '「未確認」は、自組織の人がまだ確かめていない下書きです。番号のないものは、空いた時間に調べて書き込んでください。',
            en: '“Not checked” is a draft that nobody of this organisation has confirmed. Where no number stands, look it up and write it in.',
          },
          lang,
        ),
        ...(facts.bodies.length === 0
          ? [text({ ja: '社外の連絡先は登録されていません。', en: 'No contact outside is on record.' }, lang)]
          : facts.bodies.map((body) => bodyBlock(body, lang))),
      ],
    },
    {
      reference: '',
      blocks: [
        title({ ja: '社内の連絡先', en: 'Our own people' }, lang),
        ...(facts.people.length === 0
          ? [text({ ja: '役割のある人は登録されていません。', en: 'Nobody with a role is on record.' }, lang)]
          : [peopleTable(facts.people, lang)]),
        ...(facts.peopleLeftOut === 0
          ? []
          : [
              text(
                {
                  ja: `ほかに ${facts.peopleLeftOut} 人が名簿にいますが、当番にも役割にも付いていないので載せていません。`,
                  en: `${facts.peopleLeftOut} more people are in the register; they have neither duty nor role and are left out.`,
                },
                lang,
              ),
            ]),
        heading({ ja: '書き足し', en: 'Written in by hand' }, lang),
        { type: 'lines', count: 4 },
      ],
    },
  ];
}

function bodyBlock(body: KitBody, lang: Voice['lang']): PaperBlock {
  const say = (ja: string, en: string) => ({ ja, en })[lang];
  const unchecked = body.confirmed ? '' : say('（未確認）', ' (not checked)');
  const rows: (readonly [string, string])[] = [
    [`${body.name[lang]}${unchecked}`, `${say('電話', 'Telephone')}: ${orNotKnown(body.telephone, lang)}`],
  ];
  if (body.hours !== '') rows.push([say('受付時間', 'Hours'), body.hours]);
  if (body.contract !== '') rows.push([say('契約番号', 'Contract'), body.contract]);
  if (body.say[lang] !== '') rows.push([say('最初に言うこと', 'What to say first'), body.say[lang]]);
  if (body.source !== '') rows.push([say('調べる先', 'Where to look it up'), body.source]);
  return { type: 'fields', rows };
}

function peopleTable(people: readonly KitPerson[], lang: Voice['lang']): PaperBlock {
  return {
    type: 'table',
    columns: columnsOf(lang, [
      ['名前', 'Name', 4],
      ['部署', 'Department', 4],
      ['役割', 'Role', 3],
      ['電話', 'Telephone', 4],
      ['別の連絡先（手書き）', 'Other way (by hand)', 4],
    ]),
    rows: people.map((one) => [
      one.name,
      one.department === '' ? '—' : one.department,
      one.roles.map((role) => roleNames[role][lang]).join(lang === 'ja' ? '・' : ', ') || '—',
      orNotKnown(one.telephone, lang),
      room(0),
    ]),
  };
}

/** Headings in the language of the paper, each with its share of the width. */
export function columnsOf(lang: Voice['lang'], columns: readonly (readonly [string, string, number])[]) {
  return columns.map(([ja, en, parts]) => ({ heading: { ja, en }[lang], parts }));
}
