// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What every screen must keep: nothing too faint to read, no control without a name, nothing pushed sideways. */
export async function look(page: Page): Promise<void> {
  expect(await faintText(page), 'text that is too faint').toEqual([]);
  expect(await nameless(page), 'controls without a name').toEqual([]);
  expect(await sideways(page), 'pixels beyond the window').toBe(0);
}

/** By how many pixels the page is wider than the window; 0 where nothing must be pushed sideways. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}

/** What has the keyboard and cannot be seen, among the first `stops` places where Tab goes from where the page is. */
export async function hiddenStops(page: Page, stops: number): Promise<readonly string[]> {
  const hidden: string[] = [];
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press('Tab');
    const under = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) return null;
      const box = at.getBoundingClientRect();
      const points = [0.25, 0.5, 0.75].flatMap((x) => [0.2, 0.5, 0.8].map((y) => [box.left + box.width * x, box.top + box.height * y]));
      const seen = points.some(([x = 0, y = 0]) => {
        const top = document.elementFromPoint(x, y);
        // A label may lie over its box, so that a thumb finds both.
        const over = 'labels' in at ? [...((at as HTMLInputElement).labels ?? [])].some((label) => label.contains(top)) : false;
        return top !== null && (over || at.contains(top) || top.contains(at));
      });
      return seen ? null : `${at.tagName} ${(at.textContent ?? '').slice(0, 30)}`;
    });
    if (under !== null) hidden.push(under);
  }
  return hidden;
}

/** What has the keyboard and bears no outline, among the first `stops` places where Tab goes from where the page is. */
export async function unmarkedStops(page: Page, stops: number): Promise<readonly string[]> {
  const unmarked: string[] = [];
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press('Tab');
    const bare = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 ? null : at.outerHTML.slice(0, 120);
    });
    if (bare !== null) unmarked.push(bare);
  }
  return unmarked;
}

/** The first elements that reach over the window's right edge, for whoever has to find out why. */
export function overEdge(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => {
        for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement)
          if (getComputedStyle(at).overflowX !== 'visible') return false;
        return true;
      })
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
      .slice(0, 8)
      .map((element) => `${element.tagName}.${element.getAttribute('class') ?? ''} ${(element.textContent ?? '').slice(0, 30)}`),
  );
}

export type FaintText = { readonly text: string; readonly ratio: number; readonly color: string; readonly ground: string };

/**
 * Text in sight whose contrast with its ground is below WCAG 2.2 AA (1.4.3: 4.5, or 3 from 24 px, or from 18.66 px in
 * bold). Grounds are found by going up to the first opaque one; text over pictures does not occur on the desk.
 */
export function faintText(page: Page): Promise<readonly FaintText[]> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (canvas === null) throw new Error('no canvas');
    const rgba = (color: string): readonly number[] => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- only what stands inside reaches the browser
    const light = ([r = 0, g = 0, b = 0]: readonly number[]): number => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const groundOf = (element: Element): string => {
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const color = getComputedStyle(at).backgroundColor;
        if ((rgba(color)[3] ?? 0) > 250) return color;
      }
      return 'rgb(255, 255, 255)';
    };
    const faint: { text: string; ratio: number; color: string; ground: string }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const element = node.parentElement;
      if (text === '' || element === null || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (element.closest('.sr, noscript, style, script, [disabled]') !== null) continue;
      const style = getComputedStyle(element);
      const ground = groundOf(element);
      const [a, b] = [light(rgba(style.color)), light(rgba(ground))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5))
        faint.push({ text: text.slice(0, 40), ratio: Math.round(ratio * 100) / 100, color: style.color, ground });
    }
    return faint;
  });
}

/** Controls that a reader of the screen would hear without a name. */
export function nameless(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a[href], input:not([type=hidden]), select, textarea, iframe, img')]
      .filter((element) => element.checkVisibility() && element.closest('[aria-hidden="true"]') === null)
      .filter((element) => {
        if (element instanceof HTMLImageElement) return !element.hasAttribute('alt');
        const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
        const words = [
          element.getAttribute('aria-label'),
          element.getAttribute('title'),
          element.textContent,
          ...labels.map((one) => one.textContent),
        ];
        return words.every((word) => (word ?? '').trim() === '');
      })
      .map((element) => element.outerHTML.slice(0, 160)),
  );
}
