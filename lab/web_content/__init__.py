"""What the app in `web/` says and shows, made from the Python package when the app is built.

    python -m lab.web_content web/build/content

Every text is ``{"en": ..., "de": ...}`` with the numbers of the evidence filled in, so that the
app types nothing a second time. Blanks that are only known on the phone stay, as ``{=name}``.

    screening.json    questions with their conditions, rules, flags, words of a result
    plan.json         rules of the plan, limits, catalogue, ladder of places, turns of each goal,
                      smallest real changes, words of places, paces, goals, forms, next session
    exercises.json    the seventeen exercises: all words, three forms with dose and poses
    assessments.json  the tests: protocol, safety, references, noise bands with their numbers
    attention.json    spoken tasks
    breaks.json       rules of breaks from sitting as they are at first, words of the feed
    stops.json        when to stop, what to look at before each walk
    claims.json       popular claims, verdict, grade, sentence, rows for and against
    evidence.json     id -> number, people, source, how it was read, address
    dose.json         fitted factors, design choices, findings, sentences
    sentences.json    German of the tracker's sentences and names, words of tables and ribbons
    figures/ID-LEVEL.svg        moving picture, still where reduced motion is asked for
    figures/ID-LEVEL-still.svg  key poses side by side; both without words

`web/src/coach/content.ts` types each file. `web/build/` is not kept under version control.
"""
