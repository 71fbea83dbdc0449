// SPDX-License-Identifier: Apache-2.0
import './readiness.css';
import { useParams } from '@tanstack/react-router';
import { useWords } from '../../lang/lang.tsx';
import { Forbidden } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { RehearsedMoments } from '../../journal/rehearsed.tsx';
import { paths } from '../../paths.ts';
import type { ReadinessTab } from '../../paths.ts';
import { Assets } from './assets.tsx';
import { DraftList } from './draft-list.tsx';
import { Services } from './services/services.tsx';
import { PublicYardstick } from './yardstick/public-yardstick.tsx';
import { IfToday } from './if-today.tsx';
import { Kit } from './kit.tsx';
import { TrafficList } from './traffic/traffic-list.tsx';
import { Start } from './start.tsx';
import { readyWords } from './words.ts';

const TABS = {
  today: IfToday,
  start: Start,
  services: Services,
  draft: DraftList,
  traffic: TrafficList,
  assets: Assets,
} as const satisfies Record<ReadinessTab, () => React.ReactNode>;
const isTab = (text: string): text is ReadinessTab => Object.hasOwn(TABS, text);

/** What can be prepared before anything happens: the four options today, and the lists that they rest on. */
export function Readiness() {
  const w = useWords(readyWords);
  const allowed = useMay('read');
  const { tab = 'today' }: { tab?: string } = useParams({ strict: false });
  if (!allowed) return <Forbidden />;
  const here = isTab(tab) ? tab : 'today';
  const Shown = TABS[here];
  return (
    <div className="page">
      <h1>{w.title}</h1>
      <nav className="ready-tabs no-print" aria-label={w.tabsLabel}>
        {(Object.keys(TABS) as ReadinessTab[]).map((one) => (
          <a key={one} href={paths.readiness(one)} aria-current={one === here ? 'page' : undefined}>
            {w.tabs[one]}
          </a>
        ))}
      </nav>
      <Shown />
      {here === 'today' ? (
        <>
          <Kit />
          <RehearsedMoments />
          <PublicYardstick />
        </>
      ) : null}
    </div>
  );
}
