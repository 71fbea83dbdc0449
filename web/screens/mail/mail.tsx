// SPDX-License-Identifier: Apache-2.0
import { useMailSettings } from '../../api/settings/mail.ts';
import { Forbidden, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { Address } from './address.tsx';
import { Direction } from './direction.tsx';
import { SendTest } from './send-test.tsx';
import { mailWords } from './words.ts';
import './mail.css';

type Loaded = NonNullable<ReturnType<typeof useMailSettings>['data']>;

/** How mail goes out and comes in, and where the desk is reached: set here, tried here. */
export function Mail() {
  const w = useWords(mailWords);
  const allowed = useMay('administer');
  return (
    <div className="page" style={{ maxWidth: 760 }}>
      <a href={paths.settings} className="small">
        {w.back}
      </a>
      <h1>{w.title}</h1>
      {allowed ? <Settings /> : <Forbidden />}
    </div>
  );
}

function Settings() {
  const w = useWords(mailWords);
  const settings = useMailSettings();
  if (settings.data === undefined) return <Pending on={settings} lines={8} />;
  const { value, etag } = settings.data;
  return (
    <>
      <p className="quiet">{w.lead}</p>
      <section className="sheet stack" aria-label={w.out}>
        <h2>{w.out}</h2>
        <Outgoing loaded={settings.data} />
        <Direction direction="out" settings={value} etag={etag} />
      </section>
      <SendTest settings={value} />
      <section className="sheet stack" aria-label={w.in}>
        <h2>{w.in}</h2>
        {value.in.first === null && value.in.second === null ? <p>{w.inNone}</p> : null}
        <Direction direction="in" settings={value} etag={etag} />
      </section>
      <Address address={value.address} etag={etag} />
    </>
  );
}

function Outgoing({ loaded }: { readonly loaded: Loaded }) {
  const w = useWords(mailWords);
  const { two } = useSay();
  const { outgoing } = loaded.value;
  if (outgoing.is === 'ready') return <p>{w.outReady(outgoing.from)}</p>;
  return <p className="mail-closed">{outgoing.is === 'practice' ? w.practice : w.closed(two(outgoing.why))}</p>;
}
