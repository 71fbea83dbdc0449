// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { Suspense, lazy, useEffect } from 'react';
import { rememberLang, sessionKey, useSession } from '../../api/session.ts';
import type { Person } from '../../api/session.ts';
import { storedLang, useLang, useSay } from '../../lang/lang.tsx';
import { Pending } from '../../components/states.tsx';
import { PersonContext } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { Frame } from './frame.tsx';
import { endpoints } from '../../../src/intake/contract.ts';

/** Whoever is signed in does not need them, and they are not small. */
const Gates = lazy(async () => ({ default: (await import('./gates.tsx')).Gates }));

/** Set-up, sign-in or the desk: what the session says. */
export function App() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const session = useSession();
  const client = useQueryClient();
  const { two } = useSay();
  useInnerLinks();
  useLangOf(session.data?.person ?? null);
  const again = () => void client.invalidateQueries({ queryKey: sessionKey });
  if (path === paths.gallery) return <Outlet />;
  if (session.data === undefined) {
    return (
      <main className="gate">
        <div>{<Pending on={session} />}</div>
      </main>
    );
  }
  const { person, organisation } = session.data;
  if (person === null || person.mustChangePassword)
    return (
      <Suspense fallback={<main className="gate" />}>
        <Gates session={session.data} onDone={again} />
      </Suspense>
    );
  return (
    <PersonContext value={person}>
      <Frame person={person} organisation={organisation === null ? '' : two(organisation)} path={path}>
        <Outlet />
      </Frame>
    </PersonContext>
  );
}

/** Plain links inside the desk change the screen without fetching the page anew. */
function useInnerLinks(): void {
  const router = useRouter();
  useEffect(() => {
    const listen = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link === null || link.target !== '' || link.hasAttribute('download') || link.origin !== window.location.origin) return;
      const href = link.getAttribute('href') ?? '';
      if (!href.startsWith('/') || href.startsWith('/api/') || href === endpoints.form.path) return;
      event.preventDefault();
      router.history.push(href);
    };
    document.addEventListener('click', listen);
    return () => document.removeEventListener('click', listen);
  }, [router]);
}

/** The person's own language counts until somebody chooses one on this device; that choice is then told to the desk. */
function useLangOf(person: Person | null): void {
  const { lang, setLang } = useLang();
  useEffect(() => {
    if (person === null || person.lang === lang) return;
    if (storedLang() === null) setLang(person.lang);
    else rememberLang(lang).catch(() => undefined);
  }, [person, lang, setLang]);
}
