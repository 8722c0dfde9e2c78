/** Comparisons that were kept. */

import { reasonSaid } from "../../coach/attention/cost.ts";
import { TASKS } from "../../coach/attention/tasks.ts";
import { dayText, language, say } from "../../i18n/language.ts";
import { Card, Fold } from "../../look/parts.tsx";
import { store } from "../../store/opened.ts";
import { useKept } from "../kept.ts";
import { Delete } from "../tests/delete.tsx";
import { CostNumbers } from "./numbers.tsx";
import type { AttentionContent } from "./records.ts";

const WORDS = {
  title: { en: "Earlier comparisons", de: "Frühere Vergleiche" },
  remove: { en: "Delete", de: "Löschen" },
  sure: { en: "Delete for good", de: "Endgültig löschen" },
};

/** Under a fold; nothing before the first. */
export function Earlier() {
  const all = useKept<AttentionContent>("attention");
  if (all === null || all.length === 0) return null;
  return (
    <Fold title={say(WORDS.title)}>
      {[...all].reverse().map(({ head, content }) => {
        const task = TASKS.get(content.task);
        const name = task === undefined ? content.task : say(task.name);
        return (
          <Card key={head.id} level={3} title={`${dayText(new Date(head.madeAt))}: ${name}`}>
            <CostNumbers cost={content.cost} reason={(one) => reasonSaid(one, language.value)} />
            <Delete
              label={WORDS.remove}
              sure={WORDS.sure}
              onDelete={() => void store().then((kept) => kept.remove(head.id))}
            />
          </Card>
        );
      })}
    </Fold>
  );
}
