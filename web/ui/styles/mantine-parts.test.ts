// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const web = join(import.meta.dirname, '..', '..');
const library = join(web, '..', 'node_modules', '@mantine', 'core', 'styles');

describe('web/ui/styles/mantine-parts', () => {
  it('names the styles of every piece of the library that a screen uses', () => {
    const list = readFileSync(join(import.meta.dirname, 'mantine-parts.css'), 'utf8');
    const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
    const used = files.flatMap((file) =>
      [...readFileSync(join(web, file), 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(([, names = '']) =>
        names.split(',').map((name) => name.trim()),
      ),
    );
    const styled = [...new Set(used)].filter((name) => existsSync(join(library, `${name}.css`)));
    expect(styled.length).toBeGreaterThan(10);
    expect(styled.filter((name) => !list.includes(`/${name}.css"`))).toEqual([]);
  });
});
