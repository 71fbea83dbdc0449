// SPDX-License-Identifier: Apache-2.0
import { useAdvisories } from '../../api/public/disclosure.ts';
import { Pending } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { useWords } from '../../lang/lang.tsx';
import { Tag } from '../../ui/tag.tsx';
import { disclosureWords } from './words.ts';

/** Advisories that became public from this case, each issue with who published it and where it is read. */
export function Advisories({ caseId }: { readonly caseId: string }) {
  const w = useWords(disclosureWords);
  const found = useAdvisories(caseId);
  return (
    <section className="stack">
      <h2>{w.advisoriesTitle}</h2>
      {found.data === undefined ? (
        <Pending on={found} lines={2} />
      ) : found.data.advisories.length === 0 ? (
        <p>{w.noAdvisory}</p>
      ) : (
        <ul>
          {found.data.advisories.map(({ advisoryId, issue, title, ended, by, at, sha256, address }) => (
            <li key={`${advisoryId} ${issue}`}>
              <a href={address}>{`${advisoryId} ${title}`}</a> {w.issueOf(issue)} {ended === null ? null : <Tag>{w.endedAs[ended]}</Tag>}{' '}
              <span className="small quiet">
                {by} <When at={at} /> SHA-256 <span className="mono">{sha256}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
