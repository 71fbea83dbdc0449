// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { MailPart } from '../../common/mail.ts';
import { embeddedPictures } from './embedded.ts';

const part = (contentId: string, bytes: readonly number[], contentType = 'image/png'): MailPart => ({
  contentType,
  within: [],
  fileName: `${contentId}.png`,
  contentId,
  disposition: 'inline',
  size: bytes.length,
  sha256: '',
  bytes: Uint8Array.from(bytes),
});
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0];
const SVG = [...Buffer.from('<svg onload="x()">')];

describe('intake/embedded', () => {
  it('names a picture and keeps its bytes closed until they are asked for', () => {
    expect(embeddedPictures([part('a@b', PNG)], false)('a%40b')).toEqual({ name: 'a@b.png', data: null });
    expect(embeddedPictures([part('a@b', PNG)], true)('a@b')?.data).toMatch(/^data:image\/png;base64,iVBORw0KGgoA$/);
  });

  it('goes by what the bytes are: no SVG, whatever it is called', () => {
    expect(embeddedPictures([part('s', SVG)], true)('s')).toEqual({ name: 's.png', data: null });
    expect(embeddedPictures([part('j', [0xff, 0xd8, 0xff, 0xe0], 'text/html')], true)('j')?.data).toMatch(/^data:image\/jpeg/);
  });

  it('shows neither one that is too large, nor more than a few megabytes in all', () => {
    const large = (size: number): MailPart => ({ ...part('l', []), bytes: Uint8Array.from({ length: size }, (_, at) => PNG[at] ?? 0) });
    expect(embeddedPictures([large(2_000_001)], true)('l')?.data).toBeNull();
    const picture = embeddedPictures([large(1_900_000)], true);
    expect([1, 2, 3, 4].map(() => picture('l')?.data !== null)).toEqual([true, true, true, false]);
  });
});
