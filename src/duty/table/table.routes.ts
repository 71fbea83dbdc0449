// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { readerOf } from '../../kernel/apart.ts';
import { endpoints } from '../contract.ts';
import type { DutyDeps } from '../deps.ts';
import type { readTable } from './read-table.ts';
import { tableText, tableIntoRota } from './use-table.ts';
import { tableForms } from './write-table.ts';

const reader = readerOf<typeof readTable>(new URL('read-table.ts', import.meta.url), 'readTable');

/** Routes that take a shift table (CSV) into the rota and give it out again. */
export function tableRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.takeTable,
      summary: {
        ja: 'シフト表（CSV）を当番に取り込む。apply がなければ確かめるだけ',
        en: 'Take a shift table (CSV); without apply it is only looked at',
      },
      access: ['administrator', 'manager'],
      query: z.object({
        roster: z.string().max(60),
        month: z.string().max(20).optional(),
        codes: z.string().max(1000).default(''),
        apply: z.stringbool().default(false),
        confirmed: z.stringbool().default(false),
      }),
      upload: { maxFiles: 1, maxBytes: 1_000_000 },
      async handle({ query, who, uploads, ifMatch, apart }) {
        const asked = { roster: query.roster, month: query.month ?? null, codes: query.codes };
        const expectedVersion = ifMatch === null ? null : Number(ifMatch);
        const by = { actor: actorOf(who), confirmed: query.confirmed, expectedVersion };
        const done = await tableIntoRota({ ...deps, readTable: apart(reader) }, uploads[0]?.bytes ?? null, asked, query.apply ? by : null);
        if (!done.ok) return { problem: done.error };
        const { duties, unread, changes, version, stored } = done.value;
        return { status: 200, body: { duties, unread: [...unread], changes: [...changes], version, stored } };
      },
    }),
    route({
      ...endpoints.tableFile,
      summary: { ja: '当番を表（CSV）で書き出す', en: 'Write duties as a table (CSV)' },
      access: mayRead,
      query: z.object({
        of: z.string().regex(/^(roster|person):[A-Za-z0-9._-]{1,60}$/),
        from: z.iso.date().optional(),
        days: z.coerce.number().int().min(1).max(400).default(31),
        for: z.enum(tableForms).default('plain'),
      }),
      async handle({ query, lang }) {
        const text = await tableText(deps, { of: query.of, from: query.from ?? null, days: query.days, form: query.for }, lang);
        if (!text.ok) return { problem: text.error };
        return {
          status: 200,
          raw: text.value,
          contentType: 'text/csv; charset=utf-8',
          headers: { 'content-disposition': 'attachment; filename="duty.csv"' },
        };
      },
    }),
  ];
}
