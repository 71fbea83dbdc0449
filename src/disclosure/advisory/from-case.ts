// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../case/fold/view.ts';
import type { Lang } from '../../kernel/bilingual.ts';

/** What the record knows of an advisory; `null` and empty places are for a person to fill. Nothing of the reporter, no host. */
export function draftFromCase(view: CaseView, organisation: string, publicAddress: string | null, lang: Lang) {
  const examined = Object.values(view.parts.triage.examined);
  const cves = [...new Set(examined.flatMap(({ claims }) => claims.filter(({ kind }) => kind === 'cve').map(({ value }) => value)))];
  const affected = [...new Set(examined.flatMap((one) => one.affected))].toSorted();
  const products = affected.map((shown, at) => {
    const [, name = shown, version = ''] = /^(.*?)(?: (\S*\d\S*))?$/.exec(shown) ?? [];
    return { id: `P-${at + 1}`, vendor: '', name, version, purl: null };
  });
  return {
    case: view.id,
    profile: 'csaf_security_advisory',
    id: view.id,
    lang,
    title: view.title,
    summary: '',
    publisher: { name: organisation, namespace: publicAddress ?? '', category: 'vendor', contact: '' },
    directory: publicAddress === null ? '' : `${publicAddress}/.well-known/csaf`,
    tlp: view.tlp,
    revisions: [],
    end: null,
    products,
    vulnerabilities: (cves.length === 0 ? [null] : cves).map((cve) => ({
      cve,
      number: cve === null ? view.id : null,
      title: cve ?? view.title,
      description: '',
      cwe: null,
      cvss: null,
      ssvc: null,
      states: { affected: products.map(({ id }) => id), fixed: [], 'not-affected': [], 'under-investigation': [] },
      notAffectedBecause: null,
      action: null,
      fixedIn: null,
    })),
    // Only those who agreed to be named.
    credits: view.parts.disclosure.credits.map(({ name }) => ({ name, organisation: null })),
  };
}
