// SPDX-License-Identifier: Apache-2.0
import '@fontsource-variable/noto-sans-jp/index.css';
import '@mantine/core/styles.css';
import './ui/tokens.css';
import './ui/mantine.css';
import './ui/pieces.css';
import './ui/frame.css';
import './ui/lists.css';
import './ui/case.css';
import './ui/watch.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { ApiError } from './api/problem.ts';
import { LangProvider } from './i18n/lang.tsx';
import { makeRouter } from './routes.tsx';
import { themeStore } from './ui/theme-choice.ts';
import { theme, variables } from './ui/theme.ts';

// zod would compile its checks with `new Function`, which the content security policy refuses.
z.config({ jitless: true });

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Read by the library that keeps the page from scrolling under a dialog.
Object.assign(globalThis, { __webpack_nonce__: nonce });

const client = new QueryClient({
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
