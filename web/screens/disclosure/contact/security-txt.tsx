// SPDX-License-Identifier: Apache-2.0
import type { KeptSecurityTxt } from '../../../../src/disclosure/security-txt/security-txt.contract.ts';
import { useSecurityTxt } from '../../../api/public/security-txt.ts';
import { Forbidden, Pending } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { paths } from '../../../paths.ts';
import { FactList } from '../../../ui/fact-list.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { CheckAnother } from './check-another.tsx';
import { ConfirmContact } from './confirm-contact.tsx';
import { KeeperForm } from './keeper-form.tsx';
import { contactWords } from './contact-words.ts';

/** Our own security.txt: how long it holds, who confirms it, and the examination of any other. */
export function SecurityTxt() {
  const w = useWords(contactWords);
  const reads = useMay('read');
  const administers = useMay('administer');
  const kept = useSecurityTxt();
  if (!reads) return <Forbidden />;
  return (
    <div className="page" style={{ maxWidth: 860 }}>
      <div>
        <div className="small">
          <a href={paths.settings}>{w.settings}</a>
        </div>
        <h1>{w.title}</h1>
      </div>
      <p>{w.lead}</p>
      {kept.data === undefined ? (
        <Pending on={kept} lines={8} />
      ) : (
        <>
          {kept.data.file === null ? <p>{w.none}</p> : <Public file={kept.data.file} />}
          {administers ? <ConfirmContact key={kept.data.file?.confirmedAt ?? ''} kept={kept.data} /> : null}
          {administers && kept.data.file !== null ? <KeeperForm keeper={kept.data.file.keeper} /> : null}
        </>
      )}
      <CheckAnother />
    </div>
  );
}

function Public({ file }: { readonly file: NonNullable<KeptSecurityTxt['file']> }) {
  const w = useWords(contactWords);
  const say = useSay();
  const { state, expires, daysLeft, confirmBy, askedFrom, by, confirmedAt, keeper, asked, address, text } = file;
  return (
    <section className="sheet stack" aria-label={w.state}>
      <div>
        <Tag tone={state === 'renewed' ? 'verified' : 'act'}>{w.states[state]}</Tag>
      </div>
      <FactList
        facts={[
          { name: w.expires, value: `${say.time(expires)} (${w.left(daysLeft)})` },
          { name: w.confirmBy, value: `${say.time(confirmBy)} (${w.askedFrom(say.time(askedFrom))})` },
          { name: w.confirmed, value: w.confirmedBy(by, say.time(confirmedAt)) },
          { name: w.keeper, value: keeper === null ? w.nobody : keeper.name },
          ...(asked === null ? [] : [{ name: w.asked, value: w.askedOf(asked.name, say.time(asked.at), asked.mails) }]),
        ]}
      />
      <div className="small" style={{ overflowWrap: 'anywhere' }}>
        {w.address}: <a href={address}>{address}</a>
      </div>
      <h2>{w.file}</h2>
      <pre className="mono small" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 }}>
        {text}
      </pre>
    </section>
  );
}
