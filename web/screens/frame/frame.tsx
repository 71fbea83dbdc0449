// SPDX-License-Identifier: Apache-2.0
import { useRouter } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useLive } from '../../api/live.ts';
import type { RefreshedBy } from '../../api/live.ts';
import { useReports } from '../../api/reports.ts';
import { may } from '../../api/session.ts';
import type { Person } from '../../api/session.ts';
import { common } from '../../lang/common.ts';
import { frameWords } from './words.ts';
import { useWords } from '../../lang/lang.tsx';
import { waitsForPerson } from '../../journal/waits.ts';
import { paths } from '../../paths.ts';
import { useAnnounced } from '../../ui/device/announce.ts';
import { useKeptFocus } from '../../ui/device/kept-focus.ts';
import { Icon } from '../../ui/icons.tsx';
import type { IconName } from '../../ui/icons.tsx';
import { useKey } from '../../ui/keys.ts';
import { OfflineBand } from '../../ui/states.tsx';
import { ExerciseBand, TroubleBand } from './bands.tsx';
import { PageSections } from './page-sections.tsx';
import { TopBar } from './top-bar.tsx';
import { WatchLine } from './watch-line.tsx';

const RAIL = [
  { id: 'now', href: paths.now },
  { id: 'reports', href: paths.reports },
  { id: 'cases', href: paths.cases },
  { id: 'readiness', href: paths.readiness() },
  { id: 'exercises', href: paths.exercises },
  { id: 'organisation', href: paths.organisation },
  { id: 'settings', href: paths.settings },
] as const satisfies readonly { id: IconName; href: string }[];

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const KeyHelp = lazy(async () => ({ default: (await import('./key-help.tsx')).KeyHelp }));

/** The cards come with the first entry, not with the first view. */
const refreshedBy: RefreshedBy = async (kind) => (await import('../../journal/refreshed-by.ts')).refreshedBy(kind);

/** Rail, top bar and whatever screen the address names. */
export function Frame(props: {
  readonly person: Person;
  readonly organisation: string;
  readonly path: string;
  readonly children: ReactNode;
}) {
  const w = useWords(frameWords);
  const c = useWords(common);
  const live = useLive(may(props.person, 'read'), refreshedBy);
  const [dialog, setDialog] = useState<'palette' | 'keys' | null>(null);
  useKey('mod+k', (event) => {
    event.preventDefault();
    setDialog(dialog === 'palette' ? null : 'palette');
  });
  useKey('?', () => setDialog('keys'));
  useKey('/', (event) => {
    event.preventDefault();
    setDialog('palette');
  });
  useGoKeys();
  const main = useRef<HTMLElement>(null);
  const title = usePageTitle(main);
  const said = useAnnounced(title, w.finished);
  useKeptFocus(main);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {w.skip}
      </a>
      <header className="topbar">
        <TopBar person={props.person} organisation={props.organisation} onSearch={() => setDialog('palette')} />
        {may(props.person, 'read') ? <WatchLine /> : null}
        {may(props.person, 'read') ? <TroubleBand /> : null}
        {may(props.person, 'read') ? <ExerciseBand path={props.path} /> : null}
        {live === 'offline' ? <OfflineBand text={c.offline} /> : null}
      </header>
      <nav className="rail" aria-label={w.railLabel}>
        {RAIL.map(({ id, href }) => (
          <a
            key={id}
            href={href}
            aria-current={isHere(props.path, href) ? 'page' : undefined}
            className={id === 'settings' ? 'last' : undefined}
          >
            <Icon name={id} />
            <span>{w.rail[id]}</span>
            {id === 'reports' && may(props.person, 'read') ? <Waiting /> : null}
          </a>
        ))}
      </nav>
      <main ref={main} className="main" id="main" tabIndex={-1}>
        <PageSections key={props.path} main={main} />
        {props.children}
      </main>
      <div className="sr" role="status" aria-live="polite">
        {said}
      </div>
      <Suspense fallback={null}>
        {dialog === 'palette' ? <Palette person={props.person} onClose={() => setDialog(null)} /> : null}
        {dialog === 'keys' ? <KeyHelp onClose={() => setDialog(null)} /> : null}
      </Suspense>
    </div>
  );
}

/** The browser's tab says which page it shows: its heading, as soon as that is there (WCAG 2.4.2). */
function usePageTitle(main: RefObject<HTMLElement | null>): string {
  const [title, setTitle] = useState('');
  useEffect(() => {
    const { current } = main;
    if (current === null) return undefined;
    const read = (): void => {
      const heading = current.querySelector('h1')?.textContent?.trim() ?? '';
      setTitle(heading.slice(0, 80));
      document.title = heading === '' ? 'Matoi 纏' : `${heading.slice(0, 80)} · Matoi 纏`;
    };
    read();
    const watching = new MutationObserver(read);
    watching.observe(current, { childList: true, subtree: true, characterData: true });
    return () => watching.disconnect();
  }, [main]);
  return title;
}

function isHere(path: string, href: string): boolean {
  return href === paths.now ? path === href : path === href || path.startsWith(`${href}/`);
}

/** New reports, counted as far as the first page reaches. */
function Waiting() {
  const w = useWords(frameWords);
  const fresh = useReports({ state: 'new' }).data?.pages[0]?.items ?? [];
  const count = fresh.filter((row) => waitsForPerson(row.kind)).length;
  if (count === 0) return null;
  return (
    <span className="count" title={w.waiting(count)}>
      {count > 99 ? '99+' : count}
      <span className="sr">{w.waiting(count)}</span>
    </span>
  );
}

/** g and then a letter: n, r, c, p, o, s. */
function useGoKeys(): void {
  const router = useRouter();
  const [armed, setArmed] = useState(0);
  useKey('g', () => setArmed(Date.now()));
  const go = (href: string) => () => {
    if (Date.now() - armed < 1500) router.history.push(href);
  };
  useKey('n', go(paths.now));
  useKey('r', go(paths.reports));
  useKey('c', go(paths.cases));
  useKey('p', go(paths.readiness()));
  useKey('o', go(paths.organisation));
  useKey('s', go(paths.settings));
}
