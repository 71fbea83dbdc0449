// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayAdminister } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { readerOf } from '../../kernel/apart.ts';
import { endpoints } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { organisationProblem } from '../problems.ts';
import { importPeople } from './import-people.ts';
import type { readPeople } from './read-people.ts';
import { everybody } from './everybody.ts';
import { undoImport } from './undo-import.ts';
import { writePeople } from './write-people.ts';

/** Ten megabytes hold some hundred thousand people. */
const MOST_BYTES = 10_000_000;
const people = readerOf<typeof readPeople>(new URL('read-people.ts', import.meta.url), 'readPeople');

/** Routes that bring people in from a CSV and hand them out as one. */
export function importRoutes(deps: OrganisationDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.importPeople,
      summary: { ja: 'CSV からの一括登録', en: 'Import people from CSV' },
      access: mayAdminister,
      upload: { maxFiles: 1, maxBytes: MOST_BYTES },
      query: z.object({ preview: z.stringbool().default(false) }),
      async handle({ uploads, who, apart, query }) {
        const [file] = uploads;
        if (file === undefined || uploads.length > 1) return { problem: organisationProblem('organisation.one-file') };
        const imported = await importPeople(
          deps,
          actorOf(who),
          { name: file.fileName, bytes: file.bytes },
          apart(people),
          query.preview ? 'preview' : 'take',
        );
        return imported.ok ? { status: 200, body: imported.value } : { problem: imported.error };
      },
    }),
    route({
      ...endpoints.lastImport,
      summary: { ja: '取り消せる最後の一括登録', en: 'The last import that can be undone' },
      access: mayAdminister,
      async handle() {
        const last = await deps.people.lastImport();
        if (last === null) return { status: 200, body: { last: null } };
        const { digest, file, at, rows } = last;
        const added = rows.filter(({ was }) => was === null).length;
        return { status: 200, body: { last: { digest, file, at, added, changed: rows.length - added } } };
      },
    }),
    route({
      ...endpoints.undoImport,
      summary: { ja: '最後の一括登録の取り消し', en: 'Undo the last import of people' },
      access: mayAdminister,
      async handle({ body, who }) {
        if (who.machine) return { problem: organisationProblem('organisation.needs-a-person') };
        const undone = await undoImport(deps, actorOf(who), body.digest);
        return undone.ok ? { status: 200, body: undone.value } : { problem: undone.error };
      },
    }),
    route({
      ...endpoints.peopleTemplate,
      summary: { ja: '一括登録のひな形', en: 'Template for the import' },
      access: mayAdminister,
      handle: async ({ lang }) => csv(writePeople([], lang), 'people-template.csv'),
    }),
    route({
      ...endpoints.exportPeople,
      summary: { ja: '人の一覧の書き出し', en: 'Export people as CSV' },
      access: mayAdminister,
      handle: async ({ lang }) => csv(writePeople(await everybody(deps.people), lang), 'people.csv'),
    }),
  ];
}

function csv(text: string, fileName: string) {
  return {
    status: 200,
    raw: text,
    contentType: 'text/csv; charset=utf-8',
    headers: { 'content-disposition': `attachment; filename="${fileName}"` },
  } as const;
}
