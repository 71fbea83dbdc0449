// SPDX-License-Identifier: Apache-2.0
import { inertText } from '../../kernel/text.ts';
import type { AudienceRow } from '../audience/audience.ts';
import { kindOf, languages } from '../customer/customer.ts';
import type { Language } from '../customer/customer.ts';

/** Everything that a template can name. Plain text, inert; findings of one kind stand together and are numbered over the mail. */
export type Facts = {
  readonly organisation: string;
  readonly case: string;
  readonly recipient: string;
  /** More than one customer: the reader is a reseller. */
  readonly several: boolean;
  /** He was written to before and has not answered. */
  readonly reminder: boolean;
  /** Where a reader of an optional notice says that he wants no more of them; empty in a required one. */
  readonly unsubscribe: string;
  /** Places over all customers. */
  readonly findings: number;
  readonly customers: readonly {
    readonly name: string;
    readonly number: string;
    readonly contracts: string;
    /** Where this customer says how far he is; empty where the desk has no public address. */
    readonly link: string;
    readonly findings: readonly {
      readonly number: number;
      readonly what: string;
      readonly todo: string;
      readonly places: readonly string[];
    }[];
  }[];
};

/** The names that a template may use, and the ones without which it would tell nobody anything. */
export const placeholders = ['organisation', 'case', 'recipient', 'several', 'reminder', 'unsubscribe', 'findings', 'customers'] as const;
export const needed = ['customers', 'case'] as const;

/** One mail to one contact: all findings of all customers whom he answers for, and nobody else's. */
export type Message = {
  readonly contactId: string;
  readonly to: string;
  readonly lang: Language;
  readonly rows: readonly AudienceRow[];
  readonly facts: Facts;
};

export type About = {
  readonly organisation: { readonly ja: string; readonly en: string };
  readonly caseId: string;
  /** The page of one customer for one contact; left out where a mail is only looked at or counted. */
  readonly linkOf?: (customerId: string, contactId: string) => string;
  /** Who was written to before; nobody where it is left out. */
  readonly isReminder?: (contactId: string) => boolean;
  /** Only of an optional notice. */
  readonly unsubscribeOf?: ((contactId: string) => string) | null;
};

/** The mails of an audience, by contact; steps by telephone and letter have none. */
export function messagesOf(rows: readonly AudienceRow[], about: About): readonly Message[] {
  return [...rowsByContact(rows).values()].map((own) => messageOf(own, about));
}

/** Whom each contact with a mail address answers for. */
export function rowsByContact(rows: readonly AudienceRow[]): ReadonlyMap<string, readonly AudienceRow[]> {
  return Map.groupBy(
    rows.filter((one) => kindOf(one.step.rung) === 'mail'),
    (one) => one.step.contactId,
  );
}

/** The mail of one contact from his rows; made when it is wanted, where there are too many to hold all of them. */
export function messageOf(own: readonly AudienceRow[], about: About): Message {
  const lang = commonLanguage(own);
  const { contactId = '', value: to = '' } = own[0]?.step ?? {};
  return { contactId, to, lang, rows: own, facts: factsOf(own, lang, about) };
}

function factsOf(rows: readonly AudienceRow[], lang: Language, { organisation, caseId, linkOf, isReminder, unsubscribeOf }: About): Facts {
  // Findings are worded in Japanese and English; whoever reads another language reads them in English.
  const said = lang === 'ja' ? 'ja' : 'en';
  let number = 0;
  const customers = rows.map((row) => {
    const groups = new Map<string, { what: string; todo: string; places: string[] }>();
    for (const { what, todo, place } of row.concerns) {
      const key = `${what[said]}\n${todo[said]}`;
      const group = groups.get(key) ?? { what: plain(what[said]), todo: plain(todo[said]), places: [] };
      group.places.push(plain(place));
      groups.set(key, group);
    }
    const findings = [...groups.values()].map((group) => ({ number: (number += 1), ...group }));
    return {
      name: plain(row.name),
      number: plain(row.customerId),
      contracts: row.contracts.map((one) => plain(one)).join(', '),
      link: linkOf?.(row.customerId, row.step.contactId) ?? '',
      findings,
    };
  });
  const [first] = rows;
  const attention = rows.length === 1 && first !== undefined && first.attention !== '' ? first.attention : null;
  return {
    organisation: plain([organisation[said], organisation.ja, organisation.en].find((name) => name !== '') ?? ''),
    case: caseId,
    recipient: plain(attention ?? (rows.length === 1 ? (first?.name ?? '') : { ja: 'ご担当者', en: 'reader' }[said])),
    several: rows.length > 1,
    reminder: first !== undefined && isReminder?.(first.step.contactId) === true,
    unsubscribe: first === undefined ? '' : (unsubscribeOf?.(first.step.contactId) ?? ''),
    findings: rows.reduce((sum, row) => sum + row.concerns.length, 0),
    customers,
  };
}

/** The language that most of his customers have; of several the first of the list. */
function commonLanguage(rows: readonly AudienceRow[]): Language {
  const count = (lang: Language) => rows.filter((row) => row.lang === lang).length;
  return languages.toSorted((a, b) => count(b) - count(a))[0] ?? 'ja';
}

/** A name in a mail starts no line and turns no writing. */
function plain(text: string): string {
  return inertText(text);
}
