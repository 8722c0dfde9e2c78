/**
 * Files that `npm run content` makes in build/content/ from the Python package.
 *
 * They are typed in `content.ts` and nowhere else, so that type checking needs no Python and does
 * not infer a type from 100 kB of text.
 */
declare module "@content/*.json" {
  const content: unknown;
  export default content;
}
