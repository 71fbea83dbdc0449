// SPDX-License-Identifier: Apache-2.0
import { common } from '../../i18n/common.ts';
import { useWords } from '../../i18n/lang.tsx';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/states.tsx';

export function NotFound() {
  const w = useWords(common);
  return (
    <div className="page">
      <EmptyState title={w.notFound}>
        <a href={paths.now}>{w.backToNow}</a>
      </EmptyState>
    </div>
  );
}
