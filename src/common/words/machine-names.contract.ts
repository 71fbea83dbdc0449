// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** What each part of the desk, and each page that people answer on, is called where it wrote an entry itself. */
export const machineNames = {
  api: { ja: 'API', en: 'API' },
  containment: { ja: '封じ込め', en: 'containment' },
  desk: { ja: 'デスク', en: 'the desk' },
  disclosure: { ja: '公表', en: 'disclosure' },
  duty: { ja: '当番と呼び出し', en: 'duty and paging' },
  exercise: { ja: '訓練', en: 'exercise' },
  exposure: { ja: '契約者間の公開範囲', en: 'exposure audit' },
  hunt: { ja: 'ログの調査', en: 'log search' },
  'inquiry-page': { ja: '照会のページ', en: 'inquiry page' },
  intake: { ja: '受付', en: 'intake' },
  'notice-page': { ja: '通知のページ', en: 'notice page' },
  notification: { ja: '顧客への通知', en: 'customer notices' },
  obligation: { ja: '報告期限', en: 'legal clocks' },
  outbox: { ja: '送信', en: 'sending' },
  remediation: { ja: '復旧の作業', en: 'remediation' },
  'sign-in': { ja: 'サインイン', en: 'sign-in' },
  triage: { ja: '真偽の確認', en: 'triage' },
  'unsubscribe-page': { ja: '配信停止のページ', en: 'unsubscribe page' },
} as const satisfies Readonly<Record<string, Bilingual>>;

const NAMES: ReadonlyMap<string, Bilingual> = new Map(Object.entries(machineNames));

/** A machine by its name in words; one that is no part of the desk (a key of the API) by the name it was given. */
export function machineName(name: string, lang: 'ja' | 'en'): string {
  return NAMES.get(name)?.[lang] ?? name;
}

/** How the name of an account of the console begins; no name of a person does. */
const CONSOLE = 'console:';

/** Who wrote an entry, in words: a person by name, an account of the console by what it is, a machine as one. */
export function whoWrote({ type, name }: { readonly type: 'person' | 'machine'; readonly name: string }, lang: 'ja' | 'en'): string {
  if (type === 'machine') return { ja: `自動：${machineName(name, lang)}`, en: `automatic: ${machineName(name, lang)}` }[lang];
  return consoleName(name, lang) ?? name;
}

/** An account of the console in words; null: the name is none. */
function consoleName(name: string, lang: 'ja' | 'en'): string | null {
  if (!name.startsWith(CONSOLE)) return null;
  const account = name.slice(CONSOLE.length);
  return { ja: `コンソールの利用者（${account}）`, en: `user of the console (${account})` }[lang];
}

/** Who a name is that was kept without its kind, as in the field `by` of a view: nobody in the register is called like a machine of the desk. */
export function whoIs(name: string, lang: 'ja' | 'en'): string {
  return consoleName(name, lang) ?? machineName(name, lang);
}
