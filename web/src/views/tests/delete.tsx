/** A button that deletes at its second press. */

import { useSignal } from "@preact/signals";

import { say } from "../../i18n/language.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { Button } from "../../look/parts.tsx";

/** Asked twice before it is gone. */
export function Delete(props: {
  readonly label: Phrase;
  readonly sure: Phrase;
  readonly onDelete: () => void;
}) {
  const isSure = useSignal(false);
  return (
    <Button
      look={isSure.value ? "danger" : "plain"}
      icon="trash"
      onClick={() => {
        if (isSure.value) props.onDelete();
        isSure.value = !isSure.value;
      }}
    >
      {say(isSure.value ? props.sure : props.label)}
    </Button>
  );
}
