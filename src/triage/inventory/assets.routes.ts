// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import type { TriageDeps } from '../deps.ts';
import { endpoints } from './assets.contract.ts';
import type { importedSchema } from './assets.contract.ts';
import { parseColumnNumbers } from './heading-map.ts';
import type { FoundTable } from './heading-map.ts';
import { importAssets } from './import-assets.ts';

const querySchema = z.object({
  columns: z
    .string()
    .max(300)
    .transform((text, context) => {
      const chosen = parseColumnNumbers(text);
      if (chosen !== null) return chosen;
      context.addIssue({ code: 'custom', message: 'columns are written name=0,version=2 and name the product' });
      return z.NEVER;
    })
    .optional(),
});

/** The list of assets, and how it comes in. */
export function assetRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.inventory,
      summary: { ja: '資産の一覧', en: 'The list of assets' },
      access: mayRead,
      async handle() {
        const items = await deps.store.inventory();
        return {
          status: 200,
          body: {
            items: items.map(({ id, kind, name, version, host, owner, exposure, from }) => ({
              id,
              kind,
              name,
              version,
              host,
              owner,
              exposure,
              from,
            })),
          },
        };
      },
    }),
    route({
      ...endpoints.importInventory,
      summary: { ja: '資産の一覧を取り込む（CSV・SBOM・Vuls・dpkg・rpm）', en: 'Import a list of assets (CSV, SBOM, Vuls, dpkg, rpm)' },
      access: mayWork,
      query: querySchema,
      upload: { maxFiles: 20, maxBytes: 100_000_000 },
      async handle({ uploads, who, query }) {
        const files: z.input<typeof importedSchema>['files'] = [];
        for (const upload of uploads) {
          const read = await importAssets(deps, actorOf(who), upload, query.columns ?? null);
          const table = read.table === undefined ? null : tableWire(read.table);
          files.push(
            read.ok
              ? {
                  file: upload.fileName,
                  format: read.format,
                  items: read.items.length,
                  refused: [...read.refused],
                  left: [...read.left],
                  why: null,
                  table,
                }
              : { file: upload.fileName, format: 'none', items: 0, refused: [], left: [], why: read.why, table },
          );
        }
        return { status: 200, body: { files } };
      },
    }),
  ];
}

function tableWire({ headings, rows, columns, by }: FoundTable) {
  return { headings: [...headings], rows: rows.map((row) => [...row]), columns: { ...columns }, by };
}
