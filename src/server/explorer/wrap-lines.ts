/**
 * Breaks lines where their editor ends, so that nobody has to scroll sideways for the end of a sentence. GraphiQL has no
 * setting for that; its editors come from the module that is asked for here, a moment later.
 */
export async function wrapLines(): Promise<void> {
  const { editor } = await import("monaco-graphql/esm/monaco-editor.js");
  editor.onDidCreateEditor((created) => created.updateOptions({ wordWrap: "on" }));
}
