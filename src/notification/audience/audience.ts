// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Contact } from '../contact/contact.ts';
import { nextStep, stepsOf } from '../customer/customer.ts';
import type { Customer, Language, Rung } from '../customer/customer.ts';

export const severities = ['critical', 'high', 'medium', 'low'] as const;
export const sourceNames = ['exposure', 'list'] as const;
export type SourceName = (typeof sourceNames)[number];

/** One thing that a customer must know: where it is, what is wrong, what he has to do. */
export type Concern = {
  /** The same thing found again keeps its id. */
  readonly id: string;
  readonly source: SourceName;
  readonly place: string;
  readonly what: Bilingual;
  readonly todo: Bilingual;
  readonly severity: (typeof severities)[number] | null;
};

/** A customer whom a source names, with what concerns him. */
export type Affected = { readonly customerId: string; readonly name: string; readonly concerns: readonly Concern[] };

/** One customer who is to be told, and by which step; `passed`: steps before it that cannot be used, and why. */
export type AudienceRow = {
  readonly customerId: string;
  readonly name: string;
  readonly attention: string;
  readonly lang: Language;
  readonly contracts: readonly string[];
  /** Wants findings as XARF too. */
  readonly machineForm: boolean;
  readonly step: { readonly rung: Rung; readonly contactId: string; readonly value: string };
  readonly passed: readonly { readonly value: string; readonly why: string }[];
  readonly concerns: readonly Concern[];
};

export const reasonsNotTold = ['not-in-register', 'no-step', 'declined', 'unsubscribed'] as const;
export type NotTold = {
  readonly customerId: string;
  readonly name: string;
  readonly concerns: number;
  readonly why: (typeof reasonsNotTold)[number];
  /** What a person said; '' where nobody did. */
  readonly reason: string;
};

/**
 * What is counted, each by its own rule: findings by their id, customers by customer number, contracts by contract number,
 * messages by contact. One of these is never given for another.
 */
export type AudienceCounts = {
  readonly findings: number;
  readonly customers: number;
  readonly contracts: number;
  readonly messages: number;
};

export type Audience = { readonly rows: readonly AudienceRow[]; readonly notTold: readonly NotTold[]; readonly counts: AudienceCounts };

/** Whom sources name, joined with the register: who is told by which step, and who is not and why. By customer number. `optional`: contacts that want none are left alone. */
export function audienceOf(
  named: readonly Affected[],
  customers: ReadonlyMap<string, Customer>,
  contacts: ReadonlyMap<string, Contact>,
  declined: ReadonlyMap<string, string>,
  optional = false,
): Audience {
  const rows: AudienceRow[] = [];
  const notTold: NotTold[] = [];
  for (const { customerId, name, concerns } of merged(named)) {
    const customer = customers.get(customerId);
    const steps = customer === undefined ? [] : stepsOf(customer, contacts);
    const step = nextStep(steps);
    const left = { customerId, name: customer?.name ?? name, concerns: concerns.length };
    const reason = declined.get(customerId);
    if (reason !== undefined) notTold.push({ ...left, why: 'declined', reason });
    else if (customer === undefined) notTold.push({ ...left, why: 'not-in-register', reason: '' });
    else if (step === null) notTold.push({ ...left, why: 'no-step', reason: '' });
    else if (optional && step.contact.unsubscribed !== null) notTold.push({ ...left, why: 'unsubscribed', reason: '' });
    else
      rows.push({
        customerId,
        name: customer.name,
        attention: customer.attention,
        lang: customer.lang,
        contracts: customer.contracts,
        machineForm: customer.machineForm,
        step: { rung: step.rung, contactId: step.contact.contactId, value: step.contact.value },
        passed: steps
          .slice(0, steps.indexOf(step))
          .map(({ contact }) => ({ value: contact.value, why: contact.off?.reason ?? contact.dead?.why ?? '' })),
        concerns,
      });
  }
  return { rows, notTold, counts: countsOf(rows) };
}

function countsOf(rows: readonly AudienceRow[]): AudienceCounts {
  return {
    findings: rows.reduce((sum, row) => sum + row.concerns.length, 0),
    customers: rows.length,
    contracts: new Set(rows.flatMap((row) => row.contracts)).size,
    messages: new Set(rows.map((row) => row.step.contactId)).size,
  };
}

/** A customer whom several sources name stands once, by customer number; a concern of the same id stands once. */
export function merged(named: readonly Affected[]): readonly Affected[] {
  const all = new Map<string, { readonly name: string; readonly concerns: Map<string, Concern> }>();
  for (const { customerId, name, concerns } of named) {
    const one = all.get(customerId) ?? { name, concerns: new Map<string, Concern>() };
    for (const concern of concerns) if (!one.concerns.has(concern.id)) one.concerns.set(concern.id, concern);
    all.set(customerId, one);
  }
  return [...all]
    .map(([customerId, { name, concerns }]) => ({
      customerId,
      name,
      concerns: [...concerns.values()].toSorted((a, b) => order(a.id, b.id)),
    }))
    .filter(({ concerns }) => concerns.length > 0)
    .toSorted((a, b) => order(a.customerId, b.customerId));
}

/** What an approval is of, row by row: who is told what, and by which contact. */
export type Approved = {
  readonly customerId: string;
  readonly name: string;
  readonly contactId: string;
  readonly concerns: readonly string[];
};

/** The part of the rows that is approved. */
export function approvedRows(rows: readonly AudienceRow[]): readonly Approved[] {
  return rows.map(({ customerId, name, step, concerns }) => ({
    customerId,
    name,
    contactId: step.contactId,
    concerns: concerns.map((one) => one.id),
  }));
}

/** What the digest is made over: equal exactly where the same customers are told the same by the same contacts. */
export function digestBasis(rows: readonly Approved[]): string {
  return canonicalJson(rows.map(({ customerId, contactId, concerns }) => ({ customerId, contactId, concerns })));
}

export type Named = { readonly customerId: string; readonly name: string };
export type Difference = { readonly added: readonly Named[]; readonly removed: readonly Named[]; readonly changed: readonly Named[] };

/** Who came, who went, and whose contact or findings are others than what was approved. */
export function difference(before: readonly Approved[], now: readonly Approved[]): Difference {
  const was = new Map(before.map((row) => [row.customerId, row]));
  const is = new Map(now.map((row) => [row.customerId, row]));
  const named = ({ customerId, name }: Approved): Named => ({ customerId, name });
  return {
    added: now.filter((row) => !was.has(row.customerId)).map(named),
    removed: before.filter((row) => !is.has(row.customerId)).map(named),
    changed: now
      .filter((row) => {
        const old = was.get(row.customerId);
        return old !== undefined && digestBasis([old]) !== digestBasis([row]);
      })
      .map(named),
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
