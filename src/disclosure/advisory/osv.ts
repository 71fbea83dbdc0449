// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { fromPurl } from '../../common/package-url.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { ScoreOf } from './csaf.ts';
import type { AdvisorySource } from './source.ts';

type Json = Readonly<Record<string, unknown>>;

/** Types of package URLs as OSV calls their ecosystems. */
const ECOSYSTEMS: Readonly<Record<string, string>> = {
  cargo: 'crates.io',
  composer: 'Packagist',
  gem: 'RubyGems',
  golang: 'Go',
  hex: 'Hex',
  maven: 'Maven',
  npm: 'npm',
  nuget: 'NuGet',
  pub: 'Pub',
  pypi: 'PyPI',
};

/**
 * The advisory in the form of OSV 1.6, one record for each vulnerability. Only packages with an ecosystem have a place
 * there; every other product is named in `left`.
 */
export function osvOf(
  source: AdvisorySource,
  now: Instant,
  scoreOf: ScoreOf,
): { readonly records: readonly Json[]; readonly left: readonly Bilingual[] } {
  const packages = new Map(
    source.products.flatMap((product) => {
      const read = product.purl === null ? null : fromPurl(product.purl);
      const ecosystem = ECOSYSTEMS[read?.ecosystem ?? ''];
      return read === null || ecosystem === undefined ? [] : [[product.id, { ...product, ecosystem, called: read.name }] as const];
    }),
  );
  const left = source.products
    .filter(({ id }) => !packages.has(id))
    .map(({ id }) => ({ ja: `${id}：OSV のエコシステムに属さない`, en: `${id}: belongs to no ecosystem of OSV` }));
  const at = source.revisions.at(-1)?.at ?? now;
  const records = source.vulnerabilities.map((one, index) => {
    const score = one.cvss === null ? null : scoreOf(one.cvss);
    return {
      schema_version: '1.6.0',
      id: `${source.id}-${index + 1}`,
      modified: at,
      published: source.revisions[0]?.at ?? now,
      ...(source.end === null ? {} : { withdrawn: at }),
      aliases: [one.cve, one.number].filter((alias) => alias !== null),
      summary: one.title,
      details: one.description,
      ...(score === null ? {} : { severity: [{ type: `CVSS_V${score.version.charAt(0)}`, score: one.cvss }] }),
      affected: one.states.affected.flatMap((id) => {
        const product = packages.get(id);
        if (product === undefined) return [];
        return [
          {
            package: { ecosystem: product.ecosystem, name: product.called },
            versions: [product.version],
            ...(one.fixedIn === null
              ? {}
              : { ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: product.version }, { fixed: one.fixedIn }] }] }),
          },
        ];
      }),
      references: [{ type: 'ADVISORY', url: source.publisher.namespace }],
      credits: source.credits.map(({ name }) => ({ name, type: 'REPORTER' })),
    };
  });
  return { records, left };
}
