// SPDX-License-Identifier: Apache-2.0
import type { MantineColorSchemeManager } from '@mantine/core';

const STORED = 'matoi.theme';

/** Where Mantine keeps light, dark or "as the device"; the same key that public/theme.js reads before the first paint. */
export const themeStore: MantineColorSchemeManager = {
  get: (fallback) => {
    try {
      const value = localStorage.getItem(STORED);
      return value === 'light' || value === 'dark' || value === 'auto' ? value : fallback;
    } catch {
      return fallback;
    }
  },
  set: (value) => {
    try {
      localStorage.setItem(STORED, value);
    } catch {
      // Storage is switched off: the choice lasts until the page is left.
    }
  },
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};
