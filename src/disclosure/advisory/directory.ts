// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { AdvisorySigner } from './sign.port.ts';
import type { AdvisorySource } from './source.ts';

/** An issued document as it stands in the directory, `white/2026/ex-1.json`. */
export type Placed = { readonly place: string; readonly text: string };
type Head = { readonly id: string; readonly title: string; readonly published: string; readonly updated: string };
type Publisher = Pick<AdvisorySource, 'directory' | 'publisher'>;

const SCHEMA = 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json';
const CATEGORY = [{ scheme: 'urn:ietf:params:rolie:category:information-type', term: 'csaf' }];
const FEED = 'white/csaf-feed-tlp-white.json';

/** What stands beside each document so that others can tell that nobody changed it. */
export type Proofs = {
  readonly sha256: (text: string) => string;
  readonly sha512: (text: string) => string;
  readonly signer: AdvisorySigner;
};

/**
 * Everything beside the documents that a directory of CSAF 2.0 holds (clause 7.1, requirements 1 to 20 without 8 to 10):
 * index, changes, two hashes and a signature for each document, the key, ROLIE feed and service, provider metadata. It is the
 * same for the same documents and the same key, and dated by the newest of them.
 */
export function directoryFiles(
  documents: readonly Placed[],
  { directory, publisher }: Publisher,
  proofs: Proofs,
): ReadonlyMap<string, string> {
  const { signer } = proofs;
  const keyPlace = `openpgp/${signer.fingerprint}.asc`;
  const rows = documents
    .map((one) => ({ ...one, ...headOf(one.text) }))
    .toSorted((a, b) => (a.updated === b.updated ? (a.place < b.place ? -1 : 1) : a.updated < b.updated ? 1 : -1));
  const updated = rows[0]?.updated ?? '';
  const at = (place: string) => `${directory}/${place}`;
  const feed = {
    feed: {
      category: CATEGORY,
      entry: rows.map(({ place, id, title, published, updated: changed }) => ({
        content: { src: at(place), type: 'application/json' },
        format: { schema: SCHEMA, version: '2.0' },
        id,
        link: [
          { href: at(place), rel: 'self' },
          { href: at(`${place}.sha256`), rel: 'hash' },
          { href: at(`${place}.sha512`), rel: 'hash' },
          { href: at(`${place}.asc`), rel: 'signature' },
        ],
        published,
        title,
        updated: changed,
      })),
      id: 'csaf-feed-tlp-white',
      link: [{ href: at(FEED), rel: 'self' }],
      title: 'CSAF feed (TLP:WHITE)',
      updated,
    },
  };
  const service = {
    service: {
      workspace: [
        {
          collection: [{ categories: { category: CATEGORY }, href: at(FEED), title: 'CSAF feed (TLP:WHITE)', updated }],
          title: 'Public CSAF feed',
        },
      ],
    },
  };
  const metadata = {
    canonical_url: at('provider-metadata.json'),
    distributions: [
      { directory_url: at('white/') },
      { rolie: { feeds: [{ summary: 'TLP:WHITE advisories', tlp_label: 'WHITE', url: at(FEED) }], services: [at('service.json')] } },
    ],
    last_updated: updated,
    list_on_CSAF_aggregators: true,
    metadata_version: '2.0',
    mirror_on_CSAF_aggregators: true,
    public_openpgp_keys: [{ fingerprint: signer.fingerprint, url: at(keyPlace) }],
    publisher: {
      category: publisher.category,
      contact_details: publisher.contact,
      name: publisher.name,
      namespace: publisher.namespace,
    },
    role: 'csaf_provider',
  };
  const below = (place: string) => place.replace(/^white\//, '');
  return new Map([
    [
      'white/index.txt',
      rows
        .map(({ place }) => `${below(place)}\n`)
        .toSorted()
        .join(''),
    ],
    ['white/changes.csv', rows.map(({ place, updated: changed }) => `"${below(place)}","${changed}"\n`).join('')],
    ...rows.flatMap(({ place, text, updated: changed }) => {
      const name = place.split('/').at(-1) ?? '';
      const second = Math.floor(Date.parse(changed) / 1000);
      return [
        [`${place}.sha256`, `${proofs.sha256(text)}  ${name}\n`],
        [`${place}.sha512`, `${proofs.sha512(text)}  ${name}\n`],
        [`${place}.asc`, signer.sign(new TextEncoder().encode(text), second)],
      ] as const;
    }),
    [keyPlace, signer.publicKey(keyName(publisher))],
    [FEED, `${canonicalJson(feed)}\n`],
    ['service.json', `${canonicalJson(service)}\n`],
    ['provider-metadata.json', `${canonicalJson(metadata)}\n`],
  ]);
}

/** Whose key it is, as programs show it: the publisher, with the mail address where the contact is one. */
function keyName({ name, contact }: Publisher['publisher']): string {
  const mail = /[^\s<>]+@[^\s<>]+/.exec(contact)?.[0];
  return mail === undefined ? name : `${name} <${mail}>`;
}

type Tracking = {
  readonly id: string;
  readonly initial_release_date: string;
  readonly current_release_date: string;
  readonly revision_history: readonly { readonly date: string; readonly number: string; readonly summary: string }[];
};
const trackingOf = (text: string): { readonly title: string; readonly tracking: Tracking } =>
  (JSON.parse(text) as { readonly document: { readonly title: string; readonly tracking: Tracking } }).document;

function headOf(text: string): Head {
  const { title, tracking } = trackingOf(text);
  return { id: tracking.id, title, published: tracking.initial_release_date, updated: tracking.current_release_date };
}

/** Whether `next` goes on from `before`: each issue that was published still stands in it as it was, and there is a further one. */
export function goesOn(before: string, next: string): boolean {
  const [old, now] = [trackingOf(before).tracking.revision_history, trackingOf(next).tracking.revision_history];
  return now.length > old.length && old.every((row, at) => canonicalJson(row) === canonicalJson(now[at] ?? {}));
}
