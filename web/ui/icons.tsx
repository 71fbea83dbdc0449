// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';

/** Drawn by hand, 20 x 20, one stroke width; always beside a word, so hidden from readers of the screen. */
const shapes = {
  now: <path d="M10 3v7l4 3M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16Z" />,
  reports: <path d="M3 11 5 4h10l2 7v5H3v-5Zm0 0h4l1 2h4l1-2h4" />,
  cases: <path d="M3 6V4h5l2 2h7v10H3V6Zm3 4h8M6 13h5" />,
  readiness: <path d="M10 2.500 16 5v5c0 3.500-2.500 6-6 7.500C6.500 16 4 13.500 4 10V5l6-2.500Zm-2.500 7.300 2 2 3.300-3.800" />,
  exercises: <path d="M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16Zm0 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm0 4h.01" />,
  organisation: <path d="M10 3h0v4M4 12V9h12v3M10 7v2M2.500 12h3v4h-3zM8.500 12h3v4h-3zM14.500 12h3v4h-3zM8 3h4v4H8z" />,
  settings: <path d="M3 6h8m4 0h2M3 14h2m4 0h8M13 4v4M7 12v4" />,
  search: <path d="m13.500 13.500 3.500 3.500M9 3a6 6 0 1 1 0 12A6 6 0 0 1 9 3Z" />,
  sun: (
    <path d="M10 6.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7ZM10 1.500v2M10 16.500v2M1.500 10h2M16.500 10h2M4 4l1.400 1.400M14.600 14.600 16 16M4 16l1.400-1.400M14.600 5.400 16 4" />
  ),
  moon: <path d="M16.500 12A7 7 0 0 1 8 3.500 7 7 0 1 0 16.500 12Z" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {shapes[name]}
    </svg>
  );
}
