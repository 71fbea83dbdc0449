// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const byHandFormWords = wordsOf(
  {
    title: '装置に手で入れたことを記録する',
    lead: 'デスクから届かない装置に手で入れたら、装置の設定を表示して全文を貼り付けてください。計画が止めるものがすべて表示にあるときだけ、適用済みになります。',
    where: '装置の名前',
    reread: '装置が表示した設定',
    record: '適用したと記録する',
  },
  {
    title: 'Record that it was put into a device by hand',
    lead: 'After putting it into a device that the desk does not reach, show the device’s configuration and paste all of it. It counts as applied only if everything that the plan stops is in it.',
    where: 'Name of the device',
    reread: 'What the device shows',
    record: 'Record as applied',
  },
);
