// SPDX-License-Identifier: Apache-2.0
import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

const indigo: MantineColorsTuple = [
  '#eef2f8', '#dbe3f0', '#b6c6e1', '#8fa7d1', '#6d8bc0', '#4a6cab', '#38599a', '#28497f', '#1f3a66', '#162a4b',
]; // biome-ignore format: ten shades on a line
const vermilion: MantineColorsTuple = [
  '#fdf0ec', '#fbddd4', '#f5b8a7', '#ee8d75', '#e16a4d', '#d04b2d', '#c23c20', '#b8321a', '#932714', '#6d1c0e',
]; // biome-ignore format: ten shades on a line
const moss: MantineColorsTuple = [
  '#f2f5ea', '#e2ead2', '#c5d5a6', '#abc488', '#8ba762', '#6f8d45', '#5a7635', '#476129', '#374c1f', '#273715',
]; // biome-ignore format: ten shades on a line

export const theme = createTheme({
  colors: { indigo, vermilion, moss },
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.36,
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--sans)' },
  fontSizes: { xs: '13px', sm: '15px', md: '16px', lg: '18px', xl: '22px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 0 }, overlayProps: { backgroundOpacity: 0.35 } } },
    Menu: { defaultProps: { transitionProps: { duration: 0 } } },
    Button: { defaultProps: { variant: 'default' } },
  },
});

const both = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-default': 'var(--sheet)',
  '--mantine-color-default-hover': 'var(--sunk)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--vermilion)',
  '--mantine-color-anchor': 'var(--indigo)',
};

/** Mantine's own colours follow the paper and the ink. */
export const variables: CSSVariablesResolver = () => ({ variables: {}, light: both, dark: both });
