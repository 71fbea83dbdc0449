// SPDX-License-Identifier: Apache-2.0
import { common } from '../../lang/common.ts';
import { useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';

export function NotFound() {
  const w = useWords(common);
  return (
    <div className="page">
      <h1>{w.notFound}</h1>
      <p>
        <a href={paths.now}>{w.backToNow}</a>
      </p>
    </div>
  );
}
