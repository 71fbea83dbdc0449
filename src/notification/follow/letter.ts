// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { PaperBlock, PaperSection } from '../../common/paper.port.ts';
import { inertText } from '../../kernel/text.ts';
import type { Concern } from '../audience/audience.ts';

/** Letters without 0, O, 1, I, which are read for each other. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** Matters and letters that one page holds. */
const MOST = 6;
const LONGEST = 110;
/** What to do is cut late: half an instruction is none. */
const LONGEST_TODO = 240;

/** What stands on a letter and nowhere else: by it a returned one is told of, and with the six digits his page is opened. */
export function referenceOf(hash: HashBytes, noticeId: string, customerId: string, contactId: string): string {
  const digits = hash(`letter ${JSON.stringify([noticeId, customerId, contactId])}`);
  const letters = Array.from({ length: 8 }, (_, at) => ALPHABET[Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16) % 32]);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}

export type LetterFacts = {
  readonly lang: Lang;
  readonly name: string;
  readonly attention: string;
  readonly customerId: string;
  readonly caseId: string;
  readonly address: string;
  readonly organisation: Bilingual;
  /** As the sheet says it. */
  readonly date: string;
  readonly concerns: readonly Concern[];
  readonly reference: string;
  /** A mail to him was tried before. */
  readonly tried: boolean;
  /** His own page: what is scanned, what is typed, and the six digits; null where the desk has no public address. */
  readonly page: { readonly link: string; readonly typed: string; readonly digits: string } | null;
};

/** One letter, on one page: the address where the window is, what it is about, his own page, reference and six digits. */
export function letterOf(facts: LetterFacts): PaperSection {
  const { lang, concerns, page, reference, caseId } = facts;
  const w = words[lang];
  const plain = (text: string) => cut(inertText(text));
  const ours = plain([facts.organisation[lang], facts.organisation.ja, facts.organisation.en].find((one) => one !== '') ?? '');
  const groups = [...Map.groupBy(concerns, (one) => `${one.what[lang]}\n${one.todo[lang]}`).values()];
  const items = groups.slice(0, MOST).map((own) => {
    const [first] = own;
    const todo = cut(inertText(first?.todo[lang] ?? ''), LONGEST_TODO);
    return `${w.what(plain(first?.what[lang] ?? ''), own.length, plain(first?.place ?? ''))}${todo === '' ? '' : `\n${w.todo}: ${todo}`}`;
  });
  const to = [...lines(facts.address), plain(facts.name), facts.attention === '' ? w.generic : w.to(plain(facts.attention))];
  const way: readonly PaperBlock[] =
    page === null
      ? [{ type: 'text', text: w.call(caseId) }]
      : [
          { type: 'text', text: w.page },
          { type: 'qr', text: page.link, means: w.qr },
        ];
  const keys: readonly (readonly [string, string])[] = [
    ...(page === null ? [] : [[w.typed, page.typed] as const]),
    [w.reference, reference],
    ...(page === null ? [] : [[w.digits, page.digits] as const]),
  ];
  return {
    reference: `${caseId} ${reference}`,
    blocks: [
      { type: 'address', lines: to },
      { type: 'right', text: `${facts.date}\n${ours}` },
      { type: 'title', text: w.title },
      { type: 'text', text: `${w.lead(ours, plain(facts.customerId), concerns.length)}${facts.tried ? w.tried : ''}` },
      { type: 'numbered', items },
      ...(groups.length > MOST ? [{ type: 'text' as const, text: w.more(groups.length - MOST) }] : []),
      ...way,
      { type: 'fields', rows: keys },
      { type: 'small', text: w.genuine },
    ],
  };
}

function lines(address: string): readonly string[] {
  return address
    .split(/\r?\n|\s*[/／]\s*/)
    .map((line) => cut(inertText(line).trim(), 60))
    .filter((line) => line !== '')
    .slice(0, 4);
}

function cut(text: string, longest = LONGEST): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const words = {
  ja: {
    title: 'ご契約に関する確認と対応のお願い',
    to: (name: string) => `${name} 様`,
    generic: 'ご担当者 様',
    lead: (ours: string, number: string, count: number) =>
      `${ours} です。お客様番号 ${number} のご契約で、確認と対応をお願いする事項が ${count} 件見つかりました。`,
    tried: '先にメールをお送りしましたが、ご覧いただけたか確認できていません。',
    what: (what: string, count: number, place: string) =>
      `${what}${place === '' ? '' : `（${place}${count > 1 ? ` ほか計 ${count} か所` : ''}）`}`,
    more: (count: number) => `このほかに ${count} 種類あります。全文は下のページでご覧いただけます。`,
    page: '下のコードを読み取るか、アドレスを入力して、照会番号と6桁の数字を入れてください。内容の確認と、対応状況のご連絡ができます。',
    qr: 'お客様のページのアドレス',
    typed: '入力するアドレス',
    todo: 'お願いする対応',
    digits: '6桁の数字',
    call: (caseId: string) => `お電話では、下の照会番号と ${caseId} をお伝えください。`,
    reference: '照会番号',
    genuine: 'この手紙が本物かどうか不安なときは、アドレスを開かず、ご契約の書類にある連絡先へご確認ください。',
  },
  en: {
    title: 'Please check and act: your contract',
    to: (name: string) => `Attn. ${name}`,
    generic: 'To whom it may concern',
    lead: (ours: string, number: string, count: number) =>
      `This is ${ours}. Under customer number ${number} we found ${count} ${count === 1 ? 'matter' : 'matters'} that need your attention.`,
    tried: ' We have written to you by mail and do not know whether you have seen it.',
    what: (what: string, count: number, place: string) =>
      `${what}${place === '' ? '' : ` (${place}${count > 1 ? ` and others, ${count} in all` : ''})`}`,
    more: (count: number) => `There are ${count} more kinds; the page below shows all of them.`,
    page: 'Scan the code, or type the address and then the reference and the six digits. There you see all of it and tell us how far you are.',
    qr: 'address of your own page',
    typed: 'Address to type',
    todo: 'What to do',
    digits: 'Six digits',
    call: (caseId: string) => `On the telephone, please give the reference below and ${caseId}.`,
    reference: 'Reference',
    genuine: 'If you are not sure that this letter is genuine, open no address and ask at the number or address on your contract.',
  },
} as const;
