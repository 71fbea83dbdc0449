// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { csvCell } from '../../kernel/text.ts';
import { switchContact } from '../contact/switch-contact.ts';
import { endpoints } from '../contract.ts';
import type { NotificationDeps } from '../deps.ts';
import { notificationProblem } from '../problems.ts';
import { customerColumns } from './columns.ts';
import type { CustomerColumn } from './columns.ts';
import { readerOf } from '../../kernel/apart.ts';
import type { readTable } from '../table/read-table.ts';
import { importCustomers } from './import-customers.ts';
import { customerRows, silentRow } from './rows.ts';

const list = readerOf<typeof readTable<CustomerColumn>>(new URL('../table/read-table.ts', import.meta.url), 'readTable');

/** Some hundred thousand rows. */
export const MOST_BYTES = 40_000_000;

/** `3,7` as row numbers; what is no number is nothing. */
export const rowList = z
  .string()
  .max(100_000)
  .default('')
  .transform((text) => new Set(text.split(',').flatMap((one) => (/^\d{1,7}$/.test(one.trim()) ? [Number(one)] : []))));

/** Routes over the register of customers and their contacts. */
export function customerRoutes(deps: NotificationDeps): readonly RouteSpec[] {
  const { customers } = deps;
  return [
    route({
      ...endpoints.customers,
      access: mayRead,
      query: z.object({
        search: z.string().max(200).default(''),
        after: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(200),
      }),
      summary: { ja: '顧客の一覧', en: 'List customers' },
      async handle({ query: { search, after, limit } }) {
        const [found, total] = await Promise.all([
          customers.list({ limit, search, ...(after === undefined ? {} : { after }) }),
          customers.count(search),
        ]);
        const next = found.length === limit ? (found.at(-1)?.customerId ?? null) : null;
        return { status: 200, body: { items: await customerRows(customers, found), next, total } };
      },
    }),
    route({
      ...endpoints.customersTemplate,
      access: mayRead,
      summary: { ja: '顧客一覧の CSV のひな形', en: 'Template of the list of customers' },
      handle: async ({ lang }) => ({
        status: 200,
        raw: `\ufeff${Object.values(customerColumns)
          .map(({ words }) => csvCell(lang === 'ja' ? words[0] : (words.find((word) => /^[a-z]+$/.test(word)) ?? words[0])))
          .join(',')}\r\n`,
        contentType: 'text/csv; charset=utf-8',
        headers: { 'content-disposition': 'attachment; filename="customers-template.csv"' },
      }),
    }),
    route({
      ...endpoints.importCustomers,
      access: mayWork,
      query: z.object({ leaveOut: rowList }),
      upload: { maxFiles: 1, maxBytes: MOST_BYTES },
      summary: { ja: '顧客一覧を CSV から取り込む', en: 'Import customers from CSV' },
      async handle({ uploads, apart, query, who, lang }) {
        const [file] = uploads;
        if (file === undefined || uploads.length > 1) return { problem: notificationProblem('notification.one-file') };
        const how = { leaveOut: query.leaveOut, lang };
        const imported = await importCustomers(deps, actorOf(who), { name: file.fileName, bytes: file.bytes }, how, apart(list));
        return imported.ok ? { status: 200, body: imported.value } : { problem: imported.error };
      },
    }),
    route({
      ...endpoints.silentContacts,
      access: mayRead,
      summary: { ja: '使わない連絡先の一覧', en: 'Contacts that are switched off or dead' },
      handle: async () => ({ status: 200, body: { items: (await customers.silent()).flatMap((one) => silentRow(one) ?? []) } }),
    }),
    route({
      ...endpoints.switchContact,
      access: mayWork,
      params: z.object({ contactId: z.string().max(100) }),
      summary: { ja: '連絡先を使わない・また使う', en: 'Switch a contact off, or on again' },
      async handle({ params, body, who }) {
        const done = await switchContact(deps, actorOf(who), params.contactId, body);
        return done.ok ? { status: 200, body: silentRow(done.value) } : { problem: done.error };
      },
    }),
  ];
}
