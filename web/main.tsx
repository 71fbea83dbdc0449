// SPDX-License-Identifier: Apache-2.0
import './ui/styles/mantine-parts.css';
import './ui/styles/tokens.css';
import './ui/styles/mantine.css';
import './ui/styles/components.css';
import './ui/styles/frame.css';
import './ui/styles/lists.css';
import './ui/styles/case.css';
import './ui/styles/watch.css';
import './ui/styles/reach.css';
import { MantineProvider } from '@mantine/core';
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api/fetch/problem.ts';
import { sessionQuery } from './api/session.ts';
import { LangProvider } from './lang/lang.tsx';
import { makeRouter } from './routes.tsx';
import { announceDone } from './ui/device/announce.ts';
import { bringTypeWhereNoneIs } from './ui/theme/own-type.ts';
import { themeStore } from './ui/theme/theme-choice.ts';
import { theme, variables } from './ui/theme/theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Read by the library that keeps the page from scrolling under a dialog.
Object.assign(globalThis, { __webpack_nonce__: nonce });

const client = new QueryClient({
  mutationCache: new MutationCache({ onSuccess: announceDone }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // The desk answers with a reason; only a lost connection is worth asking again.
      retry: (count, error) => error instanceof ApiError && error.problem.status === 0 && count < 2,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

void client.prefetchQuery(sessionQuery);

const place = document.querySelector('#desk');
if (place === null) throw new Error('index.html has no #desk');

createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={themeStore}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <LangProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={makeRouter()} />
        </QueryClientProvider>
      </LangProvider>
    </MantineProvider>
  </StrictMode>,
);

void bringTypeWhereNoneIs();

/** What opens later must open without a connection, too: it is fetched once nothing else is. */
window.setTimeout(() => {
  void Promise.all([
    import('./components/dialog-window.tsx'),
    import('./components/reason-window.tsx'),
    import('./screens/frame/palette.tsx'),
    import('./screens/frame/account-menu.tsx'),
    import('./journal/refreshed-by.ts'),
  ]).catch(() => undefined);
}, 15_000);
