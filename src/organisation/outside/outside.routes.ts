// SPDX-License-Identifier: Apache-2.0
import { actorOf } from '../../edge/actor.ts';
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { decodeText } from '../../common/decode-text.ts';
import { readerOf } from '../../kernel/apart.ts';
import { inertText } from '../../kernel/text.ts';
import type { OrganisationDeps } from '../deps.ts';
import { organisationProblem } from '../problems.ts';
import { changeDirectory, directoryOf } from './change-outside.ts';
import type { Directory } from './change-outside.ts';
import { endpoints } from './outside.contract.ts';
import { joined, MOST_ROWS, writeOutside } from './outside-table.ts';
import type { readOutside } from './read-outside.ts';

const MOST_BYTES = 1_000_000;
const table = readerOf<typeof readOutside>(new URL('read-outside.ts', import.meta.url), 'readOutside');

/** Routes over the directory of bodies outside. */
export function outsideRoutes(deps: OrganisationDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.outside,
      summary: { ja: '外部の連絡先の名簿', en: 'The directory of bodies outside' },
      access: mayRead,
      handle: async () => replyOf(await directoryOf(deps)),
    }),
    route({
      ...endpoints.saveOutside,
      summary: { ja: '外部の連絡先の名簿を改める', en: 'Change the directory of bodies outside' },
      access: ['administrator', 'manager'],
      async handle({ body, who, ifMatch }) {
        if (ifMatch === null || !/^\d{1,9}$/.test(ifMatch)) return { problem: organisationProblem('organisation.version-needed') };
        const changed = await changeDirectory(deps, actorOf(who), Number(ifMatch), body.bodies);
        return changed.ok ? replyOf(changed.value) : { problem: changed.error };
      },
    }),
    route({
      ...endpoints.importOutside,
      summary: { ja: '外部の連絡先を CSV から取り込む', en: 'Take bodies outside from a CSV file' },
      access: ['administrator', 'manager'],
      upload: { maxFiles: 1, maxBytes: MOST_BYTES },
      async handle({ uploads, who, apart }) {
        const text = uploads.length === 1 ? decodeText(uploads[0]?.bytes ?? new Uint8Array())?.text : undefined;
        if (text === undefined) return { problem: organisationProblem('organisation.one-file') };
        const ids = Array.from({ length: MOST_ROWS }, () => `b-${deps.random(9)}`);
        const read = await apart(table)(text, ids);
        const before = await directoryOf(deps);
        const { bodies, added, changed } = joined(before.bodies, read.bodies);
        const counts = { rows: read.rows, added, changed, refused: [...read.refused] };
        if (read.bodies.length === 0) return { status: 200, body: { ...counts, version: before.version } };
        const done = await changeDirectory(deps, actorOf(who), before.version, bodies);
        return done.ok ? { status: 200, body: { ...counts, version: done.value.version } } : { problem: done.error };
      },
    }),
    route({
      ...endpoints.exportOutside,
      summary: { ja: '外部の連絡先の書き出し', en: 'The directory as CSV' },
      access: mayRead,
      handle: async () => ({
        status: 200,
        raw: writeOutside((await directoryOf(deps)).bodies),
        contentType: 'text/csv; charset=utf-8',
        headers: { 'content-disposition': 'attachment; filename="outside-bodies.csv"' },
      }),
    }),
  ];
}

function replyOf({ version, bodies }: Directory) {
  const shown = bodies.map((one) => ({
    ...one,
    name: { ja: inertText(one.name.ja), en: inertText(one.name.en) },
    telephone: inertText(one.telephone),
  }));
  return { status: 200, body: { version, bodies: shown }, etag: String(version) } as const;
}
