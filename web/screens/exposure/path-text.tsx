// SPDX-License-Identifier: Apache-2.0
import { pieces } from './path-pieces.ts';

/** A path on one line: where there is no room it loses its middle, never the file's own name. All of it on demand. */
export function PathText({ path }: { readonly path: string }) {
  const { folder, name } = pieces(path);
  return (
    <bdi className="path-text mono" title={path}>
      <span className="path-folder">{folder}</span>
      <span className="path-name">{name}</span>
    </bdi>
  );
}
